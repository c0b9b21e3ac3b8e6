import { lazy, Suspense } from "react";
import { FormattedList, FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { FaultNote, Instant } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { labelled } from "./labelled";
import style from "./capacity.module.css";
import { PointsOfContact, type Contacts, type Statement } from "./contacts-documents";
import { useReader } from "./reading";
import { rightsOver } from "./rights";
import { READERS } from "./words";

// Only those who may say it have the form.
const Saying = lazy(async () => ({ default: (await import("./saying")).Saying }));

/** Where a State has points of contact notified: said by its publishing authority, directory by directory. */
export function PointsOfContactOf({ state }: { state: string }) {
  return (
    <Words of="capacity">
      <Content state={state} />
    </Words>
  );
}

function Content({ state }: { state: string }) {
  const { memberships } = useReader();
  const rights = rightsOver(memberships, { state: { code: state } });
  const [{ data, error }, again] = useQuery({
    query: PointsOfContact,
    variables: { state },
    requestPolicy: "cache-and-network",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  if (error) return <FaultNote error={error} retry={anew} />;
  // To others, a State that says nothing says nothing.
  if (!data || (data.pointsOfContact.length === 0 && !rights.isOwn)) return null;
  const directories = labelled(data.directories).filter(
    ({ code }) => rights.isOwn || data.pointsOfContact.some(({ directory }) => directory.code === code),
  );
  return (
    <section aria-labelledby="contacts" className={style.after}>
      <h2 id="contacts">
        <FormattedMessage id="capacity.contacts.title" />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id="capacity.contacts.note" />
      </p>
      {rights.isOwn && !rights.releases && (
        <p className="notice">
          <FormattedMessage id="capacity.contacts.whose" />
        </p>
      )}
      <dl className={style.contacts}>
        {directories.map(({ code, label }) => (
          <div key={code}>
            <dt>{label}</dt>
            <dd>
              <Said statement={statementOf(data, code)} isOwn={rights.isOwn} />
              {rights.releases && (
                <Suspense>
                  <Saying
                    state={state}
                    directory={{ code, label }}
                    contacts={data}
                    before={statementOf(data, code)}
                    onSaid={anew}
                  />
                </Suspense>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function statementOf(data: Contacts, directory: string): Statement | null {
  return data.pointsOfContact.find((one) => one.directory.code === directory) ?? null;
}

function Said({ statement, isOwn }: { statement: Statement | null; isOwn: boolean }) {
  if (statement === null) {
    return (
      <p className="muted">
        <FormattedMessage id="capacity.contacts.notSaid" />
      </p>
    );
  }
  const { isNotified, kinds, statedAt, sharing } = statement;
  return (
    <>
      <p>
        {isNotified ? (
          <FormattedList value={kinds.map(({ code, label }) => label?.content ?? code)} />
        ) : (
          <FormattedMessage id="capacity.contacts.none" />
        )}
      </p>
      <p className={shared.where}>
        <FormattedMessage id="capacity.contacts.since" /> <Instant at={statedAt} />
        {isOwn && sharing && (
          <>
            {" · "}
            <FormattedMessage
              id="capacity.readBy"
              values={{ readers: <FormattedMessage key="readers" id={READERS[sharing.visibility]} /> }}
            />
          </>
        )}
      </p>
    </>
  );
}
