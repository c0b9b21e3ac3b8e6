import { Link, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient, useQuery } from "urql";

import { isEmbedded } from "../../app/embedding";
import { useIsSignedIn } from "../../app/session";
import { graphql } from "../../gql";
import type { FilingQuery } from "../../gql/graphql";
import { Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { DocumentButton } from "../../widgets/document-button";
import { EmbedButton } from "../../widgets/embed-button";
import { save } from "../../widgets/save";
import { Words } from "../../widgets/words";
import { ACTS, isPrinted, STATUSES } from "../submissions/words";
import { SurveyForm } from "../survey/documents";
import { type Form, readForm } from "../survey/form";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { ByInstrument } from "./by-instrument";
import { Compare } from "./compare";
import { fileName } from "./download";
import styles from "./filing.module.css";
import { EvidenceOpenings } from "./openings";

// What is said beside a filing comes after what was filed.
const OfFiling = lazy(async () => ({ default: (await import("../reviews/of-filing")).OfFiling }));

const FilingAt = graphql(`
  query Filing($position: Int!) {
    filing(position: $position) {
      id
      position
      number
      kind
      status
      root
      filedAt
      isLate
      answerCount
      state {
        id
        code
        name {
          ...Localised
        }
      }
      round {
        id
        key
        title {
          ...Localised
        }
      }
      edition {
        id
        code
        questionnaire
        title {
          ...Localised
        }
      }
      answers {
        id
        questionCode
        standing
        language
        value {
          ...AnswerValueParts
        }
      }
    }
  }
`);

const Extract = graphql(`
  query Extract($position: Int!) {
    filing(position: $position) {
      id
      extract
    }
  }
`);

// For the State's own people: the proof that the register took it.
const Receipt = graphql(`
  query Receipt($position: Int!) {
    filing(position: $position) {
      id
      receipt
    }
  }
`);

type Filing = NonNullable<FilingQuery["filing"]>;

/** What is on record at a position of the register, as far as this reader may see it. */
export function FilingPage() {
  const { formatMessage } = useIntl();
  const params = useParams({ from: "/$tongue/filings/$position" });
  const position = Number(params.position);
  const [read, again] = useQuery({ query: FilingAt, variables: { position }, requestPolicy: "cache-and-network" });
  const filing = read.data?.filing;
  const title = formatMessage({ id: "submission.filingTitle" }, { position });
  const isOpen = filing !== undefined && filing !== null && isPrinted(filing);
  return (
    <Page
      title={title}
      actions={isOpen && <DocumentButton documents={[{ is: "extract", position }]} />}
      above={
        filing?.round && (
          <p className="muted">
            <Localised text={filing.round.title} isPlain />
          </p>
        )
      }
    >
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !filing && <Waiting />}
      {read.data && !filing && (
        <Empty
          title={<FormattedMessage id="submission.noFiling" />}
          hint={<FormattedMessage id="submission.noFilingHint" />}
        />
      )}
      {filing && <OnRecord filing={filing} />}
    </Page>
  );
}

