import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import styles from "./session.module.css";

const IdentityProviders = graphql(`
  query IdentityProviders {
    identityProviders {
      key
      title
      address
    }
  }
`);

/** The identity providers that people may sign in with, where there are any. `next` is where they go on. */
export function ProviderList({ next }: { next: string }) {
  const [{ data }] = useQuery({ query: IdentityProviders });
  if (data === undefined || data.identityProviders.length === 0) return null;
  return (
    <section className={styles.providers} aria-labelledby="providers">
      <h2 id="providers">
        <FormattedMessage id="session.with" />
      </h2>
      <ul>
        {data.identityProviders.map(({ key, title, address }) => (
          <li key={key}>
            {/* The service answers there, not the console: an address that the browser goes to by itself. */}
            <a className="react-aria-Link button" href={`${address}?next=${encodeURIComponent(next)}`}>
              <FormattedMessage id="session.with.one" values={{ title: <bdi>{title}</bdi> }} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
