import { FormattedMessage, FormattedNumber, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";
import { Button, Dialog, Heading, Modal, ModalOverlay } from "react-aria-components";
import { useQuery } from "urql";

import type { CellDetailQuery } from "../../gql/graphql";
import { AdoptionBadge, FaultNote, Instant, Localised, useTongue, Waiting } from "../../widgets";
import { countsOf, groupInput, sumOf, WORLD } from "./figures";
import { CellDetail } from "./figures-query";
import type { GroupNames } from "./group-names";
import { OptionFigures, HiddenFigures } from "./options";
import { PART_MEANINGS, PART_NAMES } from "./parts";
import { PARTS, type View } from "./view";
import style from "./partition.module.css";

interface Props {
  round: string;
  view: View;
  names: GroupNames;
  onClose: () => void;
}

/** The whole partition behind a cell: opens over the page, and stands in the address. */
export function Partition({ round, view, names, onClose }: Props) {
  const { formatMessage } = useIntl();
  const isOpen = view.question !== undefined && view.by === undefined;
  return (
    <ModalOverlay isOpen={isOpen} onOpenChange={(open) => !open && onClose()} isDismissable>
      <Modal>
        <Dialog className={`react-aria-Dialog ${style.dialog}`}>
          {isOpen && <Content round={round} view={view} question={view.question ?? ""} names={names} />}
          <Button slot="close" data-variant="primary">
            {formatMessage({ id: "coverage.close" })}
          </Button>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

type Row = NonNullable<NonNullable<CellDetailQuery["coverage"]>["row"]>;

function Content({ round, view, question, names }: { round: string; view: View; question: string; names: GroupNames }) {
  const group = view.group ?? WORLD;
  const [{ data, error, fetching }, askAgain] = useQuery({
    query: CellDetail,
    variables: { round, question, group: groupInput(group), asOf: view.asOf ?? null },
  });
  const coverage = data?.coverage;
  const row = coverage?.row;
  return (
    <>
      <Heading slot="title" level={2} className={style.title ?? ""}>
        <FormattedMessage id="coverage.partition" values={{ group: names(group).full }} />
      </Heading>
      {fetching && !data && <Waiting />}
      {error && <FaultNote error={error} retry={() => askAgain({ requestPolicy: "network-only" })} />}
      {data && !coverage && (
        <p>
          <FormattedMessage id="coverage.suppressed" />
        </p>
      )}
      {coverage && !row && (
        <p>
          <FormattedMessage id="coverage.noRow" values={{ question: <code dir="ltr">{question}</code> }} />
        </p>
      )}
      {coverage && row && (
        <>
          <About row={row} />
          <p className={style.basis}>
            <FormattedMessage
              id="coverage.basis"
              values={{ invited: coverage.invited, group: names(group).full, position: coverage.asOf }}
            />{" "}
            {coverage.release ? (
              <FormattedMessage
                id="coverage.release"
                values={{
                  number: coverage.release.number,
                  position: coverage.release.atPosition,
                  at: <Instant at={coverage.release.at} />,
                }}
              />
            ) : (
              <FormattedMessage
                id={
                  group !== WORLD
                    ? "coverage.noReleaseInGroups"
                    : view.asOf === undefined
                      ? "coverage.noRelease"
                      : "coverage.noReleaseThen"
                }
              />
            )}
          </p>
          <PartTable row={row} invited={coverage.invited} />
          <OptionFigures row={row} />
          {row.hidden && <HiddenFigures hidden={row.hidden} standings={data.standings ?? []} />}
          <Onward round={round} view={view} row={row} />
        </>
      )}
    </>
  );
}

function About({ row }: { row: Row }) {
  const { question } = row;
  return (
    <>
      <p className={style.prompt}>
        <Localised text={question?.prompt} isPlain={!question?.prompt?.isFallback} />
      </p>
      <ul role="list" className={style.provisions}>
        {question?.provisions.map(({ code, instrument, paragraph, adoption }) => (
          <li key={code}>
            <bdi>
              {instrument?.symbol}, {paragraph}
            </bdi>{" "}
            {adoption && <AdoptionBadge adoption={adoption} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function PartTable({ row, invited }: { row: Row; invited: number }) {
  const { formatMessage } = useIntl();
  const counts = countsOf(row.parts);
  return (
    <table className={style.parts}>
      <caption>
        <FormattedMessage id="coverage.partsCaption" />
      </caption>
      <thead className="unseen">
        <tr>
          <th scope="col">{formatMessage({ id: "coverage.partHead" })}</th>
          <th scope="col">{formatMessage({ id: "coverage.statesHead" })}</th>
        </tr>
      </thead>
      <tbody>
        {PARTS.map((part) => (
          <tr key={part}>
            <th scope="row">
              <span className={style.name}>
                <span className={style.mark} data-part={part} aria-hidden="true" />
                <FormattedMessage id={PART_NAMES[part]} />
              </span>
              <span className={style.meaning}>
                <FormattedMessage id={PART_MEANINGS[part]} />
              </span>
            </th>
            <td className="number">
              <FormattedNumber value={counts[part]} />
              <span className={style.bar} aria-hidden="true">
                <span data-part={part} style={{ inlineSize: `${invited > 0 ? (counts[part] * 100) / invited : 0}%` }} />
              </span>
            </td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{formatMessage({ id: "coverage.sum" })}</th>
          <td className="number">
            <FormattedNumber value={sumOf(counts)} />
          </td>
        </tr>
      </tfoot>
    </table>
  );
}

function Onward({ round, view, row }: { round: string; view: View; row: Row }) {
  const tongue = useTongue();
  const { group: _, ...others } = view;
  return (
    <ul role="list" className={style.onward}>
      <li>
        <Link to="/$tongue/coverage/$round" params={{ tongue, round }} search={{ ...others, by: "states" }}>
          <FormattedMessage id="coverage.showStates" />
        </Link>
      </li>
      {row.question?.provisions.map(({ code, instrument, paragraph }) => (
        <li key={code}>
          <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
            <FormattedMessage
              id="coverage.readProvision"
              values={{
                reference: (
                  <bdi>
                    {instrument?.symbol}, {paragraph}
                  </bdi>
                ),
              }}
            />
          </Link>
        </li>
      ))}
    </ul>
  );
}
