import type { ReactNode } from "react";
import { FormattedList, FormattedMessage, useIntl } from "react-intl";

import type { AnswerChangesFragment, ComparedSideFragment } from "../../gql/graphql";
import { directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { Localised } from "../../widgets";
import { Runs } from "../../widgets/runs";
import type { FormQuestion } from "../survey/form";
import { asAsked, saidOf } from "../survey/said";
import { SaidView } from "../survey/said-view";
import { SharedWith } from "../survey/sharing";
import type { Placed } from "./placed";
import { ASPECTS, KINDS } from "./words";
import styles from "./differences.module.css";

type Change = AnswerChangesFragment["changes"][number];

/** One answer then and now: its question once, and what differs in words that say so. */
export function AnswerChange({ placed }: { placed: Placed }) {
  const { change, asked: askedNow, askedBefore: askedThen } = placed;
  const { kind, aspects, before, after, textRuns } = change;
  const asked = askedNow ?? askedThen;
  const askedBefore = askedThen?.prompt;
  const isAskedAnew = askedNow?.prompt && askedBefore && askedNow.prompt.content !== askedBefore.content;
  const code = (after ?? before)?.questionCode;
  return (
    <article className={styles.change} aria-labelledby={`change-${code}`}>
      <h3 id={`change-${code}`}>
        <Localised text={asked?.prompt} isPlain />
      </h3>
      <p className={styles.kind}>
        <code dir="ltr">{code}</code>
        <strong>
          <FormattedMessage id={KINDS[kind]} />
        </strong>
        {kind === "CHANGED" && <Aspects aspects={aspects} />}
        {before && before.questionCode !== code && (
          <span>
            <FormattedMessage
              id="difference.movedFrom"
              values={{ code: <code dir="ltr">{before.questionCode}</code> }}
            />
          </span>
        )}
      </p>
      {isAskedAnew && (
        <p className="small muted">
          <FormattedMessage id="difference.askedBefore" /> <Localised text={askedBefore} isPlain />
        </p>
      )}
      {textRuns && aspects.includes("VALUE") ? (
        <p className={styles.text} {...written(after)}>
          <Runs runs={textRuns} />
        </p>
      ) : kind === "CHANGED" && (aspects.includes("VALUE") || aspects.includes("STANDING")) ? (
        <div className={styles.both}>
          <Side label={<FormattedMessage id="difference.then" />}>
            <Said side={before} question={askedThen} />
          </Side>
          <Side label={<FormattedMessage id="difference.now" />}>
            <Said side={after} question={askedNow} />
          </Side>
        </div>
      ) : (
        <Said side={after ?? before} question={asked} />
      )}
      {aspects.includes("VISIBILITY") && before?.sharing && after?.sharing && (
        <p className={styles.aspect}>
          <FormattedMessage
            id="difference.readBy"
            values={{ before: <SharedWith sharing={before.sharing} />, after: <SharedWith sharing={after.sharing} /> }}
          />
        </p>
      )}
      {aspects.includes("LANGUAGE") && before?.language && after?.language && (
        <p className={styles.aspect}>
          <FormattedMessage
            id="difference.writtenIn"
            values={{ before: <Tongue of={before.language} />, after: <Tongue of={after.language} /> }}
          />
        </p>
      )}
    </article>
  );
}

function Aspects({ aspects }: { aspects: Change["aspects"] }) {
  const { formatMessage } = useIntl();
  return (
    <span>
      <FormattedList type="conjunction" value={aspects.map((aspect) => formatMessage({ id: ASPECTS[aspect] }))} />
    </span>
  );
}

function Tongue({ of }: { of: NonNullable<ComparedSideFragment["language"]> }) {
  const tongue = tongueOf(of);
  return <bdi lang={tongue}>{OWN_NAMES[tongue]}</bdi>;
}

function Side({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div>
      <h4>{label}</h4>
      {children}
    </div>
  );
}

function written(side: ComparedSideFragment | null | undefined) {
  if (!side?.language) return {};
  const tongue = tongueOf(side.language);
  return { lang: tongue, dir: directionOf(tongue) };
}

interface SaidProps {
  side: ComparedSideFragment | null | undefined;
  question: FormQuestion | null;
}

/** What was said on one side. */
function Said({ side, question }: SaidProps) {
  if (!side) return null;
  return <SaidView question={question ?? NOT_ASKED} said={asAsked(saidOf(side), question?.kind ?? "")} />;
}

/** A question that its edition does not have any more. */
const NOT_ASKED = { options: [] };
