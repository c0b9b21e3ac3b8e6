import { useMemo, useState } from "react";
import { Button, Dialog, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useQuery } from "urql";

import type { OneProgramFragment, Role } from "../../gql/graphql";
import { FaultNote, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import styles from "../security/security.module.css";
import { placeOf } from "../team/people";
import { Programs } from "./documents";
import { Ending } from "./ending";
import { Making } from "./making";
import { Row } from "./row";
import { SecretOnce } from "./secret-once";

interface ProgramsProps {
  /** None: those of the secretariat. */
  state: string | null;
  /** The roles that the reader can give a program here, the likeliest first. */
  roles: readonly Role[];
}

/** What stands above the page. */
type Open =
  | { what: "making"; program: OneProgramFragment | null }
  | { what: "secret"; program: OneProgramFragment; secret: string }
  | { what: "ending"; program: OneProgramFragment };

/** The programs that act for a State, or in the secretariat: for those who keep its members. */
export function ProgramsOf(props: ProgramsProps) {
  return (
    <Words of="account">
      <Kept {...props} />
    </Words>
  );
}

function Kept({ state, roles }: ProgramsProps) {
  const place = useMemo(() => placeOf(state), [state]);
  const [read, again] = useQuery({ query: Programs, variables: { place }, requestPolicy: "cache-and-network" });
  const [open, setOpen] = useState<Open | null>(null);
  const [error, setError] = useState<CombinedError | undefined>();
  const programs = read.data?.programs ?? [];
  const standing = programs.filter(({ endedAt }) => endedAt === null);
  const past = programs.filter(({ endedAt }) => endedAt !== null);
  const close = () => setOpen(null);
  const anew = () => again({ requestPolicy: "network-only" });
  return (
    <section aria-labelledby="programs" className={styles.part}>
      <h2 id="programs">
        <FormattedMessage id="program.title" />
      </h2>
      <p>
        <FormattedMessage id="program.means" />
      </p>
      <FaultNote error={read.error} retry={anew} />
      <FaultNote error={error} />
      {!read.data && !read.error && <Waiting />}
      {read.data && standing.length === 0 && (
        <p className="muted">
          <FormattedMessage id="program.none" />
        </p>
      )}
      <ul role="list" className={styles.rows}>
        {standing.map((program) => (
          <Row
            key={program.id}
            program={program}
            onRenew={() => setOpen({ what: "making", program })}
            onEnd={() => setOpen({ what: "ending", program })}
            onRefused={setError}
          />
        ))}
      </ul>
      {past.length > 0 && (
        <details className={styles.past}>
          <summary>
            <FormattedMessage id="program.past" values={{ count: past.length }} />
          </summary>
          <ul>
            {past.map(({ id, name }) => (
              <li key={id}>
                <bdi>{name}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className={styles.buttons}>
        <Button onPress={() => setOpen({ what: "making", program: null })}>
          <FormattedMessage id="program.make" />
        </Button>
      </div>
      {/* A secret that is shown once closes by the word of its reader alone. */}
      <ModalOverlay
        isOpen={open !== null}
        isKeyboardDismissDisabled={open?.what === "secret"}
        onOpenChange={(isOpen) => !isOpen && close()}
      >
        <Modal>
          <Dialog>
            {open?.what === "making" && (
              <Making
                state={state}
                roles={roles}
                program={open.program}
                onCancel={close}
                onMade={({ program, clientSecret }) => {
                  setOpen({ what: "secret", program, secret: clientSecret });
                  anew();
                }}
              />
            )}
            {open?.what === "secret" && <SecretOnce program={open.program} secret={open.secret} onDone={close} />}
            {open?.what === "ending" && <Ending program={open.program} onClose={close} />}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}
