import { memo } from "react";
import { useIntl } from "react-intl";
import { Button, Input, Label, SearchField } from "react-aria-components";

import type { ProvisionsFrameQuery } from "../../gql/graphql";
import { Choice } from "../../widgets/choice";
import { isFiltered, type Filters } from "./filters";
import style from "./browser.module.css";

interface Props {
  frame: ProvisionsFrameQuery;
  filters: Filters;
  onChange: (filters: Filters) => void;
}

/** Narrows the list: by word, instrument, kind, theme and what became of the text. */
export const FilterBar = memo(function FilterBar({ frame, filters, onChange }: Props) {
  const { formatMessage } = useIntl();
  const set = (name: keyof Filters) => (value: string | undefined) => {
    const { [name]: _, ...others } = filters;
    onChange(value === undefined || value === "" ? others : { ...others, [name]: value });
  };
  const labelled = (terms: ProvisionsFrameQuery["kinds"]) =>
    (terms ?? []).map(({ code, label }) => ({ code, label: label?.content ?? code }));
  const all = formatMessage({ id: "provisions.all" });
  return (
    <div className={style.filters} role="search" aria-label={formatMessage({ id: "provisions.filters" })}>
      <SearchField
        value={filters.words ?? ""}
        onChange={set("words")}
        className={`react-aria-SearchField ${style.words}`}
      >
        <Label>{formatMessage({ id: "provisions.words" })}</Label>
        <Input />
        <Button aria-label={formatMessage({ id: "provisions.clearWords" })}>×</Button>
      </SearchField>
      <Choice
        label={formatMessage({ id: "provisions.instrument" })}
        items={frame.instruments.nodes.map(({ code, symbol }) => ({ code, label: symbol }))}
        value={filters.instrument}
        none={all}
        onChoose={set("instrument")}
      />
      <Choice
        label={formatMessage({ id: "provisions.kind" })}
        items={labelled(frame.kinds)}
        value={filters.kind}
        none={all}
        onChoose={set("kind")}
      />
      <Choice
        label={formatMessage({ id: "provisions.theme" })}
        items={labelled(frame.themes)}
        value={filters.theme}
        none={all}
        onChoose={set("theme")}
      />
      <Choice
        label={formatMessage({ id: "provisions.adoption" })}
        items={labelled(frame.adoptions)}
        value={filters.adoption}
        none={all}
        onChoose={set("adoption")}
      />
      {isFiltered(filters) && (
        <Button data-variant="quiet" className={`react-aria-Button ${style.clear}`} onPress={() => onChange({})}>
          {formatMessage({ id: "provisions.clear" })}
        </Button>
      )}
    </div>
  );
});
