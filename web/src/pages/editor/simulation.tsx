import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import type { AnswerFate, DraftSimulationQuery } from "../../gql/graphql";
import { Empty, FaultNote, Waiting } from "../../widgets";
import { DraftSimulation } from "./documents";
import style from "./editor.module.css";
import { FATES } from "./words";

type Simulated = NonNullable<NonNullable<DraftSimulationQuery["editionDraft"]>["simulation"]>;

/** What would become of filed answers, in numbers: no State is named. */
export function Simulation({ id }: { id: string }) {
  const { formatMessage } = useIntl();
  const [{ data, error }, again] = useQuery({ query: DraftSimulation, variables: { id }, context: PLAIN });
  if (error) return <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting label={formatMessage({ id: "editor.simulating" })} />;
  const simulation = data.editionDraft?.simulation;
  if (!simulation) {
    return (
      <Empty title={<FormattedMessage id="editor.notShown" />} hint={<FormattedMessage id="editor.notShownHint" />} />
    );
  }
  const { position, answers, states, fates } = simulation;
  return (
    <>
      <p className={style.note}>
        <FormattedMessage id="editor.simulationIntro" />
      </p>
      <p>
        <FormattedMessage id="editor.lookedAt" values={{ answers, states, position }} />
      </p>
      {answers === 0 ? (
        <Empty
          title={<FormattedMessage id="editor.nothingFiled" />}
          hint={<FormattedMessage id="editor.nothingFiledHint" />}
        />
      ) : (
        <>
          <ul className={style.fates}>
            {fates.map((share) => (
              <li key={share.fate} data-fate={share.fate}>
                <FormattedMessage
                  id="editor.fateOf"
                  values={{
                    answers: share.answers,
                    states: share.states,
                    fate: formatMessage({ id: FATES[share.fate] }),
                  }}
                />
              </li>
            ))}
          </ul>
          <ByQuestion simulation={simulation} />
        </>
      )}
    </>
  );
}

function ByQuestion({ simulation: { questions, fates, answers, position } }: { simulation: Simulated }) {
  const { formatMessage } = useIntl();
  const columns = fates.map(({ fate }) => fate);
  const count = (shares: readonly { fate: AnswerFate; answers: number }[], fate: AnswerFate) =>
    shares.find((share) => share.fate === fate)?.answers ?? 0;
  return (
    <div className={style.wide} tabIndex={0} role="region" aria-label={formatMessage({ id: "editor.byQuestion" })}>
      <table>
        <caption>
          <FormattedMessage id="editor.tableOf" values={{ position }} />
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <FormattedMessage id="editor.answered" />
            </th>
            <th scope="col">
              <FormattedMessage id="editor.takenUpBy" />
            </th>
            <th scope="col">
              <FormattedMessage id="editor.answers" />
            </th>
            {columns.map((fate) => (
              <th key={fate} scope="col">
                <FormattedMessage id={FATES[fate]} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {questions.map((one) => (
            <tr key={`${one.edition} ${one.question}`}>
              <th scope="row">
                <code dir="ltr">{one.question}</code> <code dir="ltr">{one.edition}</code>
              </th>
              <td>
                {one.continuedBy.map((code) => (
                  <code key={code} dir="ltr">
                    {code}{" "}
                  </code>
                ))}
                {one.continuedBy.length === 0 && <FormattedMessage id="editor.byNone" />}
                {one.problems.map(({ code, answers: affected }) => (
                  <span key={code} className="small">
                    {" "}
                    <code dir="ltr">
                      {code} ({affected})
                    </code>
                  </span>
                ))}
              </td>
              <td>{one.answers}</td>
              {columns.map((fate) => (
                <td key={fate}>{count(one.fates, fate)}</td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={2}>
              <FormattedMessage id="editor.total" />
            </th>
            <td>{answers}</td>
            {columns.map((fate) => (
              <td key={fate}>{count(fates, fate)}</td>
            ))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
