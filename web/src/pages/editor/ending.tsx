import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { DraftFaultFragment } from "../../gql/graphql";
import { Empty, FaultNote, useTongue } from "../../widgets";
import { DiscardDraft, PublishDraft } from "./documents";
import type { Draft } from "./draft";
import style from "./editor.module.css";
import { FaultList } from "./faults";
import { hasMoved } from "./use-change";
import { STAGES } from "./words";

interface Props {
  draft: Draft;
  onChanged: () => void;
}

/** Publishes or discards a draft, each after it was said what cannot be undone. */
export function Ending({ draft, onChanged }: Props) {
  const { id, revision, stage, code, faults } = draft;
  const tongue = useTongue();
  const navigate = useNavigate();
  const [act, setAct] = useState<"publish" | "discard" | null>(null);
  const [refused, setRefused] = useState<CombinedError | undefined>();
  const [found, setFound] = useState<readonly DraftFaultFragment[]>([]);
  const [wasMoved, setMoved] = useState(false);
  const [{ fetching: isPublishing }, publish] = useMutation(PublishDraft);
  const [{ fetching: isDiscarding }, discard] = useMutation(DiscardDraft);
  if (stage !== "DRAFTED") {
    return <Empty title={<FormattedMessage id={STAGES[stage]} />} hint={<FormattedMessage id="editor.isOver" />} />;
  }

  const settle = (error: CombinedError | undefined) => {
    setAct(null);
    if (error && hasMoved(error)) {
      setMoved(true);
      onChanged();
    } else setRefused(error);
  };
  async function goOn() {
    setMoved(false);
    setRefused(undefined);
    setFound([]);
    if (act === "discard") {
      const { data, error } = await discard({ input: { id, revision } });
      settle(error);
      if (data) await navigate({ to: "/$tongue/editor", params: { tongue } });
      return;
    }
    const { data, error } = await publish({ input: { id, revision } });
    settle(error);
    const { edition, faults: told = [] } = data?.publishEditionDraft ?? {};
    if (edition) await navigate({ to: "/$tongue/questionnaires/$edition", params: { tongue, edition: edition.code } });
    else setFound(told);
  }

  const faultsNow = found.length > 0 ? found : faults;
  const named = { edition: <code dir="ltr">{code}</code> };
  return (
    <>
      {wasMoved && (
        <p className="notice" role="alert">
          <FormattedMessage id="editor.movedOn" values={{ revision }} />
        </p>
      )}
      <FaultNote error={refused} title={<FormattedMessage id="editor.notDone" />} />
      <section aria-labelledby="publish" className={style.part}>
        <h2 id="publish">
          <FormattedMessage id="editor.publish" />
        </h2>
        <p>
          <FormattedMessage id="editor.publishMeans" values={named} />
        </p>
        {faultsNow.length > 0 ? (
          <>
            <p role="status">
              <FormattedMessage id="editor.faultCount" values={{ count: faultsNow.length }} />
            </p>
            <FaultList draft={id} faults={faultsNow} />
          </>
        ) : (
          // One that is behind is taken over first: the page says so above.
          <Button data-variant="primary" isDisabled={draft.newer !== null} onPress={() => setAct("publish")}>
            <FormattedMessage id="editor.publish" />
          </Button>
        )}
      </section>
      <section aria-labelledby="discard" className={style.part}>
        <h2 id="discard">
          <FormattedMessage id="editor.discard" />
        </h2>
        <p>
          <FormattedMessage id="editor.discardMeans" />
        </p>
        <Button onPress={() => setAct("discard")}>
          <FormattedMessage id="editor.discard" />
        </Button>
      </section>
      <ModalOverlay isOpen={act !== null} onOpenChange={(isOpen) => !isOpen && setAct(null)}>
        <Modal>
          <Dialog>
            <Heading slot="title">
              <FormattedMessage id={act === "discard" ? "editor.discard" : "editor.publish"} />
            </Heading>
            <p>
              <FormattedMessage
                id={act === "discard" ? "editor.discardFinal" : "editor.publishFinal"}
                values={{ ...named, revision }}
              />
            </p>
            <div className={style.acts}>
              <Button data-variant="primary" isPending={isPublishing || isDiscarding} onPress={() => void goOn()}>
                <FormattedMessage id={act === "discard" ? "editor.discardNow" : "editor.publishNow"} />
              </Button>
              <Button onPress={() => setAct(null)}>
                <FormattedMessage id="editor.leaveIt" />
              </Button>
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}
