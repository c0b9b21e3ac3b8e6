import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import type { EvidencePartsFragment } from "../../gql/graphql";
import { directionOf, tongueOf } from "../../i18n/language";
import { Waiting } from "../../widgets";
import type { Cited } from "../survey/said";
import { OneEvidence } from "./documents";
import { DownloadButton } from "./download";
import styles from "./evidence.module.css";
import { Facts, Name } from "./facts";
import { nameOf } from "./words";

interface CitedEvidenceProps {
  /** Its id; empty where this reader may not see it. */
  id: string;
  /** As the answer cites it, where the service told so. */
  cited: Cited | undefined;
}

/** Evidence that an answer cites, to be read and fetched. Of what is withheld, only that it is there. */
export function CitedEvidence({ id, cited }: CitedEvidenceProps) {
  const [read] = useQuery({ query: OneEvidence, variables: { id }, pause: id === "" });
  if (id === "") return <Withheld />;
  if (read.fetching && !read.data) return <Waiting />;
  const node = read.data?.node;
  if (node?.__typename !== "Evidence") return <Withheld />;
  const now = node as EvidencePartsFragment;
  if (now.isRemoved) return <Withheld />;
  // What it was called when the answer was saved: a filing says for ever what it said.
  const tongue = cited?.language ? tongueOf(cited.language) : undefined;
  return (
    <div className={styles.row}>
      <p className={styles.name}>
        {cited?.title ? (
          <span lang={tongue} dir={tongue ? directionOf(tongue) : "auto"}>
            {cited.title}
          </span>
        ) : (
          <Name evidence={now} />
        )}
      </p>
      <Facts evidence={cited?.commitment ? { ...now, citation: cited.citation ?? null } : now} />
      {now.kind === "DOCUMENT" && <DownloadButton id={id} name={cited?.title ?? nameOf(now)} />}
    </div>
  );
}

function Withheld() {
  return (
    <p className="muted">
      <FormattedMessage id="evidence.withheld" />
    </p>
  );
}
