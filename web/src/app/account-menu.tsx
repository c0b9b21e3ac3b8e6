import { useLocation, useNavigate } from "@tanstack/react-router";
import { Button, Header, Link, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useClient, useQuery } from "urql";

import { graphql } from "../gql";
import { ROLES } from "../widgets/role";
import { useTongue } from "../widgets/tongue";
import { session, useIsSignedIn } from "./session";

const WhoAmI = graphql(`
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
    }
  }
`);

const SignOut = graphql(`
  mutation SignOut($input: SignOutInput!) {
    signOut(input: $input) {
      isSignedOut
    }
  }
`);

/** The way in; for those inside, who they are and the way out. */
export function AccountMenu() {
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const here = useLocation({ select: ({ href, pathname }) => (pathname.endsWith("/sign-in") ? null : href) });
  if (isSignedIn) return <Person />;
  const next = here === null ? "" : `?next=${encodeURIComponent(here)}`;
  return (
    <Link className="react-aria-Link shell-sign-in" href={`/${tongue}/sign-in${next}`}>
      <FormattedMessage id="shell.signIn" />
    </Link>
  );
}

function Person() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const client = useClient();
  const [{ data }] = useQuery({ query: WhoAmI });
  const viewer = data?.viewer;

  const signOut = () => {
    const tokens = session.tokens();
    // The session ends here whatever the service says; without an answer it ends there by itself.
    if (tokens !== null) void client.mutation(SignOut, { input: { refreshToken: tokens.refreshToken } }).toPromise();
    session.leave();
    void navigate({ to: "/$tongue", params: { tongue } });
  };

  return (
    <MenuTrigger>
      <Button data-variant="quiet" className="react-aria-Button unfolds shell-person">
        <bdi>{viewer?.account.name ?? formatMessage({ id: "shell.account" })}</bdi>
      </Button>
      <Popover>
        <Menu
          aria-label={formatMessage({ id: "shell.account" })}
          onAction={(key) => {
            if (key === "sign-out") signOut();
          }}
        >
          <MenuSection>
            <Header className="react-aria-Header shell-who">
              <bdi>{viewer?.account.email}</bdi>
              {viewer?.memberships.map(({ id, role, state, organisation }) => (
                <span key={id}>
                  <FormattedMessage id={ROLES[role]} />
                  {(state?.name ?? organisation) && <bdi>{` · ${state?.name?.content ?? organisation?.code}`}</bdi>}
                </span>
              ))}
            </Header>
            <MenuItem href={`/${tongue}/submissions`}>
              <FormattedMessage id="shell.nav.submissions" />
            </MenuItem>
            <MenuItem id="sign-out">
              <FormattedMessage id="shell.signOut" />
            </MenuItem>
          </MenuSection>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
