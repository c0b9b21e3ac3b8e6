import { useId } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import type { RelationReading } from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import { curvesOf, OTHER_WAY, sidesOf, type Side } from "./crosswalk";
import type { Detail } from "./provision";
import style from "./crosswalk.module.css";

type Relation = Detail["relations"][number];

const READINGS: Record<RelationReading, MessageId> = {
  BROADER: "provisions.reading.broader",
  DERIVED_FROM: "provisions.reading.derivedFrom",
  EQUIVALENT: "provisions.reading.equivalent",
  NARROWER: "provisions.reading.narrower",
  RELATED: "provisions.reading.related",
  RESTATED_BY: "provisions.reading.restatedBy",
  RESTATES: "provisions.reading.restates",
  SOURCE_OF: "provisions.reading.sourceOf",
};

const HEADINGS: Record<Side, MessageId> = {
  onto: "provisions.side.onto",
  from: "provisions.side.from",
  beside: "provisions.side.beside",
};

/** How the provision stands to others: as a drawing, and as the table that says the same with reasons. */
export function Crosswalk({ provision, reference }: { provision: Detail; reference: string }) {
  const heading = useId();
  const relations = provision.relations.filter((relation) => relation.provision);
  const sides = sidesOf(relations);
  return (
    <section aria-labelledby={heading} className={style.section}>
      <h2 id={heading}>
        <FormattedMessage id="provisions.crosswalk" />
      </h2>
      {relations.length === 0 ? (
        <p className="muted">
          <FormattedMessage id="provisions.noRelations" />
        </p>
      ) : (
        <>
          <p>
            <FormattedMessage id="provisions.crosswalkIntro" />
          </p>
          <figure className={style.drawing} aria-hidden="true">
            <Column side="onto" relations={sides.onto} />
            <Curves count={sides.onto.length} isMirrored />
            <div className={style.middle}>
              <div className={style.self}>
                <bdi>{reference}</bdi>
              </div>
              {sides.beside.length > 0 && <Column side="beside" relations={sides.beside} />}
            </div>
            <Curves count={sides.from.length} />
            <Column side="from" relations={sides.from} />
          </figure>
          <Table relations={[...sides.onto, ...sides.from, ...sides.beside]} reference={reference} />
        </>
      )}
    </section>
  );
}

function Column({ side, relations }: { side: Side; relations: readonly Relation[] }) {
  if (relations.length === 0) return <div className={style.column} data-side={side} />;
  return (
    <div className={style.column} data-side={side}>
      <p className={style.sideHeading}>
        <FormattedMessage id={HEADINGS[side]} />
      </p>
      {relations.map((relation) => (
        <div key={relation.code} className={style.node}>
          <span className={style.reading}>
            <FormattedMessage id={READINGS[relation.reading]} />
          </span>
          <bdi className={style.name}>
            {relation.provision?.instrument?.symbol}, {relation.provision?.paragraph}
          </bdi>
          <span className={style.reason} lang={relation.reason?.language.toLowerCase()}>
            {relation.reason?.content}
          </span>
        </div>
      ))}
    </div>
  );
}

function Curves({ count, isMirrored = false }: { count: number; isMirrored?: boolean }) {
  return (
    <svg
      className={style.curves}
      data-mirrored={isMirrored || undefined}
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      focusable="false"
    >
      {curvesOf(count).map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}

function Table({ relations, reference }: { relations: readonly Relation[]; reference: string }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  return (
    <div className="wide">
      <table className={style.table}>
        <caption>
          <FormattedMessage id="provisions.relationsOf" values={{ reference: <bdi>{reference}</bdi> }} />
        </caption>
        <thead>
          <tr>
            <th scope="col">{formatMessage({ id: "provisions.readFromHere" })}</th>
            <th scope="col">{formatMessage({ id: "provisions.other" })}</th>
            <th scope="col">{formatMessage({ id: "provisions.readFromThere" })}</th>
            <th scope="col">{formatMessage({ id: "provisions.reason" })}</th>
          </tr>
        </thead>
        <tbody>
          {relations.map(({ code, reading, reason, provision }) => (
            <tr key={code}>
              <td>
                <FormattedMessage id={READINGS[reading]} />
              </td>
              <th scope="row">
                {provision && (
                  <>
                    <Link to="/$tongue/provisions/$code" params={{ tongue, code: provision.code }}>
                      <bdi>
                        {provision.instrument?.symbol}, {provision.paragraph}
                      </bdi>
                    </Link>
                    <Localised text={provision.title} as="div" isPlain={!provision.title?.isFallback} />
                    {provision.adoption && <AdoptionBadge adoption={provision.adoption} />}
                  </>
                )}
              </th>
              <td>
                <FormattedMessage id={READINGS[OTHER_WAY[reading]]} />
              </td>
              <td>
                <Localised text={reason} isPlain={!reason?.isFallback} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
