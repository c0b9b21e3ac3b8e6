import { Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import type { StartQuery } from "../../gql/graphql";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import styles from "./start.module.css";

/** The eleven norms, each a way to its provision. */
export function Norms({ whole }: { whole: NonNullable<StartQuery["provision"]> }) {
  const tongue = useTongue();
  return (
    <section className={styles.section} aria-labelledby="norms">
      <h2 id="norms">
        <FormattedMessage id="start.norms" />
      </h2>
      <p className={styles.source}>
        <FormattedMessage
          id="start.norms.source"
          values={{
            report: <Localised text={whole.instrument?.shortTitle} isPlain />,
            symbol: <bdi>{whole.instrument?.symbol}</bdi>,
            paragraph: <bdi>{whole.paragraph}</bdi>,
          }}
        />{" "}
        <AdoptionBadge adoption={whole.adoption} />
      </p>
      <ol role="list" className={styles.norms}>
        {whole.children.map(({ id, code, label, title, statement }) => (
          <li key={id}>
            <span className={styles.letter}>{label}</span>
            <div>
              <h3>
                <Link href={`/${tongue}/provisions/${encodeURIComponent(code)}`}>
                  <Localised text={title} isPlain />
                </Link>
              </h3>
              <Localised text={statement} as="p" isPlain />
            </div>
          </li>
        ))}
      </ol>
      <p className="muted small">
        <FormattedMessage id="start.norms.ownWords" />
      </p>
    </section>
  );
}
