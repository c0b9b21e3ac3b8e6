import { useNavigate } from "@tanstack/react-router";
import { Header, Menu, MenuItem, MenuSection } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { Role } from "../gql/graphql";
import { ROLES } from "../widgets/role";
import { useTongue } from "../widgets/tongue";
import { WhoAmI } from "./account-menu";
import { leave } from "./offline/leave";
import { session, useIsSignedIn } from "./session";

/** Who keeps webhooks: of their State, or of the secretariat. */
const KEEP_WEBHOOKS: readonly Role[] = ["FOCAL_POINT", "SECRETARIAT_OFFICER"];

/** Who somebody is, and the way out. */
export function PersonMenu() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: WhoAmI, pause: !useIsSignedIn() });
  const viewer = data?.viewer;

  const signOut = () =>
    leave.ask(viewer?.account.id ?? null, () => {
      void session.signOut();
      void navigate({ to: "/$tongue", params: { tongue } });
    });

  return (
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
        <MenuItem href={`/${tongue}/needs`}>
          <FormattedMessage id="shell.nav.capacity" />
        </MenuItem>
        <MenuItem href={`/${tongue}/proposals`}>
          <FormattedMessage id="shell.nav.proposals" />
        </MenuItem>
        <MenuItem href={`/${tongue}/reviews`}>
          <FormattedMessage id="shell.nav.reviews" />
        </MenuItem>
        {viewer?.memberships.some(({ state }) => state !== null) && (
          <MenuItem href={`/${tongue}/team`}>
            <FormattedMessage id="team.title" />
          </MenuItem>
        )}
        {viewer?.memberships.some(({ role }) => role === "ADMINISTRATOR") && (
          <MenuItem href={`/${tongue}/accreditation`}>
            <FormattedMessage id="team.accreditation" />
          </MenuItem>
        )}
        {viewer?.memberships.some(({ role }) => role === "SECRETARIAT_OFFICER") && (
          <MenuItem href={`/${tongue}/rounds`}>
            <FormattedMessage id="shell.rounds" />
          </MenuItem>
        )}
        {viewer?.memberships.some(({ role }) => KEEP_WEBHOOKS.includes(role)) && (
          <MenuItem href={`/${tongue}/webhooks`}>
            <FormattedMessage id="shell.webhooks" />
          </MenuItem>
        )}
        <MenuItem href={`/${tongue}/security`}>
          <FormattedMessage id="shell.security" />
        </MenuItem>
        <MenuItem id="sign-out">
          <FormattedMessage id="shell.signOut" />
        </MenuItem>
      </MenuSection>
    </Menu>
  );
}
