import { Checkbox, CheckboxGroup, Input, Radio, RadioGroup, TextField } from "react-aria-components";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";

import { Localised } from "../../../widgets";
import type { OptionItem } from "../form";
import { valueOf } from "../said";
import { afterChange } from "./choices";
import type { FieldProps } from "./field";
import styles from "./fields.module.css";

interface OptionTextProps extends Pick<FieldProps, "lang" | "dir" | "isReadOnly"> {
  option: OptionItem;
  text: string;
  onText: (text: string) => void;
}

/** The text that an option asks for. */
function OptionText({ option, text, onText, isReadOnly, lang, dir }: OptionTextProps) {
  const { formatMessage } = useIntl();
  const label = formatMessage({ id: "survey.optionText" }, { option: option.label?.content ?? option.code });
  return (
    <TextField
      aria-label={label}
      value={text}
      onChange={onText}
      isReadOnly={isReadOnly}
      className={`react-aria-TextField ${styles.optionText}`}
    >
      <Input className="react-aria-Input" lang={lang} dir={dir} />
    </TextField>
  );
}

export function SingleChoice({ question, answer, onChange, isReadOnly, labelledBy, describedBy, ...text }: FieldProps) {
  const chosen = valueOf(answer, "singleChoice");
  const option = question.options.find(({ code }) => code === chosen?.option);
  return (
    <RadioGroup
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      value={chosen?.option ?? null}
      onChange={(code) => onChange({ singleChoice: { option: code } })}
      isReadOnly={isReadOnly}
    >
      {question.options.map(({ code, label }) => (
        <Radio key={code} value={code}>
          <Localised text={label} isPlain />
        </Radio>
      ))}
      {chosen && option?.hasText && (
        <OptionText
          {...text}
          option={option}
          text={chosen.text ?? ""}
          onText={(words) => onChange({ singleChoice: { option: option.code, text: words } })}
          isReadOnly={isReadOnly}
        />
      )}
    </RadioGroup>
  );
}

export function MultiChoice({ question, answer, onChange, isReadOnly, labelledBy, describedBy, ...text }: FieldProps) {
  const chosen = valueOf(answer, "multiChoice") ?? [];
  return (
    <CheckboxGroup
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      value={chosen.map(({ option }) => option)}
      onChange={(ticked) => onChange({ multiChoice: afterChange(question.options, chosen, ticked) })}
      isReadOnly={isReadOnly}
    >
      {question.options.map((option) => {
        const own = chosen.find((one) => one.option === option.code);
        return (
          <div key={option.code}>
            <Checkbox value={option.code}>
              <Localised text={option.label} isPlain />
              {option.isExclusive && (
                <span className={styles.alone}>
                  <FormattedMessage id="survey.standsAlone" />
                </span>
              )}
            </Checkbox>
            {own && option.hasText && (
              <OptionText
                {...text}
                option={option}
                text={own.text ?? ""}
                onText={(words) =>
                  onChange({ multiChoice: chosen.map((one) => (one === own ? { ...one, text: words } : one)) })
                }
                isReadOnly={isReadOnly}
              />
            )}
          </div>
        );
      })}
    </CheckboxGroup>
  );
}

export function Scale({ question, answer, onChange, isReadOnly, labelledBy, describedBy }: FieldProps) {
  const least = Number(question.bounds.minimum ?? 1);
  const most = Number(question.bounds.maximum ?? 5);
  const steps = Array.from({ length: most - least + 1 }, (_, step) => least + step);
  const step = valueOf(answer, "scale");
  return (
    <RadioGroup
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      value={step === null ? null : String(step)}
      onChange={(value) => onChange({ scale: Number(value) })}
      isReadOnly={isReadOnly}
      orientation="horizontal"
      className={`react-aria-RadioGroup ${styles.scale}`}
    >
      {steps.map((value) => (
        <Radio key={value} value={String(value)}>
          <FormattedNumber value={value} />
        </Radio>
      ))}
    </RadioGroup>
  );
}

export function YesOrNo({ answer, onChange, isReadOnly, labelledBy, describedBy }: FieldProps) {
  const isYes = valueOf(answer, "boolean");
  return (
    <RadioGroup
      aria-labelledby={labelledBy}
      aria-describedby={describedBy}
      value={isYes === null ? null : String(isYes)}
      onChange={(value) => onChange({ boolean: value === "true" })}
      isReadOnly={isReadOnly}
      orientation="horizontal"
      className={`react-aria-RadioGroup ${styles.scale}`}
    >
      <Radio value="true">
        <FormattedMessage id="survey.yes" />
      </Radio>
      <Radio value="false">
        <FormattedMessage id="survey.no" />
      </Radio>
    </RadioGroup>
  );
}
