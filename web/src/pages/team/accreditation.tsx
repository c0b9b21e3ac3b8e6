import { useMemo, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { Empty, FaultNote, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { ProgramsOf } from "../programs/programs";
import { BY_ADMINISTRATOR, OF_THE_SECRETARIAT } from "../programs/words";
import { Resetting } from "../security/resetting";
import { FactorRules } from "../security/rules";
import { useStates } from "../survey/states";
import { Membership } from "./documents";
import { Inviting } from "./inviting";
import { People, placeOf } from "./people";
import { ROLES_TO_ACCREDIT } from "./places";

/** What stands for the secretariat in the list of those whose people are shown. No State has such a code. */
const SECRETARIAT = "secretariat";

/** For administrators: who works for a State or for the secretariat, bringing in those who bring in the others, and how they sign in. */
export function AccreditationPage() {
  return (
    <Words of="team">
      <Accreditation />
    </Words>
  );
}

function Accreditation() {
  const { formatMessage } = useIntl();
  const [who] = useQuery({ query: WhoAmI });
  const viewer = who.data?.viewer;
  const isAdministrator = viewer?.memberships.some(({ role }) => role === "ADMINISTRATOR") ?? false;
  const states = useStates(isAdministrator);
  const [chosen, setChosen] = useState<string | undefined>();
  const secretariat = { code: SECRETARIAT, label: formatMessage({ id: "security.secretariat" }) };
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
          label={formatMessage({ id: "security.whose" })}
          items={[secretariat, ...[...states].map(([code, { name }]) => ({ code, label: name?.content ?? code }))]}
          none={formatMessage({ id: "team.chooseState" })}
          value={chosen}
          onChoose={setChosen}
        />
      )}
      {chosen !== undefined && (
        <Accredited key={chosen} state={chosen === SECRETARIAT ? null : chosen} account={viewer?.account.id ?? ""} />
      )}
      {isAdministrator && <FactorRules />}
    </Page>
  );
}

function Accredited({ state, account }: { state: string | null; account: string }) {
  const place = useMemo(() => placeOf(state), [state]);
  const [read, again] = useQuery({ query: Membership, variables: { place }, requestPolicy: "cache-and-network" });
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
          <People
            state={state}
            account={account}
            team={team}
            ministries={[]}
            leads
            onChange={anew}
            // Nobody resets their own: with password and code they turn it off.
            actionOf={(person) => person.id !== account && <Resetting person={person} />}
          />
          {state !== null && <Inviting state={state} ministries={[]} roles={ROLES_TO_ACCREDIT} asksWhy />}
          <ProgramsOf state={state} roles={state === null ? OF_THE_SECRETARIAT : BY_ADMINISTRATOR} />
        </>
      )}
    </>
  );
}
