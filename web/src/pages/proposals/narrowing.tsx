import { Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { instrumentsOf, labelled, statesNamed } from "../capacity/labelled";
import { NarrowingBar } from "../capacity/narrowing-bar";
import type { Choices } from "../capacity/reading";
import { useStates } from "../survey/states";
import { NAMES, PROPOSAL_KINDS, type ProposalsView } from "./address";
import { KINDS } from "./words";

interface Props {
  /** None until they have come. */
  choices: Choices | undefined;
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
  const states = useStates(choices !== undefined);
  const search = (words: string) => {
    const { words: _, ...others } = view;
    onChange(words === "" ? others : { ...others, words });
  };
  return (
    <NarrowingBar
      ways={[
        {
          name: "kind",
          label: "proposal.kind",
          items: PROPOSAL_KINDS.map((code) => ({ code, label: formatMessage({ id: KINDS[code] }) })),
        },
        { name: "theme", label: "capacity.theme", items: labelled(choices?.themes) },
        { name: "by", label: "proposal.leadState", items: statesNamed(states) },
        { name: "instrument", label: "provisions.instrument", items: instrumentsOf(choices) },
      ]}
      view={view}
      isNarrowed={isNarrowed(view)}
      also="proposal.alsoOver"
      onChange={onChange}
    >
      <TextField value={view.words ?? ""} onChange={search}>
        <Label>
          <FormattedMessage id="proposal.words" />
        </Label>
        <Input dir="auto" />
      </TextField>
    </NarrowingBar>
  );
}
