import { lazy, Suspense, useState } from "react";
import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { MessageId } from "../../i18n/message-id";
import { Waiting } from "../../widgets";
import styles from "./clearance.module.css";
import type { Duties } from "./duties";
import type { Ministry, Person } from "./people";
import type { SectionRow } from "./rows";
import { canBeSent, isWithSigners } from "./standing";

const Assigning = lazy(async () => ({ default: (await import("./assigning")).Assigning }));
const Arranging = lazy(async () => ({ default: (await import("./arranging")).Arranging }));
const Sending = lazy(async () => ({ default: (await import("./sending")).Sending }));
const Recalling = lazy(async () => ({ default: (await import("./sending")).Recalling }));

/** What each dialog is given. */
export interface ActProps {
  submission: string;
  /** Who does it. */
  account: string;
  /** The sections it is done to. */
  sections: readonly SectionRow[];
  team: readonly Person[];
  ministries: readonly Ministry[];
  /** Whether something was done. */
  onClose: (isDone: boolean) => void;
}

type Act = "assign" | "arrange" | "send" | "recall";

const TITLES: Record<Act, MessageId> = {
  assign: "clearance.assignTitle",
  arrange: "clearance.arrangeTitle",
  send: "clearance.sendTitle",
  recall: "clearance.recallTitle",
};

interface ActsProps {
  submission: string;
  chosen: readonly SectionRow[];
  duties: Duties;
  team: readonly Person[];
  ministries: readonly Ministry[];
  onDone: (isDone: boolean) => void;
}

/** What can be done to the sections that are chosen, many at once. */
export function Acts({ submission, chosen, duties, team, ministries, onDone }: ActsProps) {
  const { formatMessage } = useIntl();
  const [act, setAct] = useState<Act | null>(null);
  const none = chosen.length === 0;
  const Doing = act === "assign" ? Assigning : act === "arrange" ? Arranging : act === "send" ? Sending : Recalling;
  const close = (isDone: boolean) => {
    setAct(null);
    onDone(isDone);
  };
  return (
    <div className={styles.acts} role="group" aria-labelledby="chosen">
      <p id="chosen" role="status">
        <FormattedMessage id={none ? "clearance.chooseFirst" : "clearance.chosen"} values={{ count: chosen.length }} />
      </p>
      <div className={styles.buttons}>
        {duties.leads && (
          <>
            <Button isDisabled={none} onPress={() => setAct("assign")}>
              <FormattedMessage id="clearance.assign" />
            </Button>
            <Button
              isDisabled={none || chosen.some(({ clearance }) => isWithSigners(clearance.status))}
              onPress={() => setAct("arrange")}
            >
              <FormattedMessage id="clearance.arrange" />
            </Button>
          </>
        )}
        <Button
          data-variant="primary"
          isDisabled={none || !chosen.every(({ clearance }) => canBeSent(clearance))}
          onPress={() => setAct("send")}
        >
          <FormattedMessage id="clearance.send" />
        </Button>
        {duties.leads && (
          <Button
            isDisabled={none || !chosen.every(({ clearance }) => isWithSigners(clearance.status))}
            onPress={() => setAct("recall")}
          >
            <FormattedMessage id="clearance.recall" />
          </Button>
        )}
      </div>
      {!none && <Why chosen={chosen} />}
      <ModalOverlay isOpen={act !== null} onOpenChange={(isOpen) => !isOpen && setAct(null)}>
        <Modal>
          <Dialog aria-label={formatMessage({ id: act === null ? "clearance.title" : TITLES[act] })}>
            <Suspense fallback={<Waiting />}>
              {act !== null && (
                <Doing
                  submission={submission}
                  account={duties.account}
                  sections={chosen}
                  team={team}
                  ministries={ministries}
                  onClose={close}
                />
              )}
            </Suspense>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </div>
  );
}

/** Why what is chosen cannot be sent. */
function Why({ chosen }: { chosen: readonly SectionRow[] }) {
  const unsigned = chosen.filter(({ clearance }) => clearance.steps.length === 0).length;
  const lying = chosen.filter(({ clearance }) => isWithSigners(clearance.status)).length;
  if (unsigned === 0 && lying === 0) return null;
  return (
    <p className={styles.line}>
      {unsigned > 0 && <FormattedMessage id="clearance.nobodySigns" values={{ count: unsigned }} />}{" "}
      {lying > 0 && lying < chosen.length && <FormattedMessage id="clearance.someLie" values={{ count: lying }} />}
    </p>
  );
}
