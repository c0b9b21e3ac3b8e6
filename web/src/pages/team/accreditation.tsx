import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { useStates } from "../survey/states";
import { Membership } from "./documents";
import { Inviting } from "./inviting";
import { People } from "./people";
import { ROLES_TO_ACCREDIT } from "./places";

/** For administrators: who works for a State, and bringing in those who bring in the others. */
export function AccreditationPage() {
  const { formatMessage } = useIntl();
  const [who] = useQuery({ query: WhoAmI });
  const viewer = who.data?.viewer;
  const isAdministrator = viewer?.memberships.some(({ role }) => role === "ADMINISTRATOR") ?? false;
  const states = useStates(isAdministrator);
  const [state, setState] = useState<string | undefined>();
  return (
    <Page title={formatMessage({ id: "team.accreditation" })} intro={<FormattedMessage id="team.accreditationIntro" />}>
      {viewer && !isAdministrator && (
        <Empty
          title={<FormattedMessage id="team.notAdministrator" />}
          hint={<FormattedMessage id="team.notAdministratorHint" />}
        />
      )}
      {isAdministrator && states.size === 0 && <Waiting />}
      {states.size > 0 && (
        <Choice
          label={formatMessage({ id: "submission.state" })}
          items={[...states].map(([code, { name }]) => ({ code, label: name?.content ?? code }))}
          none={formatMessage({ id: "team.chooseState" })}
          value={state}
          onChoose={setState}
        />
      )}
      {state !== undefined && <Accredited key={state} state={state} account={viewer?.account.id ?? ""} />}
    </Page>
  );
}

function Accredited({ state, account }: { state: string; account: string }) {
  const [read, again] = useQuery({ query: Membership, variables: { state }, requestPolicy: "cache-and-network" });
  const anew = () => again({ requestPolicy: "network-only" });
  const members = read.data?.members;
  // Each person once, in the order in which they came.
  const team = useMemo(() => {
    const held = (members ?? []).filter(({ isValid }) => isValid).map(({ account: own }) => own);
    return [...new Map(held.map((own) => [own.id, { ...own, posts: [] }])).values()];
  }, [members]);
  return (
    <>
      <FaultNote error={read.error} retry={anew} />
      {!members && !read.error && <Waiting />}
      {members && (
        <>
          {team.length === 0 && (
            <p>
              <FormattedMessage id="team.nobody" />
            </p>
          )}
          <People state={state} account={account} team={team} ministries={[]} leads onChange={anew} />
          <Inviting state={state} ministries={[]} roles={ROLES_TO_ACCREDIT} asksWhy />
        </>
      )}
    </>
  );
}
