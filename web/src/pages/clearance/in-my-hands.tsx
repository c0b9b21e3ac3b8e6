import { Link } from "@tanstack/react-router";
import { Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { Instant, Localised, useTongue } from "../../widgets";
import styles from "./clearance.module.css";
import { type Hand, useHands } from "./hands";
import { BackWords } from "./section-note";
import { Status } from "./status";

/** What waits for the reader's signature, and what came back to them; nothing where there is nothing. */
export function InMyHandsList({ level = 3 }: { level?: 2 | 3 }) {
  const hands = useHands();
  if (hands === null) return null;
  const { toSign, back } = hands;
  return (
    <>
      {toSign.length > 0 && (
        <section aria-labelledby="to-sign">
          <Heading level={level} id="to-sign">
            <FormattedMessage id="clearance.waitingForYou" values={{ count: toSign.length }} />
          </Heading>
          <ul role="list" className={styles.hands}>
            {toSign.map((hand) => (
              <li key={keyOf(hand)}>
                <Packet hand={hand} />
                {hand.section.clearance.sentAt && (
                  <p className={styles.line}>
                    <FormattedMessage
                      id="clearance.sentOn"
                      values={{ at: <Instant key="at" at={hand.section.clearance.sentAt} /> }}
                    />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
      {back.length > 0 && (
        <section aria-labelledby="came-back">
          <Heading level={level} id="came-back">
            <FormattedMessage id="clearance.cameBack" values={{ count: back.length }} />
          </Heading>
          <ul role="list" className={styles.hands}>
            {back.map((hand) => (
              <li key={keyOf(hand)}>
                <Packet hand={hand} />
                <p className={styles.line}>
                  <Status status={hand.section.clearance.status} />
                </p>
                {hand.because && <BackWords act={hand.because} />}
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function keyOf({ submission, code }: Hand) {
  return `${submission.id} ${code}`;
}

function Packet({ hand: { submission, section, code } }: { hand: Hand }) {
  const tongue = useTongue();
  return (
    <>
      <Link to="/$tongue/submissions/$id/sections/$section" params={{ tongue, id: submission.id, section: code }}>
        <Localised text={section.section?.title} isPlain />
      </Link>
      <p className={styles.line}>
        <Localised text={submission.round.title} isPlain />
      </p>
    </>
  );
}
