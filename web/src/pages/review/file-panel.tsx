import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Localised, useTongue } from "../../widgets";
import { useSurvey } from "../survey/context";
import { type Differences, differencesIn, reasonIn } from "./differences";
import { FileSubmission } from "./documents";
import type { Reviewed } from "./review";
import styles from "./review.module.css";

const REASONS: Record<string, MessageId> = {
  not_cleared: "clearance.refused.notCleared",
  four_eyes: "submission.refused.fourEyes",
  nothing_to_file: "submission.refused.nothing",
  unchanged: "submission.refused.unchanged",
};

interface FilePanelProps {
  reviewed: Reviewed;
  preview: NonNullable<Reviewed["preview"]>;
  mayFile: boolean;
  onLook: () => Promise<void>;
}

/** Filing: exactly what was seen, or nothing. */
export function FilePanel({ reviewed, preview, mayFile, onLook }: FilePanelProps) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const { rights } = useSurvey();
  const [filing, file] = useMutation(FileSubmission);
  const [error, setError] = useState<CombinedError | undefined>();
  const differences = differencesIn(error);
  const reason = REASONS[reasonIn(error) ?? ""];
  const isAmendment = reviewed.filings.some(({ status }) => status === "STANDING");

  async function act(close: () => void) {
    const result = await file({ input: { submission: reviewed.id, root: preview.root, seen: preview.seen } });
    setError(result.error);
    close();
    const position = result.data?.fileSubmission.filing.position;
    if (position !== undefined) {
      await navigate({ to: "/$tongue/filings/$position", params: { tongue, position: String(position) } });
    }
  }

  return (
    <section aria-labelledby="filing" className={styles.filing}>
      <h2 id="filing">
        <FormattedMessage id={isAmendment ? "submission.fileAmendment" : "submission.file"} />
      </h2>
      <dl>
        <dt>
          <FormattedMessage id="submission.root" />
        </dt>
        <dd>
          <code className={styles.root}>{preview.root}</code>
        </dd>
      </dl>
      <p>
        <FormattedMessage id="submission.rootHelp" />
      </p>
      {reviewed.fourEyes && (
        <p>
          <FormattedMessage id="submission.fourEyes" />
        </p>
      )}
      {!rights.files && (
        <p className="notice">
          <FormattedMessage id="submission.authorityFiles" />
        </p>
      )}
      {rights.files && reviewed.uncleared.length > 0 && (
        <p className="notice">
          <FormattedMessage id="clearance.holdsUp" values={{ count: reviewed.uncleared.length }} />
        </p>
      )}
      {rights.files && (
        <DialogTrigger>
          <Button data-variant="primary" isDisabled={!mayFile || preview.answerCount === 0}>
            <FormattedMessage id="submission.fileThese" values={{ count: preview.answerCount }} />
          </Button>
          <ModalOverlay isDismissable>
            <Modal>
              <Dialog role="alertdialog">
                {({ close }) => (
                  <>
                    <Heading slot="title">
                      <FormattedMessage id="submission.fileThese" values={{ count: preview.answerCount }} />
                    </Heading>
                    <p>
                      <FormattedMessage id="submission.fileMeans" values={{ count: preview.publicCount }} />
                    </p>
                    <p>
                      <FormattedMessage id={preview.namesState ? "submission.namesState" : "submission.namesNoState"} />
                    </p>
                    <div className={styles.buttons}>
                      <Button data-variant="primary" isPending={filing.fetching} onPress={() => void act(close)}>
                        <FormattedMessage id="submission.fileNow" />
                      </Button>
                      <Button slot="close">
                        <FormattedMessage id="submission.notNow" />
                      </Button>
                    </div>
                  </>
                )}
              </Dialog>
            </Modal>
          </ModalOverlay>
        </DialogTrigger>
      )}
      {differences ? (
        <Changed
          differences={differences}
          onLook={() => {
            setError(undefined);
            void onLook();
          }}
        />
      ) : reason ? (
        <p className="notice" role="alert">
          <FormattedMessage id={reason} />
        </p>
      ) : (
        <FaultNote error={error} />
      )}
    </section>
  );
}

/** The answers are others than those that were looked at: nothing was filed, and this is what differs. */
function Changed({ differences, onLook }: { differences: Differences; onLook: () => void }) {
  const { form } = useSurvey();
  const lists: [MessageId, string[]][] = [
    ["submission.differs.added", differences.added],
    ["submission.differs.changed", differences.changed],
    ["submission.differs.removed", differences.removed],
  ];
  return (
    <div className="notice" role="alert">
      <p>
        <strong>
          <FormattedMessage id="submission.differs.title" />
        </strong>
      </p>
      {lists.map(
        ([id, codes]) =>
          codes.length > 0 && (
            <div key={id}>
              <p>
                <FormattedMessage id={id} />
              </p>
              <ul>
                {codes.map((code) => (
                  <li key={code}>
                    <Localised text={form.questions.get(code)?.prompt} isPlain /> <code>{code}</code>
                  </li>
                ))}
              </ul>
            </div>
          ),
      )}
      <Button onPress={onLook}>
        <FormattedMessage id="submission.differs.look" />
      </Button>
    </div>
  );
}
