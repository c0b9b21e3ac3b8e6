import { useMemo, useState, type ReactNode } from "react";
import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { Button, ProgressBar } from "react-aria-components";
import { useQuery } from "urql";

import { useAllPages } from "../../app/all-pages";
import { useIsSignedIn } from "../../app/session";
import type { InvitedStatesQuery, QuestionInViewQuery, StateAnswersQuery } from "../../gql/graphql";
import { AdoptionBadge, Empty, FaultNote, Localised, useTongue, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { TilePicture, TileTable } from "./tile-picture";
import {
  InvitedStates,
  paintOf,
  QuestionInView,
  regionsOf,
  StateAnswers,
  tilesOf,
  type Region,
  type Tile,
} from "./tiles";
import type { Sheet } from "./download";
import { useAnswerWords, type Options } from "./answer-words";
import type { View } from "./view";
import style from "./tiles.module.css";

const MULTIPLE = "MULTI_CHOICE";

interface Props {
  round: string;
  view: View;
  /** The questions to choose from. */
  questions: readonly { code: string; label: string }[];
  /** Whether States take part at their own request: then there is no denominator. */
  isOwnRequest: boolean;
  onChange: (view: View) => void;
  /** Hands over what can be downloaded, when all of it has come. */
  children: (sheet: (() => Sheet) | null) => ReactNode;
}

/** What each State says to one question for everybody to see: an equal tile for each, by regional group. */
export function TileMap({ round, view, questions, isOwnRequest, onChange, children }: Props) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isSignedIn = useIsSignedIn();
  const [isTable, setTable] = useState(false);
  const question = view.question ?? questions[0]?.code;
  const asOf = view.asOf ?? null;
  const [inView, askAgain] = useQuery({
    query: QuestionInView,
    variables: { round, question: question ?? "", asOf },
    pause: question === undefined,
  });
  const invited = useAllPages(InvitedStates, { round }, invitedOf);
  const filings = useAllPages(StateAnswers, question === undefined ? null : { round, question, asOf }, filingsOf);

  const asked = inView.data?.coverage?.row?.question;
  const options: Options = useMemo(() => {
    if (asked?.kind === "BOOLEAN") return [{ code: "yes" }, { code: "no" }];
    return asked?.optionList?.options ?? [];
  }, [asked]);
  // An option of another question, left in an address, is none here.
  const option = options.find(({ code }) => code === view.option)?.code;
  const words = useAnswerWords(options, isSignedIn);
  const tiles = useMemo(() => tilesOf(invited.nodes, filings.nodes, tongue), [invited.nodes, filings.nodes, tongue]);
  const regions = regionsOf(tiles, tongue, formatMessage({ id: "coverage.observers" }));
  const isComplete = invited.isComplete && filings.isComplete;
  const listed =
    question === undefined || questions.some(({ code }) => code === question)
      ? questions
      : [...questions, { code: question, label: question }];
  const error = inView.error ?? invited.error ?? filings.error;
  const retry = () => {
    askAgain({ requestPolicy: "network-only" });
    invited.retry();
    filings.retry();
  };
  const paint = ({ said }: Tile) =>
    paintOf(
      said,
      options.map(({ code }) => code),
      option,
    );

  if (question === undefined) {
    return (
      <Empty title={formatMessage({ id: "coverage.nothing" })} hint={formatMessage({ id: "coverage.nothingHint" })} />
    );
  }
  const sheet = isComplete && asked ? () => sheetOf(regions, question, asked, words) : null;
  return (
    <>
      <div className={`no-print ${style.controls}`}>
        <Choice
          label={formatMessage({ id: "coverage.question" })}
          items={listed}
          value={question}
          onChoose={(code) => {
            const { option: _, ...others } = view;
            onChange(code === undefined ? others : { ...others, question: code });
          }}
        />
        {asked?.kind === MULTIPLE && (
          <Choice
            label={formatMessage({ id: "coverage.optionInView" })}
            items={options.map(({ code, label }) => ({ code, label: label?.content ?? code }))}
            value={option}
            none={formatMessage({ id: "coverage.anyOption" })}
            onChoose={(code) => {
              const { option: _, ...others } = view;
              onChange(code === undefined ? others : { ...others, option: code });
            }}
          />
        )}
      </div>
      {error && <FaultNote error={error} retry={retry} />}
      {inView.fetching && !inView.data && <Waiting />}
      {asked && (
        <p className={style.prompt}>
          <Localised text={asked.prompt} isPlain={!asked.prompt?.isFallback} />{" "}
          {asked.provisions.map(({ code, instrument, paragraph, adoption }) => (
            <span key={code} className={style.provision}>
              <bdi>
                {instrument?.symbol}, {paragraph}
              </bdi>{" "}
              {adoption && <AdoptionBadge adoption={adoption} />}
            </span>
          ))}
        </p>
      )}
      {inView.data && !asked && (
        <Empty
          title={formatMessage({ id: "coverage.noRow" }, { question })}
          hint={formatMessage({ id: "coverage.noRowHint" })}
        />
      )}
      {asked && !isComplete && !error && <Loading loaded={filings.nodes.length} total={filings.total} />}
      {asked && isComplete && tiles.length === 0 && (
        <Empty
          title={formatMessage({ id: "coverage.noStates" })}
          hint={formatMessage({ id: "coverage.noStatesHint" })}
        />
      )}
      {asked && isComplete && tiles.length > 0 && (
        <>
          <p>
            <FormattedMessage
              id={
                isOwnRequest
                  ? "coverage.tilesOwnRequest"
                  : isSignedIn
                    ? "coverage.tilesReadable"
                    : "coverage.tilesPublic"
              }
              values={{
                count: tiles.filter(({ said, isObserver }) => said !== null && !isObserver).length,
                invited: tiles.filter(({ isObserver }) => !isObserver).length,
                position: inView.data?.coverage?.asOf ?? 0,
              }}
            />{" "}
            <FormattedMessage id="coverage.tilesNote" />
          </p>
          <Button
            data-variant="quiet"
            className={`react-aria-Button ${style.toggle}`}
            onPress={() => setTable(!isTable)}
          >
            {formatMessage({ id: isTable ? "coverage.asTiles" : "coverage.asTable" })}
          </Button>
          {isTable ? (
            <TileTable regions={regions} words={words} />
          ) : (
            <TilePicture regions={regions} words={words} paint={paint} options={options} />
          )}
        </>
      )}
      {children(sheet)}
    </>
  );
}

