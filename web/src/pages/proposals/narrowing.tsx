import { Button, Checkbox, Input, Label, TextField } from "react-aria-components";
import { useIntl } from "react-intl";
import { useQuery } from "urql";

import { Choice } from "../../widgets/choice";
import capacity from "../capacity/capacity.module.css";
import { ProvisionsOfText } from "../capacity/documents";
import { labelled } from "../capacity/labelled";
import type { Choices } from "../capacity/reading";
import { useStates } from "../survey/states";
import { NAMES, PROPOSAL_KINDS, type ProposalsView } from "./address";
import { KINDS } from "./words";

interface Props {
  choices: Choices;
  view: ProposalsView;
  onChange: (view: ProposalsView) => void;
}

/** Whether a list is narrowed to a part. */
export function isNarrowed(view: ProposalsView): boolean {
  return NAMES.some((name) => view[name] !== undefined);
}

/** Narrows the list: by words of the title, kind, theme, lead State, text and provision. */
export function Narrowing({ choices, view, onChange }: Props) {
  const { formatMessage } = useIntl();
  const states = useStates(true);
  const all = formatMessage({ id: "provisions.all" });
  const [{ data }] = useQuery({
    query: ProvisionsOfText,
    variables: { code: view.instrument ?? "" },
    pause: view.instrument === undefined,
  });
  const set = (name: (typeof NAMES)[number]) => (chosen: string | undefined) => {
    const others = { ...view };
    delete others[name];
    // Another text has other provisions.
    if (name === "instrument") delete others.provision;
    onChange(chosen === undefined ? others : { ...others, [name]: chosen });
  };
  return (
    <div
      className={`no-print ${capacity.narrowing}`}
      role="search"
      aria-label={formatMessage({ id: "capacity.narrow" })}
    >
      <TextField value={view.words ?? ""} onChange={(words) => set("words")(words === "" ? undefined : words)}>
        <Label>{formatMessage({ id: "proposal.words" })}</Label>
        <Input dir="auto" />
      </TextField>
      <Choice
        label={formatMessage({ id: "proposal.kind" })}
        items={PROPOSAL_KINDS.map((code) => ({ code, label: formatMessage({ id: KINDS[code] }) }))}
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
      <Choice
        label={formatMessage({ id: "proposal.leadState" })}
        items={[...states.values()].map(({ code, name }) => ({ code, label: name?.content ?? code }))}
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
        {formatMessage({ id: "proposal.alsoOver" })}
      </Checkbox>
      {isNarrowed(view) && (
        <Button data-variant="quiet" onPress={() => onChange(view.over ? { over: true } : {})}>
          {formatMessage({ id: "provisions.clear" })}
        </Button>
      )}
    </div>
  );
}
