import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import type { PackFormat } from "../../gql/graphql";
import { apiLanguage, LANGUAGES, OWN_NAMES, type Tongue } from "../../i18n/language";
import { FaultNote, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { fetched } from "../../widgets/printing";
import { save } from "../../widgets/save";
import { PackLink } from "./documents";
import styles from "./pack.module.css";

/** The pack in a language: a workbook for people, JSON for programs. */
export function TakingAway({ submission }: { submission: string }) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const tongue = useTongue();
  const [language, setLanguage] = useState<Tongue>(tongue);
  const [making, setMaking] = useState<PackFormat | null>(null);
  const [made, setMade] = useState<string | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);

  async function take(format: PackFormat) {
    setMade(null);
    setError(null);
    setMaking(format);
    const variables = { id: submission, format, language: apiLanguage(language) };
    const asked = await client.query(PackLink, variables, { requestPolicy: "network-only" }).toPromise();
    const url = asked.data?.submission?.pack.url;
    const got = url === undefined ? { error: asked.error ?? null } : await fetched(url, tongue, "normtrack-pack");
    setMaking(null);
    if ("file" in got && got.file) {
      save(got.name, got.file, got.file.type);
      setMade(got.name);
    } else setError(got.error ?? null);
  }

  return (
    <section aria-labelledby="taking" className={styles.part}>
      <h2 id="taking">
        <FormattedMessage id="pack.takeAway" />
      </h2>
      <p>
        <FormattedMessage id="pack.takeAwayMeans" />
      </p>
      <Choice
        label={formatMessage({ id: "pack.language" })}
        items={LANGUAGES.map((code) => ({ code, label: OWN_NAMES[code] }))}
        value={language}
        onChoose={(code) => setLanguage(code as Tongue)}
      />
      <div className={styles.buttons}>
        {(["XLSX", "JSON"] as const).map((format) => (
          <Button key={format} isPending={making === format} onPress={() => void take(format)}>
            <FormattedMessage id={format === "XLSX" ? "pack.workbook" : "pack.json"} />
          </Button>
        ))}
      </div>
      {making !== null && <Waiting label={formatMessage({ id: "pack.making" })} />}
      <p role="status">
        {made !== null && <FormattedMessage id="printed.made" values={{ name: <bdi key="name">{made}</bdi> }} />}
      </p>
      <FaultNote error={error} title={<FormattedMessage id="pack.notMade" />} />
    </section>
  );
}
