import { lazy, Suspense, useState } from "react";
import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import type { ClearanceActFragment, StandingFragment } from "../../gql/graphql";
import { Instant, Waiting } from "../../widgets";
import styles from "./packet.module.css";
import type { Ministry, Person } from "./people";
import { ACTS } from "./standing";

const Substituting = lazy(async () => ({ default: (await import("./substituting")).Substituting }));

interface StepsProps {
  submission: string;
  section: string;
  clearance: StandingFragment;
  team: readonly Person[];
  /** Whether the reader can name a substitute. */
  mayName: boolean;
  onChange: () => void;
}

/** Who signs, step after step, and who has. */
export function Steps({ submission, section, clearance: { steps }, team, mayName, onChange }: StepsProps) {
  const { formatMessage } = useIntl();
  const [named, setNamed] = useState<(Ministry & { held: string | null }) | null>(null);
  return (
    <>
      <ol role="list" className={styles.steps}>
        {steps.map(({ number, signatures }) => (
          <li key={number}>
            <h3>
              <FormattedMessage id="clearance.step" values={{ number }} />
            </h3>
            <ul role="list">
              {signatures.map(({ ministry, substitute, signedAt, signedBy, asSubstitute, isAwaited }, index) => (
                <li key={ministry?.id ?? index}>
                  <bdi className={styles.ministry}>{ministry?.name}</bdi>{" "}
                  <span className={styles.line}>
                    {signedAt ? (
                      <FormattedMessage
                        id={asSubstitute ? "clearance.signedAsSubstitute" : "clearance.signedBy"}
                        values={{
                          name: <bdi key="name">{signedBy?.name}</bdi>,
                          at: <Instant key="at" at={signedAt} />,
                        }}
                      />
                    ) : (
                      <FormattedMessage id={isAwaited ? "clearance.isAwaited" : "clearance.notYet"} />
                    )}
                    {substitute && !asSubstitute && (
                      <>
                        {" · "}
                        <FormattedMessage
                          id="clearance.substituteIs"
                          values={{ name: <bdi key="name">{substitute.name}</bdi> }}
                        />
                      </>
                    )}
                  </span>
                  {mayName && ministry && !signedAt && (
                    <Button
                      data-variant="quiet"
                      onPress={() => setNamed({ ...ministry, held: substitute?.id ?? null })}
                    >
                      <FormattedMessage id="clearance.nameSubstitute" />
                    </Button>
                  )}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
      <ModalOverlay isOpen={named !== null} onOpenChange={(isOpen) => !isOpen && setNamed(null)}>
        <Modal>
          <Dialog aria-label={formatMessage({ id: "clearance.nameSubstitute" })}>
            <Suspense fallback={<Waiting />}>
              {named && (
                <Substituting
                  submission={submission}
                  section={section}
                  ministry={named}
                  held={named.held}
                  team={team}
                  onClose={(isDone) => {
                    setNamed(null);
                    if (isDone) onChange();
                  }}
                />
              )}
            </Suspense>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </>
  );
}

/** Everything that was done, the newest last, as it would be read aloud. */
export function History({ events }: { events: readonly ClearanceActFragment[] }) {
  if (events.length === 0) {
    return (
      <p className="muted">
        <FormattedMessage id="clearance.noHistory" />
      </p>
    );
  }
  return (
    <ol role="list" className={styles.history}>
      {events.map(({ kind, turn, at, by, ministry, substitute, asSubstitute, reason }, index) => (
        <li key={index}>
          <span className={styles.when}>
            <Instant at={at} />
          </span>
          <span>
            <FormattedMessage
              id={kind === "SUBSTITUTED" && !substitute ? "clearance.act.unsubstituted" : ACTS[kind]}
              values={{
                turn,
                name: <bdi key="name">{by?.name}</bdi>,
                ministry: <bdi key="ministry">{ministry?.name}</bdi>,
                substitute: <bdi key="substitute">{substitute?.name}</bdi>,
              }}
            />
            {asSubstitute && (
              <>
                {" "}
                <FormattedMessage id="clearance.asSubstitute" />
              </>
            )}
            {reason && (
              <blockquote className={styles.reason}>
                <p dir="auto">{reason}</p>
              </blockquote>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}
