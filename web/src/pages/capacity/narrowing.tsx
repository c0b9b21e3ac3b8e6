import { useIntl } from "react-intl";
import { Button, Checkbox } from "react-aria-components";
import { useQuery } from "urql";

import { Choice } from "../../widgets/choice";
import { useStates } from "../survey/states";
import { type NoticesView, type Side } from "./address";
import { isNarrowed } from "./asking";
import style from "./capacity.module.css";
import { ProvisionsOfText } from "./documents";
import { labelled } from "./labelled";
import type { Choices } from "./reading";

interface Props {
  side: Side;
  choices: Choices;
  view: NoticesView;
  onChange: (view: NoticesView) => void;
}

/** Narrows a list: by kind of capability, text and provision, theme, form, and by whose it is. */
export function Narrowing({ side, choices, view, onChange }: Props) {
  const { formatMessage } = useIntl();
  const states = useStates(true);
  const all = formatMessage({ id: "provisions.all" });
  const [{ data }] = useQuery({
    query: ProvisionsOfText,
    variables: { code: view.instrument ?? "" },
    pause: view.instrument === undefined,
  });
  const set = (name: "kind" | "theme" | "form" | "by" | "instrument" | "provision") => (code: string | undefined) => {
    const others = { ...view };
    delete others[name];
    // Another text has other provisions.
    if (name === "instrument") delete others.provision;
    onChange(code === undefined ? others : { ...others, [name]: code });
  };
  const parties = [
    ...[...states.values()].map(({ code, name }) => ({ code, label: name?.content ?? code })),
    ...(side === "offer"
      ? choices.organisations.map(({ code, name, abbreviation }) => ({ code, label: name?.content ?? abbreviation }))
      : []),
  ];
  return (
    <div className={`no-print ${style.narrowing}`} role="search" aria-label={formatMessage({ id: "capacity.narrow" })}>
      <Choice
        label={formatMessage({ id: "capacity.kind" })}
        items={labelled(choices.kinds)}
        value={view.kind}
        none={all}
        onChoose={set("kind")}
      />
      <Choice
        label={formatMessage({ id: "capacity.theme" })}
        items={labelled(choices.themes)}
        value={view.theme}
        none={all}
        onChoose={set("theme")}
      />
      {side === "offer" && (
        <Choice
          label={formatMessage({ id: "capacity.form" })}
          items={labelled(choices.forms)}
          value={view.form}
          none={all}
          onChoose={set("form")}
        />
      )}
      <Choice
        label={formatMessage({ id: side === "need" ? "capacity.byState" : "capacity.byParty" })}
        items={parties}
        value={view.by}
        none={all}
        onChoose={set("by")}
      />
      <Choice
        label={formatMessage({ id: "provisions.instrument" })}
        items={choices.instruments.nodes.map(({ code, symbol }) => ({ code, label: symbol }))}
        value={view.instrument}
        none={all}
        onChoose={set("instrument")}
      />
      {view.instrument !== undefined && (
        <Choice
          label={formatMessage({ id: "coverage.provision" })}
          items={(data?.instrument?.provisions ?? []).map(({ code, paragraph, title }) => ({
            code,
            label: title ? `${paragraph}: ${title.content}` : paragraph,
          }))}
          value={view.provision}
          none={all}
          onChoose={set("provision")}
        />
      )}
      <Checkbox
        isSelected={view.over === true}
        onChange={(isOver) => {
          const { over: _, ...others } = view;
          onChange(isOver ? { ...others, over: true } : others);
        }}
      >
        {formatMessage({ id: side === "need" ? "capacity.alsoMet" : "capacity.alsoClosed" })}
      </Checkbox>
      {isNarrowed(view) && (
        <Button data-variant="quiet" onPress={() => onChange(view.over ? { over: true } : {})}>
          {formatMessage({ id: "provisions.clear" })}
        </Button>
      )}
    </div>
  );
}
