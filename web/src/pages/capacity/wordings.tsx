import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { freeOf, WordingField } from "../../widgets/entries/wording";
import { LONGEST_DESCRIPTION, LONGEST_TITLE, type Wording } from "./draft";

interface Props {
  wordings: readonly Wording[];
  onChange: (wordings: Wording[]) => void;
  /** Whether what is missing is said. */
  isJudged: boolean;
}

const LONGEST = { title: LONGEST_TITLE, text: LONGEST_DESCRIPTION };
const WORDS = {
  text: "capacity.description",
  hint: "capacity.descriptionHint",
  remove: "capacity.removeLanguage",
} as const;

/** Title and description, in one language or more. */
export function WordingFields({ wordings, onChange, isJudged }: Props) {
  const free = freeOf(wordings);
  const [next] = free;
  return (
    <>
      {wordings.map(({ language, title, description }, place) => (
        <WordingField
          key={place}
          said={{ language, title, text: description }}
          free={free}
          isFirst={place === 0}
          isJudged={isJudged}
          longest={LONGEST}
          words={WORDS}
          onChange={({ text = description, ...changes }) =>
            onChange(wordings.map((one, at) => (at === place ? { ...one, ...changes, description: text } : one)))
          }
          onRemove={wordings.length > 1 ? () => onChange(wordings.filter((_, at) => at !== place)) : null}
        />
      ))}
      {next !== undefined && (
        <Button onPress={() => onChange([...wordings, { language: next, title: "", description: "" }])}>
          <FormattedMessage id="capacity.addLanguage" />
        </Button>
      )}
    </>
  );
}
