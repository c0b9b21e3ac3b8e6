import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import styles from "./clearance.module.css";
import type { SectionRow } from "./rows";

/** The sections that something is done to, by name. */
export function ChosenList({ sections }: { sections: readonly SectionRow[] }) {
  return (
    <details className={styles.chosen} open={sections.length <= 5}>
      <summary>
        <FormattedMessage id="clearance.chosen" values={{ count: sections.length }} />
      </summary>
      <ul>
        {sections.map(({ code, title }) => (
          <li key={code}>
            <Localised text={title} isPlain />
          </li>
        ))}
      </ul>
    </details>
  );
}
