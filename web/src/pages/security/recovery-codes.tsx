import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { save } from "../../widgets/save";
import { Copying } from "./copying";
import { Once } from "./once";
import styles from "./security.module.css";
import { Step, type Place } from "./step";

/** Keeps its own direction in a line that runs the other way, in a plain text too. */
const apart = (text: string) => `\u2068${text}\u2069`;

interface RecoveryCodesProps {
  codes: readonly string[];
  place: Place;
  onDone: () => void;
}

/** Recovery codes, shown this once: nothing closes them but the word of their owner that they are kept. */
export function RecoveryCodes({ codes, place, onDone }: RecoveryCodesProps) {
  const { formatDate, formatMessage } = useIntl();
  const [{ data }] = useQuery({ query: WhoAmI });
  const [madeAt] = useState(() => new Date());
  const about = formatMessage(
    { id: "security.codes.about" },
    {
      email: apart(data?.viewer?.account.email ?? ""),
      address: apart(location.host),
      on: formatDate(madeAt, { year: "numeric", month: "long", day: "numeric" }),
    },
  );

  return (
    <div className={styles.sheet}>
      <Step place={place} />
      <Once title={<FormattedMessage id="security.codes.title" />} kept="security.codes.kept" onDone={onDone}>
        <p>
          <FormattedMessage id="security.codes.means" />
        </p>
        <ol role="list" aria-label={formatMessage({ id: "security.codes" })} className={styles.codes} dir="ltr">
          {codes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ol>
        <p className="small muted">{about}</p>
        <div className={styles.buttons}>
          <Copying text={codes.join("\n")} label="security.codes.copy" />
          <Button
            onPress={() =>
              save("normtrack-recovery-codes.txt", `\uFEFF${about}\r\n\r\n${codes.join("\r\n")}\r\n`, "text/plain")
            }
          >
            <FormattedMessage id="security.codes.download" />
          </Button>
          <Button onPress={() => window.print()}>
            <FormattedMessage id="security.codes.print" />
          </Button>
        </div>
      </Once>
    </div>
  );
}
