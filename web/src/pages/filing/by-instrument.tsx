import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { FilingQuery, InstrumentViewQuery } from "../../gql/graphql";
import { AdoptionBadge, FaultNote, Localised, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { Folded } from "../../widgets/folded";
import { Words } from "../../widgets/words";
import { READINGS } from "../provisions/crosswalk";
import { SurveyForm } from "../survey/documents";
import { type Form, readForm } from "../survey/form";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import styles from "./filing.module.css";

const Instruments = graphql(`
  query FilingInstruments {
    instruments(first: 100) {
      nodes {
        id
        code
        symbol
        shortTitle {
          ...Localised
        }
      }
    }
  }
`);

const InstrumentView = graphql(`
  query InstrumentView($position: Int!, $instrument: String!) {
    filing(position: $position) {
      id
      instrumentView(instrument: $instrument) {
        adoption
        provisionCount
        instrument {
          id
          title {
            ...Localised
          }
        }
        provisions {
          provision {
            id
            code
            paragraph
            title {
              ...Localised
            }
          }
          bearings {
            relation {
              id
              reading
            }
            asked {
              id
              code
              paragraph
              adoption
              instrument {
                id
                symbol
              }
            }
            answers {
              id
              questionCode
            }
          }
        }
      }
    }
  }
`);

type Filing = NonNullable<FilingQuery["filing"]>;
type View = NonNullable<NonNullable<InstrumentViewQuery["filing"]>["instrumentView"]>;
type Bearing = View["provisions"][number]["bearings"][number];

/** Answered once, read from any instrument: which answers bear on which of its provisions, and by which relation. */
export function ByInstrument({ filing }: { filing: Filing }) {
  return (
    <Folded className={styles.fold} title={<FormattedMessage id="submission.byInstrument" />}>
      <Words of="reply">
        <Choosing filing={filing} />
      </Words>
    </Folded>
  );
}

function Choosing({ filing }: { filing: Filing }) {
  const { formatMessage } = useIntl();
  const [known] = useQuery({ query: Instruments });
  const [chosen, setChosen] = useState<string | undefined>();
  const instruments = known.data?.instruments.nodes ?? [];
  return (
    <>
      <p>
        <FormattedMessage id="reply.viewIntro" />
      </p>
      <FaultNote error={known.error} />
      {instruments.length > 0 && (
        <Choice
          label={formatMessage({ id: "provisions.instrument" })}
          items={instruments.map(({ code, symbol, shortTitle }) => ({
            code,
            // An option holds no elements: its parts are kept apart in a line that runs the other way by what is not seen.
            label: [symbol, shortTitle?.content].flatMap((part) => (part ? `\u2068${part}\u2069` : [])).join(" · "),
          }))}
          none={formatMessage({ id: "reply.chooseInstrument" })}
          value={chosen}
          onChoose={setChosen}
        />
      )}
      {chosen !== undefined && <Seen filing={filing} instrument={chosen} />}
    </>
  );
}

function Seen({ filing, instrument }: { filing: Filing; instrument: string }) {
  const [read, again] = useQuery({
    query: InstrumentView,
    variables: { position: filing.position, instrument },
    requestPolicy: "cache-and-network",
  });
  const [asked] = useQuery({
    query: SurveyForm,
    variables: { edition: filing.edition?.code ?? "" },
    pause: !filing.edition,
  });
  const view = read.data?.filing?.instrumentView;
  const form = asked.data?.edition;
  const error = read.error ?? asked.error;
  if (error) return <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!view || !form) return read.fetching || asked.fetching ? <Waiting /> : null;
  return <Provisions filing={filing} view={view} form={readForm(form)} />;
}

function Provisions({ filing, view, form }: { filing: Filing; view: View; form: Form }) {
  const tongue = useTongue();
  const { adoption, instrument, provisionCount, provisions } = view;
  const isAdopted = adoption !== "DRAFT" && adoption !== "CIRCULATED";
  return (
    <>
      <h3>
        <Localised text={instrument?.title} isPlain={!instrument?.title?.isFallback} />{" "}
        <AdoptionBadge adoption={adoption} />
      </h3>
      {!isAdopted && (
        <p className="small">
          <FormattedMessage id="reply.notAdopted" />
        </p>
      )}
      <p role="status">
        <FormattedMessage id="reply.viewCount" values={{ shown: provisions.length, count: provisionCount }} />
      </p>
      {provisions.map(({ provision, bearings }) => (
        <article key={provision?.id} className={styles.provision} aria-labelledby={`view-${provision?.code}`}>
          <h4 id={`view-${provision?.code}`}>
            <Link to="/$tongue/provisions/$code" params={{ tongue, code: provision?.code ?? "" }}>
              <bdi>{provision?.paragraph}</bdi>
            </Link>{" "}
            <Localised text={provision?.title} isPlain={!provision?.title?.isFallback} />{" "}
            {!isAdopted && <AdoptionBadge adoption={adoption} />}
          </h4>
          {bearings.map((bearing, place) => (
            <Bearing key={bearing.relation?.id ?? place} bearing={bearing} filing={filing} form={form} />
          ))}
        </article>
      ))}
    </>
  );
}

interface BearingProps {
  bearing: Bearing;
  filing: Filing;
  form: Form;
}

/** Answers, and how what they were asked about stands to the provision. */
function Bearing({ bearing: { relation, asked, answers }, filing, form }: BearingProps) {
  const tongue = useTongue();
  return (
    <>
      <p className={styles.relation}>
        {relation ? (
          <>
            <span>
              <FormattedMessage id={READINGS[relation.reading]} />
            </span>{" "}
            {asked && (
              <>
                <Link to="/$tongue/provisions/$code" params={{ tongue, code: asked.code }}>
                  <bdi>
                    {asked.instrument?.symbol}, {asked.paragraph}
                  </bdi>
                </Link>{" "}
                <AdoptionBadge adoption={asked.adoption} />
              </>
            )}
          </>
        ) : (
          <FormattedMessage id="reply.direct" />
        )}
      </p>
      <dl>
        {answers.map(({ id, questionCode }) => {
          const question = form.questions.get(questionCode);
          const answer = filing.answers.find((one) => one.questionCode === questionCode);
          if (!question || !answer) return null;
          return (
            <div key={id} className={styles.answer}>
              <dt>
                <Localised text={question.prompt} isPlain />
              </dt>
              <dd>
                <SaidView question={question} said={asAsked(saidOf(answer), question.kind)} />
              </dd>
            </div>
          );
        })}
      </dl>
    </>
  );
}
