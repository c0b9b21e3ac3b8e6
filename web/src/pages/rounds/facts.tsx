import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { MandateProvisionFragment, RoundPartsFragment } from "../../gql/graphql";
import { AdoptionBadge, Day, Instant, Localised, useTongue } from "../../widgets";
import style from "./rounds.module.css";

/** When a round opens, ends and is archived: the days in its own zone, the instants in the reader's. */
export function Period({ round: { opensAt, closesOn, closesAt, archivesAt, zone } }: { round: RoundPartsFragment }) {
  return (
    <>
      <p>
        <FormattedMessage id="rounds.opens" values={{ at: <Instant at={opensAt} /> }} />
      </p>
      {closesOn && closesAt && (
        <p>
          <FormattedMessage
            id="rounds.ends"
            values={{ day: <Day on={closesOn} />, zone: <bdi dir="ltr">{zone}</bdi>, at: <Instant at={closesAt} /> }}
          />
        </p>
      )}
      {!closesOn && (
        <p>
          <FormattedMessage id="rounds.endless" />
        </p>
      )}
      {archivesAt && (
        <p>
          <FormattedMessage id="rounds.archives" values={{ at: <Instant at={archivesAt} /> }} />
        </p>
      )}
    </>
  );
}

/** What a round rests on. */
export function Mandate({ mandate }: { mandate: RoundPartsFragment["mandate"] }) {
  const { isOwnRequest, provision, endorsedBy, endorsedByDocument } = mandate;
  if (isOwnRequest) return <FormattedMessage id="rounds.mandate.ownRequest" />;
  return (
    <>
      <Named provision={provision} />
      {(endorsedBy || endorsedByDocument) && (
        <>
          {" · "}
          <FormattedMessage
            id="rounds.endorsed"
            values={{ by: endorsedBy ? <Named provision={endorsedBy} /> : <bdi dir="ltr">{endorsedByDocument}</bdi> }}
          />
        </>
      )}
    </>
  );
}

/** A provision by its paragraph, with what became of its text where that is not plain. */
function Named({ provision }: { provision: MandateProvisionFragment | null | undefined }) {
  const tongue = useTongue();
  if (!provision) return null;
  const { code, paragraph, title, instrument, adoption } = provision;
  return (
    <>
      <Link to="/$tongue/provisions/$code" params={{ tongue, code }}>
        <bdi>{`${instrument?.symbol}, ${paragraph}`}</bdi>
      </Link>
      {title && (
        <>
          {": "}
          <Localised text={title} isPlain={!title.isFallback} />
        </>
      )}{" "}
      <AdoptionBadge adoption={adoption} />
    </>
  );
}

/** Of whom a round asks something: the denominator of its figures. */
export function Invited({ round: { mandate, invitedCount, observerCount } }: { round: RoundPartsFragment }) {
  if (mandate.isOwnRequest) return <FormattedMessage id="rounds.nobodyInvited" />;
  return (
    <FormattedMessage
      id="rounds.invitedCount"
      values={{ members: invitedCount - observerCount, observers: observerCount }}
    />
  );
}

/** Where else the round is seen. */
export function Ways({ round: { key, mandate }, isOfficer }: { round: RoundPartsFragment; isOfficer: boolean }) {
  const tongue = useTongue();
  return (
    <p className={style.ways}>
      <Link to="/$tongue/coverage/$round" params={{ tongue, round: key }} search={{}}>
        <FormattedMessage id="rounds.toCoverage" />
      </Link>
      {!mandate.isOwnRequest && (
        <Link to="/$tongue/participation" params={{ tongue }} search={{}}>
          <FormattedMessage id="coverage.toParticipation" />
        </Link>
      )}
      {isOfficer && (
        <>
          <Link to="/$tongue/rounds/$round/status" params={{ tongue, round: key }}>
            <FormattedMessage id="coverage.toStatus" />
          </Link>
          {!mandate.isOwnRequest && (
            <Link to="/$tongue/rounds/$round/letters" params={{ tongue, round: key }}>
              <FormattedMessage id="rounds.toLetters" />
            </Link>
          )}
          <Link to="/$tongue/rounds/$round/compilations" params={{ tongue, round: key }}>
            <FormattedMessage id="coverage.toCompilations" />
          </Link>
        </>
      )}
    </p>
  );
}
