import { Button, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";

import type { EvidenceLinkInput } from "../../../gql/graphql";
import evidence from "../../evidence/evidence.module.css";
import { itemsOf } from "../said";
import type { FieldProps } from "./field";
import styles from "./fields.module.css";

/** Evidence where nobody keeps documents: links alone. */
export function EvidenceLinks({
  question,
  answer,
  onChange,
  isReadOnly,
  labelledBy,
  describedBy,
  ...text
}: FieldProps) {
  const { formatMessage } = useIntl();
  const links = itemsOf(answer).flatMap(({ link }) => (link ? [link] : []));
  const most = question.bounds.maxItems ?? null;
  const put = (changed: readonly EvidenceLinkInput[]) => onChange({ evidenceItems: changed.map((link) => ({ link })) });
  return (
    <div role="group" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      <ol className={evidence.items}>
        {links.map((link, index) => (
          <li key={index}>
            <LinkRow
              {...text}
              link={link}
              number={index + 1}
              isReadOnly={isReadOnly}
              onLink={(changed) => put(links.map((one, at) => (at === index ? changed : one)))}
            />
            <Button
              data-variant="quiet"
              aria-label={formatMessage({ id: "evidence.takeOutNumber" }, { number: index + 1 })}
              onPress={() => put(links.filter((_, at) => at !== index))}
            >
              <FormattedMessage id="evidence.takeOut" />
            </Button>
          </li>
        ))}
      </ol>
      {!isReadOnly && (most === null || links.length < most) && (
        <div className={evidence.ways}>
          <Button onPress={() => put([...links, { url: "" }])}>
            <FormattedMessage id="evidence.addLink" />
          </Button>
        </div>
      )}
    </div>
  );
}

interface LinkRowProps {
  link: EvidenceLinkInput;
  number: number;
  isReadOnly: boolean;
  lang: string;
  dir: "ltr" | "rtl";
  onLink: (link: EvidenceLinkInput) => void;
}

/** A link that is told in the answer alone. */
export function LinkRow({ link, number, isReadOnly, lang, dir, onLink }: LinkRowProps) {
  return (
    <fieldset className={styles.link}>
      <legend className="unseen">
        <FormattedMessage
          id="survey.evidenceNumber"
          values={{ number: <FormattedNumber value={number} key="number" /> }}
        />
      </legend>
      <TextField type="url" value={link.url} onChange={(url) => onLink({ ...link, url })} isReadOnly={isReadOnly}>
        <Label>
          <FormattedMessage id="survey.link" />
        </Label>
        <Input className="react-aria-Input" dir="ltr" placeholder="https://" />
      </TextField>
      <TextField value={link.title ?? ""} onChange={(title) => onLink({ ...link, title })} isReadOnly={isReadOnly}>
        <Label>
          <FormattedMessage id="survey.evidenceTitle" />
        </Label>
        <Input className="react-aria-Input" lang={lang} dir={dir} />
      </TextField>
      <TextField
        value={link.citation ?? ""}
        onChange={(citation) => onLink({ ...link, citation })}
        isReadOnly={isReadOnly}
      >
        <Label>
          <FormattedMessage id="survey.evidenceCitation" />
        </Label>
        <Input className="react-aria-Input" lang={lang} dir={dir} />
      </TextField>
    </fieldset>
  );
}
