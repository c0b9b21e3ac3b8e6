import { lazy, Suspense } from "react";
import { useIntl } from "react-intl";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useQuery } from "urql";

import { graphql } from "../../gql";
import type { ProvisionDetailQuery } from "../../gql/graphql";
import { AdoptionBadge, Day, Localised, Page, useTongue } from "../../widgets";
import { AskedAbout } from "./asked-about";
import { Crosswalk } from "./crosswalk-view";
import { BackToAll, NotThere } from "./not-there";
import { ProvisionFacts } from "./provision-facts";
import { Statement, Wording } from "./wording";
import style from "./provision.module.css";

// What is proposed stands apart from what is agreed, and comes after it.
const Proposed = lazy(async () => ({
  default: (await import("../proposals/apart")).ProposalsAboutProvision,
}));

const ProvisionDetail = graphql(`
  query ProvisionDetail($code: String!) {
    provision(code: $code) {
      id
      code
      label
      expectedLabel
      paragraph
      kind
      adoption
      title {
        ...Localised
      }
      text {
        ...Localised
      }
      statement {
        ...Localised
      }
      themes {
        code
        label {
          content
        }
      }
      addressees {
        code
        label {
          content
        }
      }
      toVerify
      cites {
        symbol
        date
        description
        instrument {
          id
          code
        }
      }
      parent {
        ...ProvisionPlace
        parent {
          ...ProvisionPlace
          parent {
            ...ProvisionPlace
          }
        }
      }
      children {
        ...ProvisionPlace
      }
      instrument {
        id
        code
        symbol
        date
        session
        adoption
        kind {
          code
          label {
            content
          }
        }
        shortTitle {
          ...Localised
        }
        title {
          ...Localised
        }
      }
      relations {
        id
        code
        reading
        reason {
          ...Localised
        }
        provision {
          ...ProvisionPlace
          adoption
          instrument {
            id
            code
            symbol
            date
            session
          }
        }
      }
      questions {
        id
        code
        pattern
        prompt {
          ...Localised
        }
        edition {
          id
          code
          title {
            ...Localised
          }
        }
      }
    }
    kinds: vocabulary(name: "provision_kinds") {
      code
      label {
        content
      }
    }
    rounds(first: 100) {
      nodes {
        id
        key
        stage
        title {
          ...Localised
        }
        edition {
          id
          code
        }
      }
    }
  }

  fragment ProvisionPlace on Provision {
    id
    code
    paragraph
    title {
      ...Localised
    }
  }
`);

export type Detail = NonNullable<ProvisionDetailQuery["provision"]>;
export type Rounds = ProvisionDetailQuery["rounds"]["nodes"];

const route = getRouteApi("/$tongue/provisions/$code");

/** One provision: its wording, our statement, where it stands, what it is related to, and what asks about it. */
export function ProvisionPage() {
  const { code } = route.useParams();
  const [{ data, error, fetching }, askAgain] = useQuery({ query: ProvisionDetail, variables: { code } });
  const provision = data?.provision;
  if (provision) return <Loaded provision={provision} kinds={data.kinds} rounds={data.rounds.nodes} key={code} />;
  return <NotThere code={code} unknown="provisions.unknown" isWaiting={fetching} error={error} onRetry={askAgain} />;
}

interface LoadedProps {
  provision: Detail;
  kinds: ProvisionDetailQuery["kinds"];
  rounds: Rounds;
}

function Loaded({ provision, kinds, rounds }: LoadedProps) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { instrument, paragraph, title, adoption } = provision;
  const reference = `${instrument?.symbol ?? provision.code}, ${paragraph}`;
  const kind = kinds?.find(({ code }) => code === provision.kind.toLowerCase())?.label?.content;
  return (
    <Page
      title={reference}
      heading={title ? <Localised text={title} isPlain={!title.isFallback} /> : <bdi>{reference}</bdi>}
      above={<Trail provision={provision} />}
      intro={
        <p className={style.facts}>
          <bdi>{reference}</bdi>
          {kind !== undefined && <span>{kind}</span>}
          {instrument?.date && <Day on={instrument.date} />}
          {adoption && <AdoptionBadge adoption={adoption} />}
        </p>
      }
    >
      <div className={style.columns}>
        <div>
          <Wording text={provision.text} symbol={instrument?.symbol ?? ""} />
          {provision.statement && <Statement text={provision.statement} />}
        </div>
        <ProvisionFacts provision={provision} kind={kind} />
      </div>
      <Crosswalk provision={provision} reference={reference} />
      <AskedAbout provision={provision} rounds={rounds} />
      <Suspense>
        <Proposed code={provision.code} instrument={provision.instrument?.code} />
      </Suspense>
      <p>
        <Link
          to="/$tongue/needs"
          params={{ tongue }}
          search={{ ...(provision.instrument && { instrument: provision.instrument.code }), provision: provision.code }}
        >
          {formatMessage({ id: "shell.nav.capacity" })}
        </Link>
      </p>
    </Page>
  );
}

/** The way down to the provision: all, its text, what it is a part of. */
function Trail({ provision }: { provision: Detail }) {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const above = [provision.parent?.parent?.parent, provision.parent?.parent, provision.parent];
  return (
    <nav aria-label={formatMessage({ id: "provisions.trail" })}>
      <ol role="list" className={style.trail}>
        <li>
          <BackToAll />
        </li>
        {provision.instrument && (
          <li>
            <Link to="/$tongue/instruments/$code" params={{ tongue, code: provision.instrument.code }}>
              <bdi>{provision.instrument.symbol}</bdi>
            </Link>
          </li>
        )}
        {above.map(
          (place) =>
            place && (
              <li key={place.code}>
                <Link to="/$tongue/provisions/$code" params={{ tongue, code: place.code }}>
                  <bdi>{place.paragraph}</bdi>
                </Link>
              </li>
            ),
        )}
        <li aria-current="page">
          <bdi>{provision.paragraph}</bdi>
        </li>
      </ol>
    </nav>
  );
}
