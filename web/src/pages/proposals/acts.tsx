import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, type TypedDocumentNode, useMutation } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { Localised } from "../../widgets";
import shared from "../../widgets/entries.module.css";
import { READERS } from "../capacity/words";
import type { Whole } from "./documents";
import { CloseProposal, WithdrawProposal } from "./editing-documents";
import { isInTheMaking } from "./listing";
import style from "./proposals.module.css";
import { RefusedNote } from "./refused";
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
            {sharing?.visibility === "AUDIENCE" && (
              <ul role="list" className={shared.line}>
                {[...sharing.audienceStates, ...sharing.audienceOrganisations].map(({ code, name }) => (
                  <li key={code}>{name ? <Localised text={name} isPlain /> : code}</li>
                ))}
              </ul>
            )}
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
        <div className={style.acts}>
          {stage === "RELEASED" && (
            <Ending
              id={id}
              document={CloseProposal}
              words={{ act: "proposal.close", means: "proposal.closeMeans", now: "capacity.closeNow" }}
            />
          )}
          <Ending
            id={id}
            document={WithdrawProposal}
            words={{
              act: "capacity.withdraw",
              means: versions.length === 0 ? "proposal.withdrawDraftMeans" : "proposal.withdrawMeans",
              now: "capacity.withdrawNow",
            }}
          />
        </div>
      )}
    </section>
  );
}

interface EndingProps {
  id: string;
  document: TypedDocumentNode<unknown, { input: { id: string } }>;
  words: { act: MessageId; means: MessageId; now: MessageId };
}

/** What cannot be undone is said before it is done. */
function Ending({ id, document, words }: EndingProps) {
  const [{ fetching }, end] = useMutation(document);
  const [error, setError] = useState<CombinedError | undefined>();
  const act = async (close: () => void) => {
    const result = await end({ input: { id } });
    setError(result.error);
    if (!result.error) close();
  };
  return (
    <DialogTrigger onOpenChange={() => setError(undefined)}>
      <Button>
        <FormattedMessage id={words.act} />
      </Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">
                  <FormattedMessage id={words.act} />
                </Heading>
                <p>
                  <FormattedMessage id={words.means} />
                </p>
                <RefusedNote error={error} forbidden="capacity.authorityReleases" />
                <div className={style.acts}>
                  <Button data-variant="primary" isPending={fetching} onPress={() => void act(close)}>
                    <FormattedMessage id={words.now} />
                  </Button>
                  <Button onPress={close}>
                    <FormattedMessage id="capacity.leave" />
                  </Button>
                </div>
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
