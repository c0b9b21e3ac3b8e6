import { FormattedMessage } from "react-intl";

import { Act } from "../../widgets/entries/act";
import shared from "../../widgets/entries/entries.module.css";
import { Readers } from "../../widgets/entries/readers";
import type { Whole } from "./about";
import type { Side } from "./address";
import style from "./capacity.module.css";
import { CloseNotice, WithdrawNotice } from "./editing-documents";
import { REFUSALS } from "./refusals";
import { Release } from "./release";
import type { NoticeRights } from "./rights";
import { READERS } from "./words";

interface ActsProps {
  side: Side;
  notice: Whole;
  rights: NoticeRights;
  onAnew: () => void;
}

/** Who reads it, and what its own people can do with it: release, close, take back. */
export function Acts({ side, notice, rights, onAnew }: ActsProps) {
  const { id, stage, sharing } = notice;
  const ends = { refusals: REFUSALS, onDone: onAnew, onAnew };
  const goesOn = stage === "DRAFTED" || stage === "RELEASED";
  return (
    <section aria-labelledby="acts" className={`no-print ${style.after}`}>
      <h2 id="acts">
        <FormattedMessage id="capacity.whoReads" />
      </h2>
      {sharing && (
        <>
          <p>
            <FormattedMessage
              id="capacity.readBy"
              values={{ readers: <FormattedMessage id={READERS[sharing.visibility]} /> }}
            />
          </p>
          <Readers sharing={sharing} />
        </>
      )}
      {!sharing && (
        <p>
          <FormattedMessage id={stage === "WITHDRAWN" ? "capacity.withdrawnMeans" : "capacity.onlyOwn"} />
        </p>
      )}
      {!rights.releases && goesOn && (
        <p className="notice">
          <FormattedMessage id="capacity.authorityReleases" />
        </p>
      )}
      {rights.releases && goesOn && <Release notice={notice} onAnew={onAnew} />}
      {rights.releases && stage !== "WITHDRAWN" && (
        <div className={shared.acts}>
          {stage === "RELEASED" && (
            <Act
              words={
                side === "need"
                  ? { act: "capacity.meet", means: ["capacity.meetMeans"], now: "capacity.meetNow" }
                  : { act: "capacity.close", means: ["capacity.closeMeans"], now: "capacity.closeNow" }
              }
              run={(client) => client.mutation(CloseNotice, { input: { id } }).toPromise()}
              {...ends}
            />
          )}
          <Act
            words={{ act: "capacity.withdraw", means: ["capacity.withdrawMeans"], now: "capacity.withdrawNow" }}
            run={(client) => client.mutation(WithdrawNotice, { input: { id } }).toPromise()}
            {...ends}
          />
        </div>
      )}
    </section>
  );
}
