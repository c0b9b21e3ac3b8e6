import { useEffect, useRef } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { factor, useFactor } from "../../app/factor";
import type { SecurityOfQuery } from "../../gql/graphql";
import { Instant } from "../../widgets";
import styles from "./security.module.css";
import { useRoleNames } from "./words";

/** So few that new ones are due. */
const FEW = 3;

type Standing = NonNullable<SecurityOfQuery["viewer"]>["secondFactor"];

/** The second factor of the reader: whether there is one, what it is needed for, and what can be done with it. */
export function OwnFactor({ standing }: { standing: Standing }) {
  const namesOf = useRoleNames();
  const top = useHome();
  const { confirmedAt, recoveryCodesLeft: left, neededFor, isMissing } = standing;
  return (
    <section aria-labelledby="factor" className={styles.part}>
      <h2 id="factor" ref={top} tabIndex={-1}>
        <FormattedMessage id="security.factor" />
      </h2>
      <p>
        <FormattedMessage id="security.factor.means" />
      </p>
      <p role="status">
        <strong>
          {confirmedAt === null ? (
            <FormattedMessage id="security.factor.off" />
          ) : (
            <FormattedMessage id="security.factor.on" values={{ at: <Instant key="at" at={confirmedAt} /> }} />
          )}
        </strong>
      </p>
      {isMissing && (
        <p className={styles.notice}>
          <FormattedMessage id="security.missing" values={{ roles: namesOf(neededFor) }} />
        </p>
      )}
      {confirmedAt === null ? (
        <div className={styles.buttons}>
          <Button data-variant="primary" onPress={() => factor.begin("setUp")}>
            <FormattedMessage id="shell.setUpFactor" />
          </Button>
        </div>
      ) : (
        <>
          <p className={left <= FEW ? styles.notice : undefined}>
            <FormattedMessage id="security.factor.left" values={{ count: left }} />{" "}
            {left <= FEW && <FormattedMessage id="security.factor.fewLeft" />}
          </p>
          {neededFor.length > 0 && (
            <p>
              <FormattedMessage id="security.factor.stays" values={{ roles: namesOf(neededFor) }} />
            </p>
          )}
          <div className={styles.buttons}>
            <Button onPress={() => factor.begin("renew")}>
              <FormattedMessage id="security.factor.renew" />
            </Button>
            <Button onPress={() => factor.begin("replace")}>
              <FormattedMessage id="security.factor.replace" />
            </Button>
            {neededFor.length === 0 && (
              <Button onPress={() => factor.begin("end")}>
                <FormattedMessage id="security.factor.end" />
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  );
}

/** A heading to which the focus goes when the steps above the page are done and the button that began them is gone. */
function useHome() {
  const { task } = useFactor();
  const home = useRef<HTMLHeadingElement>(null);
  const wasBusy = useRef(false);
  useEffect(() => {
    if (task !== null) {
      wasBusy.current = true;
      return;
    }
    if (!wasBusy.current) return;
    wasBusy.current = false;
    // After the dialog has given the focus back, if there is still what it gives it to.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => {
        if (document.activeElement === document.body) home.current?.focus();
      });
    });
    return () => cancelAnimationFrame(frame);
  }, [task]);
  return home;
}
