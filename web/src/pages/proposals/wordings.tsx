import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Language, TextStatus } from "../../gql/graphql";
import { Choice } from "../../widgets/choice";
import { freeOf, WordingField } from "../../widgets/entries/wording";
import { type Draft, LONGEST_RATIONALE, LONGEST_TITLE, type Paragraph, type Wording } from "./draft";

interface Props {
  draft: Draft;
  onChange: (changes: Partial<Draft>) => void;
  /** Whether what is missing is said. */
  isJudged: boolean;
}

const LONGEST = { title: LONGEST_TITLE, text: LONGEST_RATIONALE };
const WORDS = {
  text: "proposal.rationale",
  hint: "proposal.rationaleHint",
  remove: "proposal.removeLanguage",
} as const;

/** What is said in one language, said to be in another one; or nowhere any more. */
function moved(paragraphs: readonly Paragraph[], from: Language, to: Language | null): Paragraph[] {
  return paragraphs.map(({ number, texts }) => {
    const { [from]: words, ...others } = texts;
    return { number, texts: to === null || words === undefined ? others : { ...others, [to]: words } };
  });
}

/** Title and rationale, in one language or more, each with how far it may be relied on. */
export function WordingFields({ draft, onChange, isJudged }: Props) {
  const { wordings, paragraphs } = draft;
  const free = freeOf(wordings);
  const [next] = free;
  const change = (place: number, changes: Partial<Wording>) => {
    const before = wordings[place]!.language;
    onChange({
      wordings: wordings.map((wording, at) => (at === place ? { ...wording, ...changes } : wording)),
      ...(changes.language && { paragraphs: moved(paragraphs, before, changes.language) }),
    });
  };
  return (
    <>
      {wordings.map(({ language, status, title, rationale }, place) => (
        <WordingField
          key={place}
          said={{ language, title, text: rationale }}
          free={free}
          isFirst={place === 0}
          isJudged={isJudged}
          longest={LONGEST}
          words={WORDS}
          beside={<StatusChoice status={status} onChoose={(chosen) => change(place, { status: chosen })} />}
          onChange={({ text = rationale, ...changes }) => change(place, { ...changes, rationale: text })}
          onRemove={
            wordings.length > 1
              ? () =>
                  onChange({
                    wordings: wordings.filter((_, at) => at !== place),
                    paragraphs: moved(paragraphs, language, null),
                  })
              : null
          }
        />
      ))}
      {next !== undefined && (
        <Button
          onPress={() =>
            onChange({ wordings: [...wordings, { language: next, status: "UNOFFICIAL", title: "", rationale: "" }] })
          }
        >
          <FormattedMessage id="capacity.addLanguage" />
        </Button>
      )}
    </>
  );
}

const STATUSES = [
  ["OFFICIAL", "proposal.statusOf.official"],
  ["UNOFFICIAL", "proposal.statusOf.unofficial"],
  ["MACHINE", "proposal.statusOf.machine"],
] as const satisfies readonly (readonly [TextStatus, string])[];

function StatusChoice({ status, onChoose }: { status: TextStatus; onChoose: (status: TextStatus) => void }) {
  const { formatMessage } = useIntl();
  return (
    <Choice
      label={formatMessage({ id: "proposal.statusLabel" })}
      items={STATUSES.map(([code, label]) => ({ code, label: formatMessage({ id: label }) }))}
      value={status}
      onChoose={(code) => {
        const chosen = STATUSES.find(([one]) => one === code);
        if (chosen) onChoose(chosen[0]);
      }}
    />
  );
}
