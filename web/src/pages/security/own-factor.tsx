import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { factor } from "../../app/factor";
import { Instant } from "../../widgets";
import { useHome } from "./home";
import { hasFactor } from "./proof";
import styles from "./security.module.css";
import type { Standing } from "./task";
import { useRoleNames } from "./words";

/** So few that new ones are due. */
const FEW = 3;

/** The second factor of the reader: whether there is one, what it is needed for, and what can be done with it. */
export function OwnFactor({ standing }: { standing: Standing }) {
  const namesOf = useRoleNames();
  const top = useHome("setUp", "replace", "renew", "end");
  const { confirmedAt, recoveryCodesLeft: left, neededFor, isMissing, passkeys } = standing;
  const isThere = hasFactor(standing);
  // The last one stays while a role needs it.
  const stays = neededFor.length > 0 && passkeys.length === 0;
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
          {confirmedAt !== null ? (
            <FormattedMessage id="security.factor.on" values={{ at: <Instant key="at" at={confirmedAt} /> }} />
          ) : (
            <FormattedMessage id={isThere ? "security.factor.byPasskey" : "security.factor.off"} />
          )}
        </strong>
      </p>
      {isMissing && (
        <p className="notice">
          <FormattedMessage id="security.missing" values={{ roles: namesOf(neededFor) }} />
        </p>
      )}
      {isThere && (
        <p className={left <= FEW ? "notice" : undefined}>
          <FormattedMessage id="security.factor.left" values={{ count: left }} />{" "}
          {left <= FEW && <FormattedMessage id="security.factor.fewLeft" />}
        </p>
      )}
      {confirmedAt !== null && stays && (
        <p>
          <FormattedMessage id="security.factor.stays" values={{ roles: namesOf(neededFor) }} />
        </p>
      )}
      <div className={styles.buttons}>
        {confirmedAt === null && (
          <Button {...(!isThere && { "data-variant": "primary" })} onPress={() => factor.begin("setUp")}>
            <FormattedMessage id={isThere ? "security.authenticator.setUp" : "shell.setUpFactor"} />
          </Button>
        )}
        {isThere && (
          <Button onPress={() => factor.begin("renew")}>
            <FormattedMessage id="security.factor.renew" />
          </Button>
        )}
        {confirmedAt !== null && (
          <Button onPress={() => factor.begin("replace")}>
            <FormattedMessage id="security.factor.replace" />
          </Button>
        )}
        {confirmedAt !== null && !stays && (
          <Button onPress={() => factor.begin("end")}>
            <FormattedMessage id="security.factor.end" />
          </Button>
        )}
      </div>
    </section>
  );
}
