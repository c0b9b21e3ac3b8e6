import { FormattedMessage } from "react-intl";
import { Link } from "@tanstack/react-router";

import type { ExcerptFragment } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import type { Hit } from "./documents";
import { piecesOf } from "./pieces";
import style from "./search.module.css";

/** Something that was found: what it is, where it stands, and the words around those that were looked for. */
export function OneHit({ hit }: { hit: Hit }) {
  switch (hit.__typename) {
    case "ProvisionHit":
      return <FoundProvision hit={hit} />;
    case "QuestionHit":
      return <FoundQuestion hit={hit} />;
    case "AnswerHit":
      return <FoundAnswer hit={hit} />;
    case "ProposalHit":
      return <FoundProposal hit={hit} />;
  }
}

type Of<Name extends Hit["__typename"]> = Extract<Hit, { __typename: Name }>;

function FoundProvision({ hit: { provision, excerpt } }: { hit: Of<"ProvisionHit"> }) {
  const tongue = useTongue();
  const { code, paragraph, title, instrument, adoption } = provision;
  return (
    <>
      <p className={style.where}>
        <FormattedMessage id="search.kind.PROVISION" /> ·{" "}
        <bdi>
          {instrument?.symbol}, {paragraph}
        </bdi>{" "}
        {adoption && <AdoptionBadge adoption={adoption} />}
      </p>
      <h2>
        <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
          {title ? <Localised text={title} isPlain={!title.isFallback} /> : <bdi>{paragraph}</bdi>}
        </Link>
      </h2>
      <Excerpt excerpt={excerpt} />
    </>
  );
}

function FoundQuestion({ hit: { question, edition, excerpt } }: { hit: Of<"QuestionHit"> }) {
  const tongue = useTongue();
  const { code, prompt, provisions } = question;
  return (
    <>
      <p className={style.where}>
        <FormattedMessage id="search.kind.QUESTION" /> · <Localised text={edition.title} isPlain /> ·{" "}
        <code>{code}</code>{" "}
        {provisions.map(({ code, instrument, paragraph, adoption }) => (
          <span key={code} className={style.about}>
            <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
              <bdi>
                {instrument?.symbol}, {paragraph}
              </bdi>
            </Link>{" "}
            {adoption && <AdoptionBadge adoption={adoption} />}
          </span>
        ))}
      </p>
      <h2>
        <Link to="/$tongue/trends" params={{ tongue }} search={{ edition: edition.code, question: code }}>
          {excerpt.content === prompt?.content ? (
            <Marked excerpt={excerpt} />
          ) : (
            <Localised text={prompt} isPlain={!prompt?.isFallback} />
          )}
        </Link>
      </h2>
      {excerpt.content !== prompt?.content && <Excerpt excerpt={excerpt} />}
    </>
  );
}

function FoundAnswer({ hit: { state, filing, asked, excerpt } }: { hit: Of<"AnswerHit"> }) {
  const tongue = useTongue();
  return (
    <>
      <p className={style.where}>
        <FormattedMessage id="search.kind.ANSWER" /> · <Localised text={filing.round?.title} isPlain /> ·{" "}
        <Link to="/$tongue/filings/$position" params={{ tongue, position: String(filing.position) }}>
          <FormattedMessage id="submission.atPosition" values={{ position: filing.position }} />
        </Link>
      </p>
      <h2>
        {state ? (
          <Link to="/$tongue/states/$code" params={{ tongue, code: state.code }} search={{}}>
            <Localised text={state.name} isPlain />
          </Link>
        ) : (
          <FormattedMessage id="submission.aState" />
        )}
      </h2>
      <p className={style.asked}>
        <Localised text={asked?.prompt} isPlain={!asked?.prompt?.isFallback} />
      </p>
      <Excerpt excerpt={excerpt} />
    </>
  );
}

/** A proposal, in the version that was looked through. That it is no agreed text stands before everything else of it. */
function FoundProposal({ hit: { proposal, version, excerpt } }: { hit: Of<"ProposalHit"> }) {
  const tongue = useTongue();
  const { title } = version.content;
  return (
    <>
      <p className={style.where}>
        <FormattedMessage id="search.kind.PROPOSAL" />
        {proposal.state && (
          <>
            {" · "}
            <Localised text={proposal.state.name} isPlain />
          </>
        )}
        {" · "}
        <FormattedMessage id="search.proposal.version" values={{ number: version.number }} />
        {proposal.stage === "CLOSED" && (
          <>
            {" · "}
            <FormattedMessage id="search.proposal.closed" />
          </>
        )}
      </p>
      <h2>
        <Link
          to="/$tongue/proposals/$id/{-$act}"
          params={{ tongue, id: proposal.id }}
          search={{ version: version.number }}
        >
          {excerpt.content === title?.content ? (
            <Marked excerpt={excerpt} />
          ) : (
            <Localised text={title} isPlain={!title?.isFallback} />
          )}
        </Link>
      </h2>
      {excerpt.content !== title?.content && <Excerpt excerpt={excerpt} />}
    </>
  );
}

/** The words around those that were looked for, with their language where it is not that of the page. */
function Excerpt({ excerpt }: { excerpt: ExcerptFragment }) {
  const page = useTongue();
  const tongue = tongueOf(excerpt.language);
  return (
    <p className={style.excerpt}>
      <Marked excerpt={excerpt} />
      {tongue !== page && (
        <span className="text-mark">
          <FormattedMessage
            id="shell.text.fallback"
            values={{ language: <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi> }}
          />
        </span>
      )}
    </p>
  );
}

/** A part of a text, letter by letter as it stands there, with what was looked for marked. */
function Marked({ excerpt: { content, language, marks, isCutBefore, isCutAfter } }: { excerpt: ExcerptFragment }) {
  const tongue = tongueOf(language);
  return (
    <span lang={tongue} dir={directionOf(tongue)}>
      {isCutBefore && "… "}
      {piecesOf(content, marks).map(({ text, isMarked }, place) =>
        isMarked ? <mark key={place}>{text}</mark> : <span key={place}>{text}</span>,
      )}
      {isCutAfter && " …"}
    </span>
  );
}
