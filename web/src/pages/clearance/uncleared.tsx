import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import { Localised, useTongue } from "../../widgets";
import { useSurvey } from "../survey/context";
import styles from "./clearance.module.css";

/** Before filing: the sections that somebody signs, and that are not cleared as they are now. */
export function Uncleared({ sections }: { sections: readonly string[] }) {
  const tongue = useTongue();
  const { file, form } = useSurvey();
  if (sections.length === 0) return null;
  return (
    <section aria-labelledby="uncleared" className={styles.uncleared}>
      <h2 id="uncleared">
        <FormattedMessage id="clearance.uncleared" values={{ count: sections.length }} />
      </h2>
      <p>
        <FormattedMessage id="clearance.unclearedMeans" />
      </p>
      <ul>
        {sections.map((code) => (
          <li key={code}>
            <Link to="/$tongue/submissions/$id/sections/$section" params={{ tongue, id: file.id, section: code }}>
              <Localised text={form.sections.find((section) => section.code === code)?.title} isPlain />
            </Link>{" "}
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <Link to="/$tongue/submissions/$id/sections" params={{ tongue, id: file.id }} className="button">
          <FormattedMessage id="clearance.title" />
        </Link>
      </p>
    </section>
  );
}
