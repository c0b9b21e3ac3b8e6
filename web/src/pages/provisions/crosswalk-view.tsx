import { useId } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { Link } from "@tanstack/react-router";

import type { MessageId } from "../../i18n/message-id";
import { AdoptionBadge, Localised, useTongue } from "../../widgets";
import { curvesOf, OTHER_WAY, READINGS, sidesOf, type Side } from "./crosswalk";
import type { Detail } from "./provision";
import style from "./crosswalk.module.css";

type Relation = Detail["relations"][number];

const HEADINGS: Record<Side, MessageId> = {
  earlier: "provisions.side.earlier",
  same: "provisions.side.same",
  later: "provisions.side.later",
};

/** How the provision stands to others: as a drawing, and as the table that says the same with reasons. */
export function Crosswalk({ provision, reference }: { provision: Detail; reference: string }) {
  const heading = useId();
  const relations = provision.relations.filter((relation) => relation.provision);
  const own = provision.instrument ?? { code: "", session: 0 };
  const sides = sidesOf(relations, own);
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
            {sides.earlier.length > 0 && (
              <>
                <Column side="earlier" relations={sides.earlier} />
                <Curves count={sides.earlier.length} isMirrored />
              </>
            )}
            <div className={style.middle}>
              <div className={style.self}>
                <bdi>{reference}</bdi>
              </div>
              {sides.same.length > 0 && <Column side="same" relations={sides.same} />}
            </div>
            {sides.later.length > 0 && (
              <>
                <Curves count={sides.later.length} />
                <Column side="later" relations={sides.later} />
              </>
            )}
          </figure>
          <Table relations={[...sides.earlier, ...sides.same, ...sides.later]} reference={reference} />
        </>
      )}
    </section>
  );
}

function Column({ side, relations }: { side: Side; relations: readonly Relation[] }) {
  return (
    <div className={style.column} data-side={side}>
      <p className={style.sideHeading}>
        <FormattedMessage id={HEADINGS[side]} />
      </p>
      {relations.map(({ code, reading, provision, reason }) => (
        <div key={code} className={style.node}>
          <span className={style.reading}>
            <FormattedMessage id={READINGS[reading]} />
            {OTHER_WAY[reading] !== reading && (
              <>
                {" · "}
                <FormattedMessage
                  id="provisions.otherWay"
                  values={{ reading: <FormattedMessage id={READINGS[OTHER_WAY[reading]]} /> }}
                />
              </>
            )}
          </span>
          <span className={style.name}>
            <bdi>
              {provision?.instrument?.symbol}, {provision?.paragraph}
            </bdi>{" "}
            {provision?.adoption && <AdoptionBadge adoption={provision.adoption} />}
          </span>
          <span className={style.reason}>
            <bdi lang={reason?.language.toLowerCase()}>{reason?.content}</bdi>
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
      style={{ blockSize: `calc(${count} * var(--node-high))` }}
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
