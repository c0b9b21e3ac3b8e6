import { FormattedMessage } from "react-intl";

import { Localised } from "../../widgets";
import { Act } from "../../widgets/entries/act";
import shared from "../../widgets/entries/entries.module.css";
import { Party } from "../capacity/party";
import type { Version, Whole } from "./documents";
import { CosponsorProposal, LeaveProposal } from "./editing-documents";
import style from "./proposals.module.css";
import { refusalsOf } from "./refusals";
import { namingFor } from "./rights";

interface Props {
  proposal: Whole;
  version: Version;
  memberships: Parameters<typeof namingFor>[0];
  onAnew: () => void;
}

/** Who leads it and whose names stand under which version: names by the alphabet, and no number of them. */
export function Names({ proposal, version, memberships, onAnew }: Props) {
  const { id, state, stage, cosponsors, versions } = proposal;
  const numbers = [...new Set(cosponsors.map((one) => one.version))].sort((one, other) => other - one);
  const newest = versions.at(-1)?.number;
  const ends = { refusals: refusalsOf("proposal.whoNames"), onDone: onAnew, onAnew };
  const mine = namingFor(memberships).filter(({ code }) => code !== state?.code);
  return (
    <section aria-labelledby="names" className={style.after}>
      <h2 id="names">
        <FormattedMessage id="proposal.names" />
      </h2>
      <p>
        <FormattedMessage id="proposal.ledBy" values={{ state: <Party key="state" of={{ state }} /> }} />
      </p>
      <p className={shared.note}>
        <FormattedMessage id="proposal.namesNote" />
      </p>
      {numbers.length === 0 && (
        <p>
          <FormattedMessage id="proposal.noNames" />
        </p>
      )}
      {numbers.map((number) => (
        <div key={number}>
          <h3>
            <FormattedMessage id="proposal.underVersion" values={{ number }} />
          </h3>
          <ul role="list" className={shared.line}>
            {cosponsors
              .filter((one) => one.version === number)
              .map((one) => (
                <li key={one.state.code}>
                  <Party of={one} />
                </li>
              ))}
          </ul>
        </div>
      ))}
      {mine.map((own) => {
        const joined = cosponsors.find((one) => one.state.code === own.code);
        const mayJoin = stage === "RELEASED" && joined?.version !== newest;
        const name = own.name ? <Localised key="name" text={own.name} isPlain /> : own.code;
        return (
          <div key={own.code} className={`no-print ${shared.acts}`}>
            {mayJoin && version.number === newest && (
              <Act
                words={{ act: "proposal.join", means: ["proposal.joinMeans"], now: "proposal.joinNow" }}
                values={{ state: name, number: newest }}
                run={(client) =>
                  client.mutation(CosponsorProposal, { input: { id, state: own.code, version: newest } }).toPromise()
                }
                {...ends}
              />
            )}
            {mayJoin && version.number !== newest && (
              <p className={shared.note}>
                <FormattedMessage id="proposal.joinNewest" values={{ number: newest ?? 0 }} />
              </p>
            )}
            {joined && (
              <Act
                words={{ act: "proposal.leave", means: ["proposal.leaveMeans"], now: "proposal.leaveNow" }}
                values={{ state: name, number: joined.version }}
                run={(client) => client.mutation(LeaveProposal, { input: { id, state: own.code } }).toPromise()}
                {...ends}
              />
            )}
          </div>
        );
      })}
    </section>
  );
}
