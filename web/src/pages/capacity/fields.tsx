import { Checkbox, CheckboxGroup, Label, Text } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { Language } from "../../gql/graphql";
import { apiLanguage, LANGUAGES } from "../../i18n/language";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { useLanguageName } from "../provisions/wording";
import type { Side } from "./address";
import style from "./capacity.module.css";
import type { Draft, Faults } from "./draft";
import { labelled } from "./labelled";
import { Picker } from "./picker";
import { ProvisionPicker } from "./provision-picker";
import type { Choices } from "./reading";
import { TermFields } from "./terms";
import { WordingFields } from "./wordings";

interface Props {
  side: Side;
  draft: Draft;
  choices: Choices;
  /** What has to be mended; nothing before somebody has tried to save. */
  faults: Faults;
  isJudged: boolean;
  onChange: (changes: Partial<Draft>) => void;
}

/** What a need or an offer says. */
export function NoticeFields({ side, draft, choices, faults, isJudged, onChange }: Props) {
  const { formatMessage } = useIntl();
  const languageName = useLanguageName();
  return (
    <>
      <section aria-labelledby="what" className={shared.part}>
        <h2 id="what">
          <FormattedMessage id="capacity.whatItSays" />
        </h2>
        <WordingFields wordings={draft.wordings} isJudged={isJudged} onChange={(wordings) => onChange({ wordings })} />
      </section>
      <section aria-labelledby="about" className={shared.part}>
        <h2 id="about">
          <FormattedMessage id="capacity.whatAbout" />
        </h2>
        <Choice
          label={formatMessage({ id: "capacity.kind" })}
          items={labelled(choices.kinds)}
          value={draft.kind === "" ? undefined : draft.kind}
          none={formatMessage({ id: "capacity.chooseKind" })}
          onChoose={(kind) => onChange({ kind: kind ?? "" })}
        />
        {faults.kind && (
          <p className="react-aria-FieldError">
            <FormattedMessage id={faults.kind} />
          </p>
        )}
        <ProvisionPicker
          choices={choices}
          chosen={draft.provisions}
          onChoose={(provisions) => onChange({ provisions })}
        />
        {faults.provisions && (
          <p className="react-aria-FieldError">
            <FormattedMessage id={faults.provisions} />
          </p>
        )}
        <Picker
          chosenLabel={formatMessage({ id: "capacity.themes" })}
          addLabel={formatMessage({ id: "capacity.addTheme" })}
          items={labelled(choices.themes)}
          chosen={draft.themes}
          onChoose={(themes) => onChange({ themes })}
        />
        {faults.themes && (
          <p className="react-aria-FieldError">
            <FormattedMessage id={faults.themes} />
          </p>
        )}
        <CheckboxGroup
          value={[...draft.languages]}
          onChange={(languages) => onChange({ languages: languages as Language[] })}
        >
          <Label>
            <FormattedMessage id={side === "need" ? "capacity.languagesTaken" : "capacity.languagesGiven"} />
          </Label>
          <Text slot="description">
            <FormattedMessage id="capacity.languagesHint" />
          </Text>
          <div className={style.columns}>
            {LANGUAGES.map(apiLanguage).map((language) => (
              <Checkbox key={language} value={language}>
                {languageName(language)}
              </Checkbox>
            ))}
          </div>
        </CheckboxGroup>
      </section>
      {side === "offer" && (
        <section aria-labelledby="terms" className={shared.part}>
          <h2 id="terms">
            <FormattedMessage id="capacity.terms" />
          </h2>
          <TermFields draft={draft} choices={choices} faults={faults} onChange={onChange} />
        </section>
      )}
    </>
  );
}
