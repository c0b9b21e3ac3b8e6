import { useLocation } from "@tanstack/react-router";
import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../gql";
import type { Role } from "../gql/graphql";
import { useTongue } from "../widgets/tongue";
import { useIsSignedIn, useSession } from "./session";
import { Unfolding } from "./unfolding";

export const WhoAmI = graphql(`
  query WhoAmI {
    viewer {
      account {
        id
        name
        email
      }
      memberships {
        id
        role
        state {
          id
          name {
            ...Localised
          }
        }
        organisation {
          code
        }
      }
      secondFactor {
        isMissing
        neededFor
      }
    }
  }
`);

/** The roles of the reader that give nothing until there is a second factor: what they would show is not there. */
export function useWithheld(): readonly Role[] {
  const isSignedIn = useIsSignedIn();
  const [{ data }] = useQuery({ query: WhoAmI, pause: !isSignedIn });
  const standing = isSignedIn ? data?.viewer?.secondFactor : undefined;
  return standing?.isMissing ? standing.neededFor : NONE;
}

const NONE: readonly Role[] = [];

/** The way in; for those inside, who they are and the way out. */
export function AccountMenu() {
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const { away } = useSession();
  const here = useLocation({ select: ({ href, pathname }) => (pathname.endsWith("/sign-in") ? null : href) });
  if (isSignedIn || away !== null) return <Person />;
  const next = here === null ? "" : `?next=${encodeURIComponent(here)}`;
  return (
    <Link className="react-aria-Link shell-sign-in" href={`/${tongue}/sign-in${next}`}>
      <FormattedMessage id="shell.signIn" />
    </Link>
  );
}

function Person() {
  const { formatMessage } = useIntl();
  const [{ data }] = useQuery({ query: WhoAmI, pause: !useIsSignedIn() });
  return (
    <Unfolding menu="person" className="unfolds shell-person">
      <bdi>{data?.viewer?.account.name ?? formatMessage({ id: "shell.account" })}</bdi>
    </Unfolding>
  );
}
