import { memo, useEffect, useId, useState } from "react";
import { Input, TextField } from "react-aria-components";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";

import { valueOf } from "../said";
import { countCharacters, countWords } from "../words";
import type { FieldProps } from "./field";
import styles from "./fields.module.css";
import { dateOf, dateParts, plainDigits, plainNumber } from "./numerals";

interface LeftProps {
  text: string;
  limit: number;
  unit: "words" | "characters";
}

/** A pause in typing after which a text is counted, in milliseconds. */
const PAUSE = 250;

/** What is left of a limit. Counting a long text takes longer than painting a keystroke, so it waits for a pause. */
function Left({ text, ...limited }: LeftProps) {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return <Counted text={settled} {...limited} />;
}

const Counted = memo(function Counted({ text, limit, unit }: LeftProps) {
  const left = limit - (unit === "words" ? countWords(text) : countCharacters(text));
  const id =
    left >= 0
      ? unit === "words"
        ? "survey.wordsLeft"
        : "survey.charactersLeft"
      : unit === "words"
        ? "survey.wordsOver"
        : "survey.charactersOver";
  return (
    <p className={styles.left} data-over={left < 0 || undefined}>
      <FormattedMessage id={id} values={{ count: Math.abs(left) }} />
    </p>
  );
});

// The two fields for running text are the browser's own: what a component does around each keystroke, for forms, contexts
// and focus, is none of their business, and delays what people do most.

export function ShortText({ question, answer, onChange, isReadOnly, labelledBy, describedBy, lang, dir }: FieldProps) {
  const text = valueOf(answer, "shortText") ?? "";
  const limit = question.bounds.maxLength;
  return (
    <>
      <div className={`react-aria-TextField ${styles.long}`}>
        <input
          type="text"
          className="react-aria-Input"
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          value={text}
          onChange={({ target }) => onChange({ shortText: target.value })}
          readOnly={isReadOnly}
          lang={lang}
          dir={dir}
        />
      </div>
      {limit !== null && limit !== undefined && text !== "" && <Left text={text} limit={limit} unit="characters" />}
    </>
  );
}

export function LongText({ question, answer, onChange, isReadOnly, labelledBy, describedBy, lang, dir }: FieldProps) {
  const text = valueOf(answer, "longText") ?? "";
  const limit = question.bounds.maxWords;
  return (
    <>
      <div className={`react-aria-TextField ${styles.long}`}>
        <textarea
          className="react-aria-TextArea"
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          value={text}
          onChange={({ target }) => onChange({ longText: target.value })}
          readOnly={isReadOnly}
          lang={lang}
          dir={dir}
        />
      </div>
      {limit !== null && limit !== undefined && <Left text={text} limit={limit} unit="words" />}
    </>
  );
}

export function NumberText({ question, answer, onChange, isReadOnly, labelledBy, describedBy }: FieldProps) {
  const { minimum, maximum, unit } = question.bounds;
  const hint = useId();
  const number = (value: string) => <FormattedNumber value={Number(value)} useGrouping={false} />;
  return (
    <div className={styles.number}>
      <TextField
        aria-labelledby={labelledBy}
        aria-describedby={`${describedBy} ${hint}`}
        value={valueOf(answer, "number") ?? ""}
        onChange={(typed) => onChange({ number: plainNumber(typed) })}
        isReadOnly={isReadOnly}
        inputMode="decimal"
        className={`react-aria-TextField ${styles.short}`}
      >
        <Input className="react-aria-Input" dir="ltr" />
      </TextField>
      <span id={hint} className={styles.hint}>
        {unit === "percent" ? <FormattedMessage id="survey.percent" /> : unit}{" "}
        {minimum && maximum ? (
          <FormattedMessage id="survey.between" values={{ minimum: number(minimum), maximum: number(maximum) }} />
        ) : minimum ? (
          <FormattedMessage id="survey.atLeast" values={{ minimum: number(minimum) }} />
        ) : (
          maximum && <FormattedMessage id="survey.atMost" values={{ maximum: number(maximum) }} />
        )}
      </span>
    </div>
  );
}

/** A year, a month or a day: as fine as the question asks and as the State knows. */
export function DateParts({ question, answer, onChange, isReadOnly, labelledBy, describedBy }: FieldProps) {
  const { formatMessage, formatDate } = useIntl();
  const id = useId();
  const parts = dateParts(valueOf(answer, "date") ?? "");
  const set = (changed: Partial<typeof parts>) => onChange({ date: dateOf({ ...parts, ...changed }) });
  const { precision } = question.bounds;
  const months = Array.from({ length: 12 }, (_, month) => ({
    value: String(month + 1).padStart(2, "0"),
    name: formatDate(Date.UTC(2026, month, 15), { month: "long", timeZone: "UTC" }),
  }));
  const digits = (typed: string, most: number) => plainDigits(typed).replace(/\D/g, "").slice(0, most);
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.date}>
      {precision === "DAY" && (
        <label className={styles.part}>
          <FormattedMessage id="survey.day" />
          <input
            className="react-aria-Input"
            inputMode="numeric"
            size={2}
            value={parts.day}
            onChange={(event) => set({ day: digits(event.target.value, 2) })}
            readOnly={isReadOnly}
          />
        </label>
      )}
      {precision !== "YEAR" && (
        <label className={styles.part}>
          <FormattedMessage id="survey.month" />
          <select
            className={styles.select}
            value={parts.month}
            onChange={(event) => set({ month: event.target.value })}
            disabled={isReadOnly}
            id={id}
          >
            <option value="">{formatMessage({ id: "survey.notSaid" })}</option>
            {months.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={styles.part}>
        <FormattedMessage id="survey.year" />
        <input
          className="react-aria-Input"
          inputMode="numeric"
          size={4}
          value={parts.year}
          onChange={(event) => set({ year: digits(event.target.value, 4) })}
          readOnly={isReadOnly}
        />
      </label>
      {precision !== "YEAR" && (
        <p className={styles.hint}>
          <FormattedMessage id="survey.yearIsEnough" />
        </p>
      )}
    </div>
  );
}