function OnRecord({ filing }: { filing: Filing }) {
  const tongue = useTongue();
  const { formatMessage, formatNumber } = useIntl();
  const { answers, answerCount, edition, position } = filing;
  const address = `${location.origin}/${tongue}/filings/${position}`;
  return (
    <>
      <dl className={styles.record}>
        <div>
          <dt>
            <FormattedMessage id="submission.state" />
          </dt>
          <dd>
            {filing.state ? (
              <Link to="/$tongue/states/$code" params={{ tongue, code: filing.state.code }} search={{}}>
                <Localised text={filing.state.name} isPlain />
              </Link>
            ) : (
              <FormattedMessage id="submission.aState" />
            )}
          </dd>
        </div>
        <div>
          <dt>
            <FormattedMessage id="submission.what" />
          </dt>
          <dd>
            <FormattedMessage id={ACTS[filing.kind]} /> ·{" "}
            <FormattedMessage id="submission.number" values={{ number: filing.number }} />
          </dd>
        </div>
        <div>
          <dt>
            <FormattedMessage id="submission.statusIs" />
          </dt>
          <dd>
            <FormattedMessage id={STATUSES[filing.status]} />
            {filing.isLate === true && (
              <>
                {" · "}
                <FormattedMessage id="submission.late" />
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>
            <FormattedMessage id="submission.when" />
          </dt>
          <dd>
            <Instant at={filing.filedAt} />
          </dd>
        </div>
        <div>
          <dt>
            <FormattedMessage id="submission.position" />
          </dt>
          <dd>{formatNumber(position)}</dd>
        </div>
        <div className={styles.whole}>
          <dt>
            <FormattedMessage id="submission.root" />
          </dt>
          <dd>
            <code>{filing.root}</code>
          </dd>
        </div>
        <div className={styles.whole}>
          <dt>
            <FormattedMessage id="submission.cite" />
          </dt>
          <dd>
            <a href={address} dir="ltr" className={styles.address}>
              {address}
            </a>
          </dd>
        </div>
      </dl>
      {filing.kind !== "WITHDRAWAL" && filing.status !== "WITHDRAWN" && (
        <>
          <Compare filing={filing} />
          <Proof filing={filing} />
        </>
      )}
      {filing.status === "WITHDRAWN" || filing.kind === "WITHDRAWAL" ? (
        <p>
          <FormattedMessage id="submission.copiesRemain" />
        </p>
      ) : null}
      {answers.length > 0 && <ByInstrument filing={filing} />}
      {answerCount !== null && answerCount !== undefined && (
        <section aria-labelledby="answers">
          <h2 id="answers">
            <FormattedMessage id="submission.answers" />
          </h2>
          <p>
            <FormattedMessage
              id="submission.youSee"
              values={{ shown: answers.length, filed: answerCount, hidden: answerCount - answers.length }}
            />
          </p>
          {edition && answers.length > 0 && <Answers edition={edition.code} answers={answers} />}
        </section>
      )}
      {!isEmbedded && filing.kind !== "WITHDRAWAL" && (
        <Suspense>
          <OfFiling position={position} state={filing.state?.code} />
        </Suspense>
      )}
      {isEmbedded && (
        <Words of="embed">
          <p className="small muted" role="note">
            <FormattedMessage id="embed.entry" values={{ position }} />
          </p>
        </Words>
      )}
      {!isEmbedded && (
        <EmbedButton
          search=""
          asOf={formatMessage({ id: "coverage.asOfPosition" }, { position: formatNumber(position) })}
        />
      )}
      <p className="no-print">
        <Link to="/$tongue/submissions" params={{ tongue }}>
          <FormattedMessage id="submission.title" />
        </Link>
      </p>
    </>
  );
}

/** The extract to keep, and the program that verifies it without this service. */
function Proof({ filing }: { filing: Filing }) {
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();
  const isSignedIn = useIsSignedIn();
  const [kept] = useQuery({ query: Receipt, variables: { position: filing.position }, pause: !isSignedIn });
  const receipt = kept.data?.filing?.receipt;
  const name = fileName(filing.position, filing.state?.code, filing.round?.key);
  const items = filing.answers.flatMap(({ value }) => (value?.__typename === "EvidenceValue" ? value.items : []));
  // Each once, however many answers cite it.
  const cited = [
    ...new Map(items.filter(({ evidence }) => evidence !== null).map((item) => [item.commitment, item])).values(),
  ];

  async function download() {
    setBusy(true);
    const variables = { position: filing.position };
    const read = await client.query(Extract, variables, { requestPolicy: "network-only" }).toPromise();
    setBusy(false);
    setError(read.error);
    if (read.data?.filing?.extract) save(name, read.data.filing.extract);
  }

  return (
    <section aria-labelledby="proof" className={styles.proof}>
      <h2 id="proof">
        <FormattedMessage id="submission.proof" />
      </h2>
      <p>
        <FormattedMessage id="submission.proofHelp" />
      </p>
      <Button isPending={isBusy} onPress={() => void download()}>
        <FormattedMessage id="submission.download" />
      </Button>
      <pre dir="ltr" tabIndex={0}>
        <code>normtrack verify {name}</code>
      </pre>
      <FaultNote error={error} />
      {cited.length > 0 && <EvidenceOpenings position={filing.position} cited={cited} />}
      {receipt && (
        <>
          <p>
            <FormattedMessage id="submission.receiptHelp" />
          </p>
          <Button onPress={() => save(name.replace(/json$/, "jws"), receipt)}>
            <FormattedMessage id="submission.downloadReceipt" />
          </Button>
        </>
      )}
    </section>
  );
}

function Answers({ edition, answers }: { edition: string; answers: Filing["answers"] }) {
  const [read] = useQuery({ query: SurveyForm, variables: { edition } });
  if (read.error) return <FaultNote error={read.error} />;
  if (!read.data?.edition) return <Waiting />;
  return <BySection form={readForm(read.data.edition)} answers={answers} />;
}

/** The answers in the order of the form, as they went on record. */
function BySection({ form, answers }: { form: Form; answers: Filing["answers"] }) {
  const byCode = new Map(answers.map((answer) => [answer.questionCode, answer]));
  return form.sections.map((section) => {
    const answered = section.questions.flatMap((question) => {
      const answer = byCode.get(question.code);
      return answer ? [{ question, answer }] : [];
    });
    if (answered.length === 0) return null;
    return (
      <section key={section.code} aria-labelledby={`section-${section.code}`} className={styles.section}>
        <h3 id={`section-${section.code}`}>
          <Localised text={section.title} isPlain />
        </h3>
        <dl>
          {answered.map(({ question, answer }) => (
            <div key={question.code} className={styles.answer}>
              <dt>
                <Localised text={question.prompt} isPlain />
              </dt>
              <dd>
                <SaidView question={question} said={asAsked(saidOf(answer), question.kind)} />
              </dd>
            </div>
          ))}
        </dl>
      </section>
    );
  });
}