function Loading({ loaded, total }: { loaded: number; total: number | null }) {
  const { formatMessage } = useIntl();
  if (total === null) return <Waiting />;
  return (
    <ProgressBar value={loaded} maxValue={total} aria-label={formatMessage({ id: "coverage.loading" })}>
      {({ percentage }) => (
        <>
          <span>
            <FormattedMessage id="coverage.loading" />
          </span>
          <span>
            <FormattedNumber value={loaded} />
          </span>
          <div className="bar">
            <div style={{ inlineSize: `${percentage ?? 0}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}

function invitedOf(data: InvitedStatesQuery) {
  return data.round?.invited;
}

function filingsOf(data: StateAnswersQuery) {
  return data.filings;
}

type Asked = NonNullable<NonNullable<NonNullable<QuestionInViewQuery["coverage"]>["row"]>["question"]>;

/** The tiles as rows: what the table says, for a file. */
function sheetOf(regions: readonly Region[], question: string, asked: Asked, words: (tile: Tile) => string): Sheet {
  const provisions = asked.provisions.map(({ code }) => code).join(" ");
  const adoptions = [...new Set(asked.provisions.map(({ adoption }) => adoption))].join(" ");
  return {
    columns: ["state", "name", "group", "question", "provisions", "adoption", "standing", "options", "answer"],
    rows: regions.flatMap(({ label, tiles }) =>
      tiles.map((tile) => [
        tile.code,
        tile.name?.content ?? tile.code,
        label,
        question,
        provisions,
        adoptions,
        tile.said?.standing ?? null,
        tile.said?.codes.join(" ") ?? null,
        words(tile),
      ]),
    ),
  };
}
