import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Checkbox, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import type { RoundStage } from "../../gql/graphql";
import { FaultNote, useTongue } from "../../widgets";
import { OnRecord } from "../submissions/on-record";
import { useSurvey } from "../survey/context";
import { AmendSubmission, WithdrawSubmission } from "./documents";
import type { Reviewed } from "./review";
import styles from "./review.module.css";

interface StandingProps {
  reviewed: Reviewed;
  round: RoundStage;
  onChange: () => void;
}

/** What of this file is on record, and what can be done with it: amending first, withdrawing last. */
export function Standing({ reviewed, round, onChange }: StandingProps) {
  const tongue = useTongue();
  const navigate = useNavigate();
  const { rights } = useSurvey();
  const [amending, amend] = useMutation(AmendSubmission);
  const [error, setError] = useState<CombinedError | undefined>();
  if (reviewed.filings.length === 0) return null;
  const { id, revision, stage } = reviewed;
  const stands = reviewed.filings.some(({ status }) => status === "STANDING");
  const mayAmend = stage === "FILED" && rights.amends && round !== "ARCHIVED";

  async function begin() {
    const result = await amend({ input: { submission: id, revision } });
    setError(result.error);
    if (result.data) {
      await navigate({ to: "/$tongue/submissions/$id/survey/{-$section}", params: { tongue, id: String(id) } });
    }
  }

  return (
    <section aria-labelledby="record" className={styles.record}>
      <h2 id="record">
        <FormattedMessage id="submission.onRecord" />
      </h2>
      <OnRecord filings={reviewed.filings} />
      {mayAmend && (
        <>
          <p>
            <FormattedMessage id="submission.amendHelp" />
          </p>
          <Button data-variant="primary" isPending={amending.fetching} onPress={() => void begin()}>
            <FormattedMessage id="submission.amend" />
          </Button>
        </>
      )}
      <FaultNote error={error} />
      {stands && rights.files && <Withdrawal reviewed={reviewed} onChange={onChange} />}
    </section>
  );
}

function Withdrawal({ reviewed, onChange }: { reviewed: Reviewed; onChange: () => void }) {
  const [withdrawing, withdraw] = useMutation(WithdrawSubmission);
  const [agrees, setAgrees] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();

  async function act(close: () => void) {
    const { id, revision } = reviewed;
    const result = await withdraw({ input: { submission: id, revision, agreesToBeNamed: agrees } });
    setError(result.error);
    if (result.data) {
      close();
      onChange();
    }
  }

  return (
    <DialogTrigger>
      <Button data-variant="quiet">
        <FormattedMessage id="submission.withdraw" />
      </Button>
      <ModalOverlay isDismissable>
        <Modal>
          <Dialog role="alertdialog">
            {({ close }) => (
              <>
                <Heading slot="title">
                  <FormattedMessage id="submission.withdrawTitle" />
                </Heading>
                <p>
                  <FormattedMessage id="submission.withdrawMeans" />
                </p>
                <p>
                  <FormattedMessage id="submission.supersedeInstead" />
                </p>
                <Checkbox isSelected={agrees} onChange={setAgrees}>
                  <FormattedMessage id="submission.tombstoneNames" />
                </Checkbox>
                <FaultNote error={error} />
                <div className={styles.buttons}>
                  <Button slot="close" data-variant="primary">
                    <FormattedMessage id="submission.keepIt" />
                  </Button>
                  <Button isPending={withdrawing.fetching} onPress={() => void act(close)}>
                    <FormattedMessage id="submission.withdrawNow" />
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
