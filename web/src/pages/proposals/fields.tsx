import { Label, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { ProposalKind } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import shared from "../../widgets/entries/entries.module.css";
import { labelled } from "../capacity/labelled";
import { Picker } from "../capacity/picker";
import { ProvisionPicker } from "../capacity/provision-picker";
import type { Choices } from "../capacity/reading";
import { PROPOSAL_KINDS } from "./address";
import type { Draft, Faults } from "./draft";
import { ParagraphFields } from "./paragraphs";
import { RelationFields } from "./relations";
import { WordingFields } from "./wordings";
import { KINDS } from "./words";

interface Props {
  draft: Draft;
  choices: Choices;
  /** What has to be mended; nothing before somebody has tried to save. */
  faults: Faults;
  isJudged: boolean;
  onChange: (changes: Partial<Draft>) => void;
}

/** What a proposal says. */
export function ProposalFields({ draft, choices, faults, isJudged, onChange }: Props) {
  const { formatMessage } = useIntl();
  const chosenLabel = formatMessage({ id: "proposal.elaborates" });
  return (
    <>
      <section aria-labelledby="what" className={shared.part}>
        <h2 id="what">
          <FormattedMessage id="proposal.whatKind" />
        </h2>
        <RadioGroup value={draft.kind} onChange={(kind) => onChange({ kind: kind as ProposalKind })}>
          <Label>
            <FormattedMessage id="proposal.kind" />
          </Label>
          {PROPOSAL_KINDS.map((kind) => (
            <Radio key={kind} value={kind}>
              <FormattedMessage id={KINDS[kind]} />
            </Radio>
          ))}
        </RadioGroup>
        {draft.kind === "ELABORATION" && (
          <div className={shared.nested}>
            <p className={shared.note}>{chosenLabel}</p>
            <ProvisionPicker
              choices={choices}
              chosenLabel={chosenLabel}
              chosen={draft.elaborates}
              onChoose={(elaborates) => onChange({ elaborates })}
            />
            <Fault id={faults.elaborates} />
          </div>
        )}
        <Picker
          chosenLabel={formatMessage({ id: "capacity.themes" })}
          addLabel={formatMessage({ id: "capacity.addTheme" })}
          items={labelled(choices.themes)}
          chosen={draft.themes}
          onChoose={(themes) => onChange({ themes })}
        />
        <Fault id={faults.themes} />
      </section>
      <section aria-labelledby="wordings" className={shared.part}>
        <h2 id="wordings">
          <FormattedMessage id="proposal.titleAndRationale" />
        </h2>
        <WordingFields draft={draft} isJudged={isJudged} onChange={onChange} />
        <Fault id={faults.wordings} />
      </section>
      <section aria-labelledby="paragraphs" className={shared.part}>
        <h2 id="paragraphs">
          <FormattedMessage id="proposal.proposedText" />
        </h2>
        <ParagraphFields draft={draft} isJudged={isJudged} onChange={onChange} />
        <Fault id={faults.paragraphs} />
      </section>
      <section aria-labelledby="relations" className={shared.part}>
        <h2 id="relations">
          <FormattedMessage id="proposal.toProvisions" />
        </h2>
        <RelationFields draft={draft} choices={choices} onChange={onChange} />
        <Fault id={faults.relations} />
      </section>
    </>
  );
}

function Fault({ id }: { id: MessageId | undefined }) {
  if (!id) return null;
  return (
    <p className="react-aria-FieldError">
      <FormattedMessage id={id} />
    </p>
  );
}
