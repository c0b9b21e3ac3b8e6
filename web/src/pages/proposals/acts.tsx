import { FormattedMessage } from "react-intl";

import { Act } from "../../widgets/entries/act";
import shared from "../../widgets/entries/entries.module.css";
import { Readers } from "../../widgets/entries/readers";
import { READERS } from "../capacity/words";
import type { Whole } from "./documents";
import { CloseProposal, WithdrawProposal } from "./editing-documents";
import { isInTheMaking } from "./listing";
import style from "./proposals.module.css";
import { refusalsOf } from "./refusals";
import { Release } from "./release";
import type { ProposalRights } from "./rights";

interface Props {
  proposal: Whole;
  rights: ProposalRights;
  account: string | null;
  onAnew: () => void;
}

/** Who reads which version, and what the people of the lead State can do: release, close, take back. */
export function Acts({ proposal, rights, account, onAnew }: Props) {
  const { id, stage, versions } = proposal;
  const ends = { refusals: refusalsOf("capacity.authorityReleases"), onDone: onAnew, onAnew };
  const goesOn = stage === "DRAFTED" || stage === "RELEASED";
  return (
    <section aria-labelledby="acts" className={`no-print ${style.after}`}>
      <h2 id="acts">
        <FormattedMessage id="capacity.whoReads" />
      </h2>
      {versions.length === 0 && (
        <p>
          <FormattedMessage id="capacity.onlyOwn" />
        </p>
      )}
      <ul role="list">
        {versions.map(({ number, sharing }) => (
          <li key={number}>
            {sharing && (
              <FormattedMessage
                id="proposal.versionReadBy"
                values={{ number, readers: <FormattedMessage id={READERS[sharing.visibility]} /> }}
              />
            )}
            {sharing && <Readers sharing={sharing} />}
          </li>
        ))}
      </ul>
      {!rights.releases && goesOn && (
        <p className="notice">
          <FormattedMessage id="capacity.authorityReleases" />
        </p>
      )}
      {rights.releases && goesOn && (isInTheMaking(proposal) || versions.length > 0) && (
        <Release
          key={`${proposal.revision} ${versions.length}`}
          proposal={proposal}
          account={account}
          onAnew={onAnew}
        />
      )}
      {rights.releases && stage !== "WITHDRAWN" && (
        <div className={shared.acts}>
          {stage === "RELEASED" && (
            <Act
              words={{ act: "proposal.close", means: ["proposal.closeMeans"], now: "capacity.closeNow" }}
              run={(client) => client.mutation(CloseProposal, { input: { id } }).toPromise()}
              {...ends}
            />
          )}
          <Act
            words={{
              act: "capacity.withdraw",
              means: [versions.length === 0 ? "proposal.withdrawDraftMeans" : "proposal.withdrawMeans"],
              now: "capacity.withdrawNow",
            }}
            run={(client) => client.mutation(WithdrawProposal, { input: { id } }).toPromise()}
            {...ends}
          />
        </div>
      )}
    </section>
  );
}
