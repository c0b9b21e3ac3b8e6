import { Button, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { valueOf } from "../said";
import type { FieldProps } from "./field";
import styles from "./fields.module.css";

/** Rows that can be added and taken away; there is always one to write in. */
interface RowsProps<T> {
  rows: readonly T[];
  empty: T;
  most: number | null;
  isReadOnly: boolean;
  onRows: (rows: T[]) => void;
  row: (value: T, set: (value: T) => void, index: number) => React.ReactNode;
  labelledBy: string;
  describedBy: string;
}

function Rows<T>({ rows, empty, most, isReadOnly, onRows, row, labelledBy, describedBy }: RowsProps<T>) {
  const { formatMessage } = useIntl();
  const shown = rows.length === 0 ? [empty] : rows;
  const put = (index: number, value: T) => onRows(shown.map((one, at) => (at === index ? value : one)));
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <ol className={styles.rows}>
        {shown.map((value, index) => (
          <li key={index}>
            {row(value, (changed) => put(index, changed), index)}
            {!isReadOnly && rows.length > 0 && (
              <Button
                data-variant="quiet"
                aria-label={formatMessage({ id: "survey.removeRow" }, { number: index + 1 })}
                onPress={() => onRows(shown.filter((_, at) => at !== index))}
              >
                <FormattedMessage id="survey.remove" />
              </Button>
            )}
          </li>
        ))}
      </ol>
      {!isReadOnly && (most === null || shown.length < most) && (
        <Button data-variant="quiet" onPress={() => onRows([...shown, empty])}>
          <FormattedMessage id="survey.addRow" />
        </Button>
      )}
      {most !== null && (
        <p className={styles.hint}>
          <FormattedMessage id="survey.mostItems" values={{ most }} />
        </p>
      )}
    </div>
  );
}

export function UrlList({ question, answer, onChange, isReadOnly, labelledBy, describedBy }: FieldProps) {
  const { formatMessage } = useIntl();
  return (
    <Rows
      rows={valueOf(answer, "urlList") ?? []}
      empty=""
      most={question.bounds.maxItems ?? null}
      isReadOnly={isReadOnly}
      onRows={(urlList) => onChange({ urlList })}
      labelledBy={labelledBy}
      describedBy={describedBy}
      row={(url, set, index) => (
        <TextField
          type="url"
          aria-label={formatMessage({ id: "survey.linkNumber" }, { number: index + 1 })}
          value={url}
          onChange={set}
          isReadOnly={isReadOnly}
        >
          <Input className="react-aria-Input" dir="ltr" placeholder="https://" />
        </TextField>
      )}
    />
  );
}

export function Contact({ answer, onChange, isReadOnly, labelledBy, describedBy, lang, dir }: FieldProps) {
  const contact = valueOf(answer, "contact") ?? {};
  const parts = [
    { part: "name", label: "survey.contactName", type: "text" },
    { part: "unit", label: "survey.contactUnit", type: "text" },
    { part: "email", label: "survey.contactEmail", type: "email" },
    { part: "telephone", label: "survey.contactTelephone", type: "tel" },
  ] as const;
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy} className={styles.contact}>
      {parts.map(({ part, label, type }) => (
        <TextField
          key={part}
          type={type}
          value={contact[part] ?? ""}
          onChange={(text) => onChange({ contact: { ...contact, [part]: text } })}
          isReadOnly={isReadOnly}
        >
          <Label>
            <FormattedMessage id={label} />
          </Label>
          {type === "text" ? (
            <Input className="react-aria-Input" lang={lang} dir={dir} />
          ) : (
            <Input className="react-aria-Input" dir="ltr" />
          )}
        </TextField>
      ))}
    </div>
  );
}
