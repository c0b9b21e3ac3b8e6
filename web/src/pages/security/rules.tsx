import { useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay, Switch } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation, useQuery } from "urql";

import type { Role } from "../../gql/graphql";
import { FaultNote, Waiting } from "../../widgets";
import { ROLES } from "../../widgets/role";
import { isUnchanged } from "../clearance/refusal";
import { FactorRoles, SetSecondFactorRule } from "./documents";
import { hasFactor } from "./proof";
import { Refusal } from "./refusal";
import styles from "./security.module.css";

/** The roles as a delegation and the secretariat know them: those of a State first. */
const IN_ORDER: readonly Role[] = [
  "FOCAL_POINT",
  "PUBLISHING_AUTHORITY",
  "CONTRIBUTOR",
  "CLEARER",
  "READER",
  "ACCREDITED_READER",
  "SECRETARIAT_OFFICER",
  "CATALOGUE_EDITOR",
  "ANALYST",
  "AUDITOR",
  "ADMINISTRATOR",
];

/** For administrators: which roles need a second factor. */
export function FactorRules() {
  const { formatMessage } = useIntl();
  const [read, again] = useQuery({ query: FactorRoles, requestPolicy: "cache-and-network" });
  const [chosen, setChosen] = useState<Role | null>(null);
  const anew = () => again({ requestPolicy: "network-only" });
  const needing = new Set(read.data?.secondFactorRoles);
  const viewer = read.data?.viewer;
  return (
    <section aria-labelledby="rules" className={styles.part}>
      <h2 id="rules">
        <FormattedMessage id="security.rules" />
      </h2>
      <p>
        <FormattedMessage id="security.rules.means" />
      </p>
      <FaultNote error={read.error} retry={anew} />
      {!read.data && !read.error && <Waiting />}
      {read.data && (
        <div role="group" aria-labelledby="rules" className={styles.roles}>
          {IN_ORDER.map((role) => (
            <Switch key={role} isSelected={needing.has(role)} onChange={() => setChosen(role)}>
              <FormattedMessage id={ROLES[role]} />
              <span className="muted small" aria-hidden="true">
                {formatMessage({ id: needing.has(role) ? "security.rules.on" : "security.rules.off" })}
              </span>
            </Switch>
          ))}
        </div>
      )}
      <ModalOverlay isOpen={chosen !== null} onOpenChange={(isOpen) => !isOpen && setChosen(null)}>
        <Modal>
          <Dialog role="alertdialog">
            {chosen && (
              <Setting
                role={chosen}
                isNeeded={!needing.has(chosen)}
                isOwn={viewer?.memberships.some((held) => held.role === chosen) ?? false}
                hasFactor={viewer != null && hasFactor(viewer.secondFactor)}
                onClose={(isDone) => {
                  setChosen(null);
                  if (isDone) anew();
                }}
              />
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

interface SettingProps {
  role: Role;
  isNeeded: boolean;
  /** Whether the administrator holds the role too. */
  isOwn: boolean;
  hasFactor: boolean;
  onClose: (isDone: boolean) => void;
}

/** What a rule does to those who hold the role, before it is set. */
function Setting({ role, isNeeded, isOwn, hasFactor, onClose }: SettingProps) {
  const { formatMessage } = useIntl();
  const [{ fetching, error }, set] = useMutation(SetSecondFactorRule);
  const shutsOut = isNeeded && isOwn && !hasFactor;
  const act = async () => {
    const result = await set({ input: { role, isNeeded } });
    if (result.data || isUnchanged(result.error)) onClose(true);
  };
  return (
    <>
      <Heading slot="title">
        <FormattedMessage
          id={isNeeded ? "security.rules.onTitle" : "security.rules.offTitle"}
          values={{ role: formatMessage({ id: ROLES[role] }) }}
        />
      </Heading>
      <p>
        <FormattedMessage id={isNeeded ? "security.rules.onMeans" : "security.rules.offMeans"} />
      </p>
      {shutsOut && (
        <p className="notice">
          <FormattedMessage id="security.rules.shutsOut" />
        </p>
      )}
      <Refusal error={isUnchanged(error) ? undefined : error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" onPress={() => onClose(false)}>
          <FormattedMessage id="security.rules.leave" />
        </Button>
        <Button isPending={fetching} onPress={() => void act()}>
          <FormattedMessage id={isNeeded ? "security.rules.onNow" : "security.rules.offNow"} />
        </Button>
      </div>
    </>
  );
}
