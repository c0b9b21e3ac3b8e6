import { type ReactNode, useMemo, useState } from "react";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useMutation, useQuery } from "urql";

import type { MembershipQuery, Role } from "../../gql/graphql";
import { FaultNote, Instant } from "../../widgets";
import { ROLES } from "../../widgets/role";
import type { Ministry, Person } from "../clearance/people";
import { EndMembership, Membership } from "./documents";
import styles from "./team.module.css";

type Held = MembershipQuery["members"][number];

interface PeopleProps {
  /** None: those of the secretariat. */
  state: string | null;
  account: string;
  team: readonly Person[];
  ministries: readonly Ministry[];
  /** Whether the reader keeps the members. */
  leads: boolean;
  onChange: () => void;
  /** What else the reader can do for a person. */
  actionOf?: (person: Held["account"]) => ReactNode;
}

/** What the service calls the place of a State's people, or of the secretariat's. */
export function placeOf(state: string | null) {
  return state === null ? {} : { state };
}

/** Who works for the State, and what each does. */
export function People({ state, account, team, ministries, leads, onChange, actionOf }: PeopleProps) {
  const place = useMemo(() => placeOf(state), [state]);
  const [read, again] = useQuery({
    query: Membership,
    variables: { place },
    pause: !leads,
    requestPolicy: "cache-and-network",
  });
  const [ending, setEnding] = useState<Held | null>(null);
  const members = read.data?.members ?? [];
  const ministryOf = (id: string | null | undefined) => ministries.find((one) => one.id === id)?.name;
  const past = members.filter(({ isValid }) => !isValid);
  return (
    <section aria-labelledby="people" className={styles.part}>
      <h2 id="people">
        <FormattedMessage id="team.people" />
      </h2>
      <FaultNote error={read.error} />
      <ul role="list" className={styles.people}>
        {team.map((person) => {
          const held = members.filter(({ account: own, isValid }) => isValid && own.id === person.id);
          return (
            <li key={person.id}>
              <div>
                <bdi className={styles.name}>{person.name}</bdi>{" "}
                {person.id === account && (
                  <span className="muted small">
                    <FormattedMessage id="team.you" />
                  </span>
                )}
                {held[0]?.account.isProgram && (
                  <span className="muted small">
                    <FormattedMessage id="team.program" />
                  </span>
                )}
                {held[0] && !held[0].account.isProgram && (
                  <p className="muted small">
                    <bdi>{held[0].account.email}</bdi>
                  </p>
                )}
                {held[0] && !held[0].account.isProgram && actionOf?.(held[0].account)}
              </div>
              <ul role="list" className={styles.posts}>
                {held.length > 0
                  ? held.map((membership) => (
                      <li key={membership.id}>
                        <Post
                          role={membership.role}
                          ministry={ministryOf(membership.ministry)}
                          until={membership.until}
                        />
                        <End membership={membership} onEnd={setEnding} />
                      </li>
                    ))
                  : person.posts.map(({ role, ministry }, index) => (
                      <li key={index}>
                        <Post role={role} ministry={ministry?.name} />
                      </li>
                    ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {past.length > 0 && (
        <details className={styles.past}>
          <summary>
            <FormattedMessage id="team.past" values={{ count: past.length }} />
          </summary>
          <ul>
            {past.map(({ id, account: own, role, ministry, until }) => (
              <li key={id}>
                <bdi>{own.name}</bdi> · <Post role={role} ministry={ministryOf(ministry)} until={until} />
              </li>
            ))}
          </ul>
        </details>
      )}
      <ModalOverlay isOpen={ending !== null} onOpenChange={(isOpen) => !isOpen && setEnding(null)}>
        <Modal>
          <Dialog role="alertdialog">
            {ending && (
              <Ending
                membership={ending}
                isOwn={ending.account.id === account}
                onClose={(isDone) => {
                  setEnding(null);
                  if (!isDone) return;
                  again({ requestPolicy: "network-only" });
                  onChange();
                }}
              />
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </section>
  );
}

interface PostProps {
  role: Role;
  ministry?: string | null | undefined;
  until?: string | null | undefined;
}

function Post({ role, ministry, until }: PostProps) {
  return (
    <span>
      <FormattedMessage id={ROLES[role]} />
      {ministry && (
        <>
          {" · "}
          <bdi>{ministry}</bdi>
        </>
      )}
      {until && (
        <>
          {" · "}
          <FormattedMessage id="team.until" values={{ at: <Instant key="at" at={until} /> }} />
        </>
      )}
    </span>
  );
}

function End({ membership, onEnd }: { membership: Held; onEnd: (membership: Held) => void }) {
  const { formatMessage } = useIntl();
  const what = { name: membership.account.name, role: formatMessage({ id: ROLES[membership.role] }) };
  return (
    <Button
      data-variant="quiet"
      aria-label={formatMessage({ id: "team.endOf" }, what)}
      onPress={() => onEnd(membership)}
    >
      <FormattedMessage id="team.end" />
    </Button>
  );
}

interface EndingProps {
  membership: Held;
  isOwn: boolean;
  onClose: (isDone: boolean) => void;
}

function Ending({ membership, isOwn, onClose }: EndingProps) {
  const [ending, end] = useMutation(EndMembership);
  const [error, setError] = useState<CombinedError | undefined>();
  async function act() {
    const result = await end({ input: { id: membership.id } });
    setError(result.error);
    if (result.data) onClose(true);
  }
  return (
    <>
      <Heading slot="title">
        <FormattedMessage
          id="team.endTitle"
          values={{
            name: <bdi key="name">{membership.account.name}</bdi>,
            role: <FormattedMessage key="role" id={ROLES[membership.role]} />,
          }}
        />
      </Heading>
      <p>
        <FormattedMessage id="team.endMeans" />
      </p>
      {isOwn && (
        <p>
          <strong>
            <FormattedMessage id="team.endOwn" />
          </strong>
        </p>
      )}
      <FaultNote error={error} />
      <div className={styles.buttons}>
        <Button data-variant="primary" onPress={() => onClose(false)}>
          <FormattedMessage id="team.keep" />
        </Button>
        <Button isPending={ending.fetching} onPress={() => void act()}>
          <FormattedMessage id="team.endNow" />
        </Button>
      </div>
    </>
  );
}
