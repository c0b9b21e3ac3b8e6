import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import type { MessageId } from "../../i18n/message-id";
import { Localised, useTongue } from "../../widgets";
import shared from "../../widgets/entries/entries.module.css";
import { Words } from "../../widgets/words";
import { Party } from "../capacity/party";
import { filterOf, type ProposalsView } from "./address";
import { ProposalsApart } from "./documents";
import style from "./proposals.module.css";
import { KINDS } from "./words";

/** What States propose about a provision. */
export function ProposalsAboutProvision({ code, instrument }: { code: string; instrument: string | undefined }) {
  const view = { ...(instrument !== undefined && { instrument }), provision: code };
  return <Apart heading="proposal.aboutProvision" view={view} />;
}

/** What a State proposes, as the one that leads. */
export function ProposalsOfState({ state }: { state: string }) {
  return <Apart heading="proposal.ofState" view={{ by: state }} />;
}

/** What is proposed, apart from what is agreed and said; nothing, where the reader may read none. */
function Apart({ heading, view }: { heading: MessageId; view: ProposalsView }) {
  const tongue = useTongue();
  const [{ data }] = useQuery({
    query: ProposalsApart,
    variables: { filter: filterOf(view) },
    requestPolicy: "cache-and-network",
  });
  const proposals = data?.proposals.nodes.filter(({ version }) => version) ?? [];
  if (proposals.length === 0) return null;
  return (
    <Words of="proposals">
      <section aria-labelledby="proposals" className={style.apart}>
        <h2 id="proposals">
          <FormattedMessage id={heading} />
        </h2>
        <p className={shared.note}>
          <FormattedMessage id="proposal.noNorm" />
        </p>
        <ul role="list" className={style.provisions}>
          {proposals.map(({ id, state, content }) => (
            <li key={id}>
              <span className={style.mark}>
                <FormattedMessage id="proposal.proposal" />
              </span>{" "}
              <Link to="/$tongue/proposals/$id/{-$act}" params={{ tongue, id }} search={{}}>
                <Localised text={content?.title} isPlain={!content?.title?.isFallback} />
              </Link>{" "}
              {content && <FormattedMessage id={KINDS[content.kind]} />}
              {" · "}
              <Party of={{ state }} />
            </li>
          ))}
        </ul>
        {(data?.proposals.totalCount ?? 0) > proposals.length && (
          <p>
            <Link to="/$tongue/proposals" params={{ tongue }} search={view}>
              <FormattedMessage id="proposal.all" />
            </Link>
          </p>
        )}
      </section>
    </Words>
  );
}
