import { Link } from "@tanstack/react-router";
import { FormattedList, FormattedMessage } from "react-intl";

import { useTongue } from "../../widgets";
import type { Rights } from "../submissions/rights";
import type { CarriedFileRead, Part } from "./carried";
import { useConfirmed, useUpdate } from "./context";
import styles from "./update.module.css";

interface LeftProps {
  file: CarriedFileRead;
  parts: readonly Part[];
  rights: Rights;
}

/** What stands between this file and the register: nothing of it is a duty, but who signs has to. */
export function Left({ file, parts, rights }: LeftProps) {
  const tongue = useTongue();
  const { id, confirming } = useUpdate();
  const { state } = useConfirmed();
  const open = parts.filter(({ code }) => confirming.left(code) > 0);
  const count = open.reduce((sum, { code }) => sum + confirming.left(code), 0);
  const unmerged = file.marks.reduce((sum, mark) => sum + mark.unmergedCount, 0);
  const awaited = file.marks
    .flatMap(({ clearance }) => clearance.steps.flatMap(({ signatures }) => signatures))
    .flatMap(({ isAwaited, ministry }) => (isAwaited && ministry ? [ministry.name] : []));
  return (
    <section id="left" aria-labelledby="left-title" className={styles.left}>
      <h2 id="left-title" tabIndex={-1}>
        <FormattedMessage id="update.left" />
      </h2>
      <ul>
        <li>
          <FormattedMessage id="update.leftAnswers" values={{ count }} />
        </li>
        <li>
          <FormattedMessage id="update.leftProblems" values={{ count: state.problems.length }} />
          {state.problems.length > 0 && <Problems />}
        </li>
        {unmerged > 0 && (
          <li>
            <FormattedMessage id="update.places" values={{ count: unmerged }} />
          </li>
        )}
        <li>
          {state.uncleared.length === 0 ? (
            <FormattedMessage id="update.leftCleared" />
          ) : (
            <Link preload={false} to="/$tongue/submissions/$id/sections" params={{ tongue, id }}>
              <FormattedMessage id="clearance.uncleared" values={{ count: state.uncleared.length }} />
            </Link>
          )}
          {awaited.length > 0 && (
            <>
              {" "}
              <FormattedMessage
                id="update.awaited"
                values={{
                  ministries: (
                    <FormattedList
                      value={[...new Set(awaited)].map((name) => (
                        <bdi key={name}>{name}</bdi>
                      ))}
                    />
                  ),
                }}
              />
            </>
          )}
        </li>
        <li>
          <FormattedMessage id={rights.files ? "update.youFile" : "update.authorityFiles"} />{" "}
          {file.fourEyes && <FormattedMessage id="submission.fourEyes" />}
        </li>
      </ul>
      {rights.readsWhole && (
        <p>
          <Link
            preload={false}
            to="/$tongue/submissions/$id/review"
            params={{ tongue, id }}
            className="button"
            data-variant="primary"
          >
            <FormattedMessage id="submission.review" />
          </Link>
        </p>
      )}
    </section>
  );
}

function Problems() {
  const tongue = useTongue();
  const { id } = useUpdate();
  const { state } = useConfirmed();
  return (
    <ul>
      {state.problems.map(({ question, message }, place) => (
        <li key={place}>
          {question ? (
            <Link
              preload={false}
              to="/$tongue/submissions/$id/survey/{-$section}"
              params={{ tongue, id, section: question.split(".")[0] }}
              hash={question}
            >
              {message}
            </Link>
          ) : (
            message
          )}
        </li>
      ))}
    </ul>
  );
}
