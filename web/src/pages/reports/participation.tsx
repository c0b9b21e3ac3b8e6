import { useMemo } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { ParticipationPageQuery } from "../../gql/graphql";
import { localeOf } from "../../i18n/language";
import type { MessageId } from "../../i18n/message-id";
import { Day, Empty, FaultNote, Instant, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import type { Sheet } from "../coverage/download";
import { FAMILIES, familyOf, WORLD, type Family } from "../coverage/figures";
import { useGroupNames, type GroupNames } from "../coverage/group-names";
import { AsOfNote, Keep } from "../coverage/keep";
import { ROUND_STAGES } from "../submissions/words";
import { Measure } from "./measure";
import { useIsOfficer } from "./officer";
import style from "./reports.module.css";

const Participation = graphql(`
  query ParticipationPage($asOf: Int) {
    registerPosition
    participation(asOf: $asOf) {
      asOf
      round {
        id
        key
        stage
        opensAt
        closesOn
        title {
          ...Localised
        }
      }
      members {
        invited
        filed
      }
      observers {
        invited
        filed
      }
      groups {
        group
        turnout {
          invited
          filed
        }
      }
    }
    regions: vocabulary(name: "regional_groups") {
      code
      label {
        content
      }
    }
    organisations {
      id
      code
      abbreviation
      name {
        content
      }
    }
  }
`);

type Turnouts = ParticipationPageQuery["participation"];

const FAMILY_NAMES: Record<Family, MessageId> = {
  regional: "coverage.family.regional",
  special: "coverage.family.special",
  m49: "coverage.family.m49",
  organisation: "coverage.family.organisation",
};

const route = getRouteApi("/$tongue/participation");

/** Who takes part, round by round: numbers with their denominators, and no names. */
export function ParticipationPage() {
  return (
    <Words of="reports">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const { asOf } = route.useSearch();
  const [{ data, error, fetching }, again] = useQuery({ query: Participation, variables: { asOf: asOf ?? null } });
  const rounds = data?.participation;
  return (
    <Page
      title={formatMessage({ id: "reports.participation.title" })}
      intro={
        <p>
          <FormattedMessage id="reports.participation.intro" />
        </p>
      }
    >
      <AsOfNote asOf={asOf} />
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {rounds?.length === 0 && (
        <Empty
          title={<FormattedMessage id="reports.participation.none" />}
          hint={<FormattedMessage id="reports.participation.noneHint" />}
        />
      )}
      {data && rounds && rounds.length > 0 && <Rounds data={data} rounds={rounds} />}
    </Page>
  );
}

function Rounds({ data, rounds }: { data: ParticipationPageQuery; rounds: Turnouts }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const isOfficer = useIsOfficer();
  const groups = useMemo(() => [...new Set(rounds.flatMap((one) => one.groups.map(({ group }) => group)))], [rounds]);
  const named = useMemo(() => ({ ...data, regions: data.regions ?? null, byGroup: { groups } }), [data, groups]);
  const names = useGroupNames(named, rounds.at(-1)?.round.key ?? "");
  const position = Math.max(...rounds.map(({ asOf }) => asOf));
  return (
    <>
      <section aria-labelledby="rounds">
        <h2 id="rounds">
          <FormattedMessage id="reports.participation.byRound" />
        </h2>
        <p className={style.note}>
          <FormattedMessage id="reports.asOf" values={{ position }} />{" "}
          <FormattedMessage id="reports.participation.ownRequest" />
        </p>
        <ol role="list" className={style.points}>
          {rounds.map(({ round, members, observers }) => (
            <li key={round.key}>
              <div>
                <h3>
                  <Link to="/$tongue/coverage/$round" params={{ tongue, round: round.key }} search={{}}>
                    <Localised text={round.title} isPlain />
                  </Link>
                </h3>
                <p className={style.when}>
                  <FormattedMessage id={ROUND_STAGES[round.stage]} />
                  {" · "}
                  <Instant at={round.opensAt} />
                  {round.closesOn && (
                    <>
                      {" – "}
                      <Day on={round.closesOn} />
                    </>
                  )}
                </p>
                {isOfficer && (
                  <p className={style.when}>
                    <Link to="/$tongue/rounds/$round/status" params={{ tongue, round: round.key }}>
                      <FormattedMessage id="reports.status.title" />
                    </Link>
                  </p>
                )}
              </div>
              <div>
                <Measure count={members.filed} of={members.invited}>
                  <FormattedMessage id="reports.participation.filed" values={members} />
                </Measure>
                {observers && (
                  <p className={style.when}>
                    <FormattedMessage id="reports.participation.observers" values={observers} />
                  </p>
                )}
              </div>
            </li>
          ))}
        </ol>
      </section>
      {groups.length > 0 && <ByGroup rounds={rounds} groups={groups} names={names} />}
      <Keep
        position={position}
        citation={(values) => formatMessage({ id: "reports.participation.citation" }, values)}
        about={{}}
        file={`normtrack-participation-${position}`}
        sheet={() => sheetOf(rounds, (code) => names(code).full)}
      />
    </>
  );
}

interface ByGroupProps {
  rounds: Turnouts;
  groups: readonly string[];
  names: GroupNames;
}

/** The published groups, kind by kind and each kind by name: they overlap and are never added up. */
function ByGroup({ rounds, groups, names }: ByGroupProps) {
  const tongue = useTongue();
  const { compare } = new Intl.Collator(localeOf(tongue));
  const families = FAMILIES.map((family) => ({
    family,
    members: groups
      .filter((group) => familyOf(group) === family)
      .toSorted((one, other) => compare(names(one).full, names(other).full)),
  })).filter(({ members }) => members.length > 0);
  return (
    <section aria-labelledby="by-group" className={style.section}>
      <h2 id="by-group">
        <FormattedMessage id="reports.participation.byGroup" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="reports.participation.byGroupNote" />
      </p>
      <div className="wide" role="region" aria-labelledby="by-group" tabIndex={0}>
        <table className={style.table}>
          <thead>
            <tr>
              <th scope="col">
                <FormattedMessage id="reports.group" />
              </th>
              {rounds.map(({ round }) => (
                <th key={round.key} scope="col">
                  <Localised text={round.title} isPlain />
                </th>
              ))}
            </tr>
          </thead>
          {families.map(({ family, members }) => (
            <tbody key={family}>
              <tr>
                <th scope="rowgroup" colSpan={rounds.length + 1} className={style.family}>
                  <FormattedMessage id={FAMILY_NAMES[family]} />
                </th>
              </tr>
              {members.map((group) => (
                <tr key={group}>
                  <th scope="row">{names(group).full}</th>
                  {rounds.map((one) => {
                    const turnout = one.groups.find((candidate) => candidate.group === group)?.turnout;
                    return (
                      <td key={one.round.key}>
                        {turnout ? (
                          <Measure count={turnout.filed} of={turnout.invited}>
                            <FormattedMessage
                              id="reports.of"
                              values={{ count: turnout.filed, invited: turnout.invited }}
                            />
                          </Measure>
                        ) : (
                          <span className="muted">
                            <FormattedMessage id="reports.participation.unpublished" />
                          </span>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </div>
    </section>
  );
}

function sheetOf(rounds: Turnouts, name: (group: string) => string): Sheet {
  return {
    columns: ["round", "group", "group_name", "invited", "filed"],
    rows: rounds.flatMap(({ round, members, observers, groups }) => [
      [round.key, WORLD, name(WORLD), members.invited, members.filed],
      ...(observers ? [[round.key, "observers", null, observers.invited, observers.filed]] : []),
      ...groups.map(({ group, turnout }) => [round.key, group, name(group), turnout.invited, turnout.filed]),
    ]),
  };
}
