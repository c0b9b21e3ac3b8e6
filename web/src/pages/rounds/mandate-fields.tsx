import { useMemo } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import type { Choosable } from "../../widgets/choice";
import { Picker } from "../../widgets/picker";
import { Field, type PartProps } from "./field";
import { MANDATES, type MandateKind } from "./plan";
import { type Choices, endorsementsOf, paragraphsOf, recommendationsOf } from "./reading";
import style from "./rounds.module.css";
import { KINDS } from "./words";

/** What the round rests on. */
export function MandateFields({ plan, faults, onChange, choices }: PartProps & { choices: Choices }) {
  const paragraphs = useMemo(() => paragraphsOf(choices), [choices]);
  const recommendations = useMemo(() => recommendationsOf(choices), [choices]);
  const endorsements = useMemo(() => endorsementsOf(choices), [choices]);
  return (
    <Field place="mandate" fault={faults.mandate}>
      <RadioGroup value={plan.mandate} onChange={(mandate) => onChange({ mandate: mandate as MandateKind })}>
        <Label>
          <FormattedMessage id="rounds.restsOn" />
        </Label>
        {MANDATES.map((kind) => (
          <Radio key={kind} value={kind}>
            <FormattedMessage id={KINDS[kind]} />
          </Radio>
        ))}
      </RadioGroup>
      {plan.mandate === "paragraph" && (
        <div className={style.nested}>
          <One
            chosenLabel="rounds.mandate.paragraph"
            addLabel="rounds.findParagraph"
            items={paragraphs}
            chosen={plan.paragraph}
            onChoose={(paragraph) => onChange({ paragraph })}
          />
        </div>
      )}
      {plan.mandate === "recommendation" && (
        <div className={style.nested}>
          <One
            chosenLabel="rounds.mandate.recommendation"
            addLabel="rounds.findRecommendation"
            items={recommendations}
            chosen={plan.recommendation}
            onChoose={(recommendation) => onChange({ recommendation })}
          />
          <One
            chosenLabel="rounds.endorsement"
            addLabel="rounds.findEndorsement"
            items={endorsements}
            chosen={plan.endorsedBy}
            onChoose={(endorsedBy) => onChange({ endorsedBy })}
          />
        </div>
      )}
      {plan.mandate === "ownRequest" && (
        <p className={style.note}>
          <FormattedMessage id="rounds.ownRequestMeans" />
        </p>
      )}
    </Field>
  );
}

interface OneProps {
  chosenLabel: MessageId;
  addLabel: MessageId;
  items: readonly Choosable[];
  chosen: string;
  onChoose: (code: string) => void;
}

/** One of a list, found by typing a part of what it is called: another one takes its place. */
function One({ chosenLabel, addLabel, items, chosen, onChoose }: OneProps) {
  const { formatMessage } = useIntl();
  return (
    <Picker
      chosenLabel={formatMessage({ id: chosenLabel })}
      addLabel={formatMessage({ id: addLabel })}
      removeLabel={(name) => formatMessage({ id: "rounds.remove" }, { name })}
      nothing={<FormattedMessage id="rounds.nothingFound" />}
      items={items}
      chosen={chosen === "" ? [] : [chosen]}
      onChoose={(codes) => onChoose(codes.at(-1) ?? "")}
    />
  );
}
