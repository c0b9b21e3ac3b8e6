import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, type TypedDocumentNode, useMutation } from "urql";

import { Localised } from "../../widgets";
import shared from "../../widgets/entries.module.css";
import type { Whole } from "./about";
import type { Side } from "./address";
import style from "./capacity.module.css";
import { CloseNotice, WithdrawNotice } from "./editing-documents";
import { RefusedNote } from "./refused";
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
          {sharing.visibility === "AUDIENCE" && (
            <ul role="list" className={shared.line}>
              {[...sharing.audienceStates, ...sharing.audienceOrganisations].map(({ code, name }) => (
                <li key={code}>{name ? <Localised text={name} isPlain /> : code}</li>
              ))}
            </ul>
          )}
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
        <div className={style.acts}>
          {stage === "RELEASED" && (
            <Ending
              id={id}
              document={CloseNotice}
              words={
                side === "need"
                  ? { act: "capacity.meet", means: "capacity.meetMeans", now: "capacity.meetNow" }
                  : { act: "capacity.close", means: "capacity.closeMeans", now: "capacity.closeNow" }
              }
            />
          )}
          <Ending
            id={id}
            document={WithdrawNotice}
            words={{ act: "capacity.withdraw", means: "capacity.withdrawMeans", now: "capacity.withdrawNow" }}
          />
        </div>
      )}
    </section>
  );
}

interface EndingProps {
  id: string;
  document: TypedDocumentNode<unknown, { input: { id: string } }>;
  words: {
    act: "capacity.meet" | "capacity.close" | "capacity.withdraw";
    means: "capacity.meetMeans" | "capacity.closeMeans" | "capacity.withdrawMeans";
    now: "capacity.meetNow" | "capacity.closeNow" | "capacity.withdrawNow";
  };
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
                <RefusedNote error={error} />
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
