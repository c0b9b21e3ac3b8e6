import { useParams } from "@tanstack/react-router";
import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { useIsSignedIn } from "../../app/session";
import { graphql } from "../../gql";
import type { GuidePageQuery } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { FaultNote, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import styles from "./guide.module.css";

const Guide = graphql(`
  query GuidePage {
    viewer {
      memberships {
        id
        role
        state {
          id
        }
      }
    }
    submissions {
      id
      stage
      round {
        id
        stage
        closesOn
      }
      completeness {
        core
        coreAnswered
      }
    }
    rounds(last: 1) {
      nodes {
        id
        key
      }
    }
  }
`);

const PEOPLE = ["delegate", "officer", "reader"] as const;
type Who = (typeof PEOPLE)[number];

/** One thing that somebody does here: `guide.NAME` is what it is called, `guide.NAME.words` what there is to know before. */
interface Step {
  name: string;
  /** The page on which it is done, without its language; none where there is nothing to go to yet. */
  place?: string | undefined;
  /** Whether it is done, where the service knows. */
  isDone?: boolean;
  /** How far it is, where the service knows. */
  core?: { answered: number; core: number };
}

/** The first steps of a delegation, of the secretariat or of a reader, with what of them is done. */
export function GuidePage() {
  return (
    <Words of="guide">
      <Guided />
    </Words>
  );
}

function Guided() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const { who } = useParams({ from: "/$tongue/guide/{-$who}" });
  const [{ data, error }, again] = useQuery({ query: Guide });
  const shown = PEOPLE.find((one) => one === who) ?? (data && whoIs(data));
  return (
    <Page title={formatMessage({ id: "guide.title" })} intro={<FormattedMessage id="guide.intro" />}>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {!data && !error && <Waiting />}
      {data && (
        <>
          <nav className={styles.people} aria-label={formatMessage({ id: "guide.whose" })}>
            {PEOPLE.map((one) => (
              <Link key={one} href={`/${tongue}/guide/${one}`} aria-current={one === shown ? "page" : "false"}>
                <FormattedMessage id={`guide.${one}`} />
              </Link>
            ))}
          </nav>
          <ol role="list" className={styles.steps}>
            {shown !== undefined &&
              stepsOf(shown, data, isSignedIn).map((step) => <Entry key={step.name} step={step} />)}
          </ol>
        </>
      )}
    </Page>
  );
}

function Entry({ step: { name, place, isDone = false, core } }: { step: Step }) {
  const tongue = useTongue();
  const title = <FormattedMessage id={`guide.${name}` as MessageId} />;
  return (
    <li data-done={isDone || undefined}>
      <h2>
        {place === undefined ? (
          title
        ) : (
          <Link className="react-aria-Link" href={`/${tongue}${place}`}>
            {title}
          </Link>
        )}
      </h2>
      <p>
        <FormattedMessage id={`guide.${name}.words` as MessageId} />
      </p>
      {core !== undefined && (
        <p className="muted small">
          <FormattedMessage id="guide.core" values={core} />
        </p>
      )}
      {isDone && (
        <p className={styles.done}>
          <FormattedMessage id="guide.done" />
        </p>
      )}
    </li>
  );
}

/** Whose steps somebody sees who has not chosen. */
function whoIs({ viewer }: GuidePageQuery): Who {
  const memberships = viewer?.memberships ?? [];
  if (memberships.some(({ role }) => role === "SECRETARIAT_OFFICER")) return "officer";
  return memberships.some(({ state }) => state !== null) ? "delegate" : "reader";
}

function stepsOf(who: Who, data: GuidePageQuery, isSignedIn: boolean): Step[] {
  switch (who) {
    case "delegate":
      return delegate(data, isSignedIn);
    case "officer":
      return officer(data.rounds.nodes[0]?.key);
    case "reader":
      return READER;
  }
}

/** What a delegation does, with the working file that is due next. */
function delegate({ submissions }: GuidePageQuery, isSignedIn: boolean): Step[] {
  const open = submissions.filter(({ round }) => round.stage === "OPEN" || round.stage === "CLOSED");
  // The one whose last day comes first; those without a last day can wait.
  const [file] = open.toSorted((one, other) => (one.round.closesOn ?? "9").localeCompare(other.round.closesOn ?? "9"));
  const inFile = (page: string) =>
    file === undefined ? undefined : `/submissions/${encodeURIComponent(file.id)}/${page}`;
  const answered = file?.completeness.coreAnswered ?? 0;
  const core = file?.completeness.core ?? 0;
  return [
    { name: "signIn", place: isSignedIn ? undefined : "/sign-in", isDone: isSignedIn },
    { name: "open", place: "/submissions", isDone: file !== undefined },
    {
      name: "answer",
      place: inFile("survey"),
      ...(file !== undefined && { core: { answered, core }, isDone: answered === core }),
    },
    { name: "share", place: inFile("sections") },
    { name: "review", place: inFile("review") },
    { name: "file", place: inFile("review"), isDone: file?.stage === "FILED" || file?.stage === "AMENDING" },
    { name: "receipt", place: "/register/verify" },
  ];
}

/** What the secretariat does, with the round that opened last. */
function officer(round: string | undefined): Step[] {
  const inRound = (page: string) => (round === undefined ? undefined : `/rounds/${encodeURIComponent(round)}/${page}`);
  return [
    { name: "plan", place: "/rounds/plan" },
    { name: "status", place: inRound("status") },
    { name: "figures", place: "/coverage" },
    { name: "compile", place: inRound("compilations") },
    { name: "meet", place: "/needs-against-offers" },
  ];
}

const READER: Step[] = [
  { name: "norms", place: "/provisions" },
  { name: "coverage", place: "/coverage" },
  { name: "state", place: "/states" },
  { name: "cite", place: "/register" },
  { name: "verify", place: "/register/verify" },
  { name: "take", place: "/open-data" },
];
