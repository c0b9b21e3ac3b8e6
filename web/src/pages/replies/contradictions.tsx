import { Link } from "@tanstack/react-router";
import { useId, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useWithheld } from "../../app/account-menu";
import type { CitedProvisionFragment, ContradictionKind, ContradictionsQuery, OwnFilesQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { AdoptionBadge, Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Words } from "../../widgets/words";
import { READINGS } from "../provisions/crosswalk";
import { ownStates, rightsOf } from "../submissions/rights";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { Contradictions, OwnFiles } from "./documents";
import { sectionOf } from "./heading";
import { SaidIn } from "./origin";
import styles from "./replies.module.css";

type Contradiction = NonNullable<ContradictionsQuery["contradictions"]>[number];
type Side = Contradiction["sides"][number];
type Files = OwnFilesQuery["submissions"];

const KINDS: Record<ContradictionKind, MessageId> = {
  DISCLOSURE: "reply.contradiction.disclosure",
  SILENCE: "reply.contradiction.silence",
  VALUE: "reply.contradiction.value",
};

/** Where answers of one's own State do not agree. Nobody else is shown any of it. */
export function ContradictionsPage() {
  return (
    <Words of="reply">
      <Own />
    </Words>
  );
}

function Own() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const [read, again] = useQuery({ query: OwnFiles, requestPolicy: "cache-and-network" });
  const [picked, setPicked] = useState<string | undefined>();
  const withheld = useWithheld();
  const memberships = (read.data?.viewer?.memberships ?? []).filter(({ role }) => !withheld.includes(role));
  const states = ownStates(memberships).filter((code) => rightsOf(memberships, code).readsWhole);
  const state = picked ?? states[0];
  const nameOf = (code: string) => memberships.find((held) => held.state?.code === code)?.state?.name;
  return (
    <Page
      title={formatMessage({ id: "submission.contradictions" })}
      above={
        state !== undefined && (
          <p className="muted">
            <Localised text={nameOf(state)} isPlain />
          </p>
        )
      }
      intro={<FormattedMessage id="reply.contradictionsIntro" />}
      actions={
        <Link to="/$tongue/submissions" params={{ tongue }}>
          <FormattedMessage id="submission.title" />
        </Link>
      }
    >
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && state === undefined && withheld.length === 0 && (
        <Empty title={<FormattedMessage id="reply.notWhole" />} hint={<FormattedMessage id="reply.notWholeHint" />} />
      )}
      {states.length > 1 && (
        <Choice
          label={formatMessage({ id: "submission.state" })}
          items={states.map((code) => ({ code, label: nameOf(code)?.content ?? code }))}
          value={state}
          onChoose={setPicked}
        />
      )}
      {state !== undefined && read.data && <Found key={state} state={state} files={read.data.submissions} />}
    </Page>
  );
}

function Found({ state, files }: { state: string; files: Files }) {
  const [read, again] = useQuery({ query: Contradictions, variables: { state }, requestPolicy: "network-only" });
  const found = read.data?.contradictions;
  const own = files.filter((file) => file.state?.code === state);
  return (
    <>
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      <p role="status">
        {found && <FormattedMessage id="reply.contradictionCount" values={{ count: found.length }} />}
      </p>
      {found && (
        <p className="small muted">
          <FormattedMessage id="reply.compared" />
        </p>
      )}
      {found?.map((contradiction, place) => (
        <One key={place} contradiction={contradiction} files={own} />
      ))}
    </>
  );
}

function One({ contradiction: { kind, relation, sides }, files }: { contradiction: Contradiction; files: Files }) {
  const id = useId();
  const about = relation ? relation.from : sides[0]?.provision;
  return (
    <article className={styles.contradiction} aria-labelledby={id}>
      <h2 id={id}>
        <FormattedMessage id={KINDS[kind]} />
      </h2>
      <p className={styles.source}>
        <Cited provision={about} />{" "}
        {relation ? (
          <>
            <span>
              <FormattedMessage id={READINGS[relation.reading]} />
            </span>{" "}
            <Cited provision={relation.to} />
          </>
        ) : (
          <FormattedMessage id="reply.oneProvision" />
        )}
      </p>
      {relation?.reason && (
        <p className="small muted">
          <Localised text={relation.reason} isPlain={!relation.reason.isFallback} />
        </p>
      )}
      <div className={styles.both}>
        {sides.map((side) => (
          <SideView key={`${side.origin.round} ${side.origin.questionCode}`} side={side} files={files} />
        ))}
      </div>
    </article>
  );
}

/** A provision by its reference, with what became of its text. */
function Cited({ provision }: { provision: CitedProvisionFragment | null | undefined }) {
  const tongue = useTongue();
  if (!provision) return null;
  return (
    <>
      <Link to="/$tongue/provisions/$code" params={{ tongue, code: provision.code }}>
        <bdi>
          {provision.instrument?.symbol}, {provision.paragraph}
        </bdi>
      </Link>{" "}
      <AdoptionBadge adoption={provision.adoption} />
    </>
  );
}

/** One of two answers: what was asked and said, where, and the way to mend it. */
function SideView({ side: { content, origin, provision }, files }: { side: Side; files: Files }) {
  const tongue = useTongue();
  const { formatMessage } = useIntl();
  const { question, questionCode, round, position } = origin;
  const file = files.find((one) => one.round.key === round);
  const options = question?.optionList?.options ?? [];
  return (
    <div>
      <p className={styles.source}>
        <Cited provision={provision} />
      </p>
      <h3>
        <Localised text={question?.prompt} isPlain />
      </h3>
      <SaidView question={{ options }} said={asAsked(saidOf(content), question?.kind ?? "")} />
      <p className="small muted">
        {file && (
          <>
            <Localised text={file.round.title} isPlain />
            {" · "}
          </>
        )}
        <code dir="ltr">{questionCode}</code>
        {" · "}
        <SaidIn position={position} round={round} />
      </p>
      {file && (
        <p className="no-print">
          <Link
            to="/$tongue/submissions/$id/survey/{-$section}"
            params={{ tongue, id: file.id, section: sectionOf(questionCode) }}
            hash={questionCode}
            aria-label={formatMessage({ id: "reply.mendThis" }, { question: questionCode })}
          >
            <FormattedMessage id="reply.mend" />
          </Link>
        </p>
      )}
    </div>
  );
}
