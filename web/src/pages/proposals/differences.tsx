import { getRouteApi } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import type { VersionsComparedQuery } from "../../gql/graphql";
import { apiLanguage, directionOf, OWN_NAMES, tongueOf } from "../../i18n/language";
import { FaultNote, Waiting } from "../../widgets";
import { Choice } from "../../widgets/choice";
import shared from "../../widgets/entries/entries.module.css";
import { Runs } from "../../widgets/runs";
import { KINDS } from "../differences/words";
import type { ProposalView } from "./address";
import { VersionsCompared, type Whole } from "./documents";
import style from "./proposals.module.css";

const route = getRouteApi("/$tongue/proposals/$id/{-$act}");

interface Props {
  proposal: Whole;
  view: ProposalView;
}

/** The words of two versions that are chosen: what went and what came, also for those who hear it. */
export function Differences({ proposal, view }: Props) {
  const { formatMessage } = useIntl();
  const navigate = route.useNavigate();
  const { id, versions } = proposal;
  const numbers = versions.map(({ number }) => number);
  const items = numbers.map((number) => ({
    code: String(number),
    label: formatMessage({ id: "proposal.version" }, { number }),
  }));
  const isThere = (number: number | undefined): number is number => number !== undefined && numbers.includes(number);
  const set = (name: "earlier" | "later") => (chosen: string | undefined) => {
    const others = { ...view };
    delete others[name];
    const search = chosen === undefined ? others : { ...others, [name]: Number(chosen) };
    void navigate({ search, replace: true, resetScroll: false });
  };
  const none = formatMessage({ id: "capacity.chooseKind" });
  return (
    <section aria-labelledby="differences" className={style.after}>
      <h2 id="differences">
        <FormattedMessage id="proposal.differences" />
      </h2>
      <div className={`no-print ${shared.choosing}`}>
        <Choice
          label={formatMessage({ id: "proposal.earlier" })}
          items={items}
          value={isThere(view.earlier) ? String(view.earlier) : undefined}
          none={none}
          onChoose={set("earlier")}
        />
        <Choice
          label={formatMessage({ id: "proposal.later" })}
          items={items}
          value={isThere(view.later) ? String(view.later) : undefined}
          none={none}
          onChoose={set("later")}
        />
      </div>
      {isThere(view.earlier) && isThere(view.later) && (
        <Compared id={id} from={view.earlier} to={view.later} view={view} />
      )}
    </section>
  );
}

interface ComparedProps {
  id: string;
  from: number;
  to: number;
  view: ProposalView;
}

function Compared({ id, from, to, view }: ComparedProps) {
  // Where the reader asks for none, the service takes the language of the page if both versions are in it.
  const [{ data, error, fetching }, again] = useQuery({
    query: VersionsCompared,
    variables: { id, from, to, language: view.in ? apiLanguage(view.in) : null },
  });
  const found = data?.node?.__typename === "Proposal" ? data.node.difference : null;
  return (
    <div role="region" aria-labelledby="differences" aria-busy={fetching}>
      <FaultNote error={error} retry={again} />
      {!found && fetching && <Waiting />}
      {found && <Words found={found} />}
    </div>
  );
}

type Found = Extract<NonNullable<VersionsComparedQuery["node"]>, { __typename: "Proposal" }>["difference"];

function Words({ found }: { found: Found }) {
  const { language, title, paragraphs, rationale } = found;
  const tongue = tongueOf(language);
  const written = { lang: tongue, dir: directionOf(tongue) };
  const isSame =
    [...title, ...rationale].every(({ kind }) => kind === "KEPT") &&
    paragraphs.every(({ kind }) => kind === "UNCHANGED");
  return (
    <>
      <p className={shared.note}>
        <FormattedMessage
          id="proposal.comparedIn"
          values={{
            language: (
              <bdi key="language" lang={tongue}>
                {OWN_NAMES[tongue]}
              </bdi>
            ),
          }}
        />{" "}
        <FormattedMessage id="difference.marks" />
      </p>
      {isSame && (
        <p>
          <FormattedMessage id="difference.nothing" />
        </p>
      )}
      <h3>
        <FormattedMessage id="capacity.title" />
      </h3>
      <p className={style.text} {...written}>
        <Runs runs={title} />
      </p>
      <h3>
        <FormattedMessage id="proposal.proposedText" />
      </h3>
      <ol role="list" className={style.paragraphs}>
        {paragraphs.map(({ number, kind, runs }, place) => (
          // A number that went can stand beside the same one that came.
          <li key={`${number} ${place}`}>
            <span className={style.number}>
              <bdi>{number}</bdi>
            </span>
            <div>
              <p className={shared.where}>
                <FormattedMessage id={KINDS[kind]} />
              </p>
              <div className={style.text} {...written}>
                <Runs runs={runs} />
              </div>
            </div>
          </li>
        ))}
      </ol>
      {rationale.length > 0 && (
        <>
          <h3>
            <FormattedMessage id="proposal.rationale" />
          </h3>
          <div className={style.reasons} {...written}>
            <Runs runs={rationale} />
          </div>
        </>
      )}
    </>
  );
}
