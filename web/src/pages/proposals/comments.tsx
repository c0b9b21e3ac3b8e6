import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";

import { directionOf, tongueOf } from "../../i18n/language";
import { Instant } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Folded } from "../../widgets/folded";
import { Party } from "../capacity/party";
import type { useReader } from "../capacity/reading";
import { Commenting, isBegun } from "./commenting";
import type { Comment, Version, Whole } from "./documents";
import style from "./proposals.module.css";
import { speakingFor } from "./rights";

interface Props {
  proposal: Whole;
  version: Version;
  reader: ReturnType<typeof useReader>;
  onAnew: () => void;
}

/** What States say about the version that is read, as it was received. */
export function Comments({ proposal, version, reader, onAnew }: Props) {
  const here = proposal.comments.filter((comment) => comment.version === version.number);
  const standing = here.filter(({ supersededBy }) => !supersededBy);
  const said = standing.filter(({ answers }) => !answers);
  const superseded = here.filter(({ supersededBy }) => supersededBy);
  const parts = { proposal, version, reader, onAnew };
  // An answer stays under what it answers, also where that was said anew.
  const standsFor = (id: string): string => {
    const later = here.find((comment) => comment.id === id)?.supersededBy;
    return later ? standsFor(later) : id;
  };
  return (
    <section aria-labelledby="comments" className={style.after}>
      <h2 id="comments">
        <FormattedMessage id="proposal.comments" values={{ number: version.number }} />
      </h2>
      <p className={shared.note}>
        <FormattedMessage id="proposal.commentsNote" />
      </p>
      {said.length === 0 && (
        <p>
          <FormattedMessage id="proposal.noComments" />
        </p>
      )}
      <ul role="list" className={style.comments}>
        {said.map((comment) => (
          <li key={comment.id}>
            <Said comment={comment} {...parts} />
            {standing
              .filter(({ answers }) => answers && standsFor(answers) === comment.id)
              .map((answer) => (
                <div key={answer.id} className={style.answer}>
                  <Said comment={answer} {...parts} />
                </div>
              ))}
          </li>
        ))}
      </ul>
      {superseded.length > 0 && (
        <Folded level={3} title={<FormattedMessage id="proposal.superseded" />}>
          <ul role="list" className={style.comments}>
            {superseded.map((comment) => (
              <li key={comment.id}>
                <Words comment={comment} />
              </li>
            ))}
          </ul>
        </Folded>
      )}
      <Anew {...parts} />
    </section>
  );
}

/** A comment in its own language, as it was received. */
function Words({ comment }: { comment: Comment }) {
  const { state, saidAt, paragraph, language, content, answers } = comment;
  const tongue = tongueOf(language);
  return (
    <>
      <p className={shared.where}>
        <Party of={{ state }} />
        {" · "}
        <Instant at={saidAt} />
        {" · "}
        {answers ? (
          <FormattedMessage id="proposal.answerOfLead" />
        ) : paragraph ? (
          <FormattedMessage id="proposal.onParagraph" values={{ number: <bdi key="n">{paragraph}</bdi> }} />
        ) : (
          <FormattedMessage id="proposal.onWhole" />
        )}
      </p>
      <div className={style.text} lang={tongue} dir={directionOf(tongue)}>
        {content}
      </div>
    </>
  );
}

type Act = "supersede" | "answer";

/** A comment that stands, with what its own State, or the lead State, can do about it. */
function Said({ comment, ...parts }: Props & { comment: Comment }) {
  const { proposal, reader } = parts;
  const account = reader.account;
  const mine = speakingFor(reader.memberships).map(({ code }) => code);
  const author = comment.state?.code ?? "";
  const lead = proposal.state?.code ?? "";
  const may: Record<Act, boolean> = {
    supersede: mine.includes(author),
    answer: mine.includes(lead) && author !== lead && !comment.answers,
  };
  const place = (act: Act) => `normtrack.comment.${account}.${act}.${comment.id}`;
  const [act, setAct] = useState<Act | null>(
    () => (["supersede", "answer"] as const).find((one) => account !== null && isBegun(place(one))) ?? null,
  );
  const goesOn = proposal.stage === "RELEASED" && account !== null;
  return (
    <>
      <Words comment={comment} />
      {goesOn && act === null && (may.supersede || may.answer) && (
        <div className={`no-print ${shared.acts}`}>
          {may.answer && (
            <Button data-variant="quiet" onPress={() => setAct("answer")}>
              <FormattedMessage id="proposal.answer" />
            </Button>
          )}
          {may.supersede && (
            <Button data-variant="quiet" onPress={() => setAct("supersede")}>
              <FormattedMessage id="proposal.supersede" />
            </Button>
          )}
        </div>
      )}
      {goesOn && act !== null && may[act] && (
        <Commenting
          {...parts}
          place={place(act)}
          states={[act === "answer" ? lead : author]}
          about={
            act === "answer"
              ? { answers: comment.id, paragraph: comment.paragraph ?? null }
              : { supersedes: comment.id, answers: comment.answers ?? null, paragraph: comment.paragraph ?? null }
          }
          start={act === "supersede" ? comment : null}
          onDone={() => setAct(null)}
        />
      )}
    </>
  );
}

/** A comment of one's own, where one speaks for a State. */
function Anew(parts: Props) {
  const { proposal, version, reader } = parts;
  const states = speakingFor(reader.memberships);
  if (states.length === 0 || reader.account === null || proposal.stage !== "RELEASED") return null;
  return (
    <div className="no-print">
      <h3>
        <FormattedMessage id="proposal.comment" />
      </h3>
      <Commenting
        {...parts}
        place={`normtrack.comment.${reader.account}.${proposal.id}.${version.number}`}
        states={states.map(({ code }) => code)}
        about={null}
        start={null}
        onDone={null}
      />
    </div>
  );
}
