import { Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import { AdoptionBadge, FaultNote, Localised, useTongue, Waiting } from "../../widgets";
import styles from "./start.module.css";

/** Where the eleven norms stand: paragraph 13 of the report of 2015. */
const ELEVEN = "A-70-174/13";

const ElevenNorms = graphql(`
  query ElevenNorms($code: String!) {
    provision(code: $code) {
      id
      paragraph
      adoption
      instrument {
        id
        symbol
        shortTitle {
          ...Localised
        }
      }
      children {
        id
        code
        label
        title {
          ...Localised
        }
        statement {
          ...Localised
        }
      }
    }
  }
`);

/** The eleven norms, each a way to its provision. */
export function Norms() {
  const tongue = useTongue();
  const [{ data, error }, ask] = useQuery({ query: ElevenNorms, variables: { code: ELEVEN } });
  const whole = data?.provision;
  if (data !== undefined && !whole) return null;
  return (
    <section className={styles.section} aria-labelledby="norms">
      <h2 id="norms">
        <FormattedMessage id="start.norms" />
      </h2>
      <FaultNote error={error} retry={() => ask({ requestPolicy: "network-only" })} />
      {!data && !error && <Waiting />}
      {whole && (
        <>
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
        </>
      )}
    </section>
  );
}
