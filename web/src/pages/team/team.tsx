import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useWithheld } from "../../app/account-menu";
import { Empty, FaultNote, Localised, Page, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { TeamOf } from "../clearance/documents";
import { ProgramsOf } from "../programs/programs";
import { OF_A_STATE } from "../programs/words";
import { ownStates } from "../submissions/rights";
import { MyStates } from "./documents";
import { FourEyes } from "./four-eyes";
import { Inviting } from "./inviting";
import { Ministries } from "./ministries";
import { People } from "./people";
import { ROLES_OF_A_STATE } from "./places";

/** The ministries and people of a State, as they see each other. */
export function TeamPage() {
  return (
    <Words of="team">
      <Teams />
    </Words>
  );
}

function Teams() {
  const { formatMessage } = useIntl();
  const [read, again] = useQuery({ query: MyStates, requestPolicy: "cache-and-network" });
  const [picked, setPicked] = useState<string | undefined>();
  const withheld = useWithheld();
  const memberships = (read.data?.viewer?.memberships ?? []).filter(({ role }) => !withheld.includes(role));
  const states = ownStates(memberships);
  const state = picked ?? states[0];
  const title = formatMessage({ id: "team.title" });
  const nameOf = (code: string) => memberships.find((held) => held.state?.code === code)?.state?.name;
  const files = (read.data?.submissions ?? []).filter((one) => one.state?.code === state);
  const held = memberships.filter((one) => one.state?.code === state).map(({ role }) => role);
  return (
    <Page
      title={title}
      above={
        state !== undefined && (
          <p className="muted">
            <Localised text={nameOf(state)} isPlain />
          </p>
        )
      }
      intro={<FormattedMessage id="team.intro" />}
    >
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && state === undefined && withheld.length === 0 && (
        <Empty
          title={<FormattedMessage id="submission.noState" />}
          hint={<FormattedMessage id="submission.noStateHint" />}
        />
      )}
      {states.length > 1 && (
        <Choice
          label={formatMessage({ id: "submission.state" })}
          items={states.map((code) => ({ code, label: nameOf(code)?.content ?? code }))}
          value={state}
          onChoose={setPicked}
        />
      )}
      {state !== undefined && read.data && (
        <Team
          key={state}
          state={state}
          account={read.data.viewer?.account.id ?? ""}
          leads={held.includes("FOCAL_POINT")}
          files={held.includes("PUBLISHING_AUTHORITY")}
          fourEyes={files.at(-1)?.fourEyes ?? null}
          onSwitched={() => again({ requestPolicy: "network-only" })}
        />
      )}
    </Page>
  );
}

interface TeamProps {
  state: string;
  account: string;
  leads: boolean;
  files: boolean;
  fourEyes: boolean | null;
  onSwitched: () => void;
}

function Team({ state, account, leads, files, fourEyes, onSwitched }: TeamProps) {
  const [read, again] = useQuery({ query: TeamOf, variables: { state }, requestPolicy: "cache-and-network" });
  const anew = () => again({ requestPolicy: "network-only" });
  const team = read.data?.team ?? [];
  const ministries = read.data?.ministries ?? [];
  return (
    <>
      <FaultNote error={read.error} retry={anew} />
      {!read.data && !read.error && <Waiting />}
      {read.data && (
        <>
          <People state={state} account={account} team={team} ministries={ministries} leads={leads} onChange={anew} />
          <Ministries state={state} team={team} ministries={ministries} leads={leads} onChange={anew} />
          {leads && <Inviting state={state} ministries={ministries} roles={ROLES_OF_A_STATE} />}
          {leads && <ProgramsOf state={state} roles={OF_A_STATE} />}
          <FourEyes state={state} isOn={fourEyes} maySwitch={files} onSwitched={onSwitched} />
        </>
      )}
    </>
  );
}
