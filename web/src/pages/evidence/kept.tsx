import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import type { EvidencePartsFragment } from "../../gql/graphql";
import type { Rights } from "../submissions/rights";
import { FaultNote, Waiting } from "../../widgets";
import { OneEvidence } from "./documents";
import { EvidenceRow } from "./row";

interface KeptProps {
  id: string;
  rights: Rights;
  isNew?: boolean;
  onDescribed?: (() => void) | undefined;
  children?: React.ReactNode;
}

/** Evidence by its id, as it is now. */
export function Kept({ id, rights, isNew = false, onDescribed, children }: KeptProps) {
  const { evidence, error, isWaiting } = useEvidence(id);
  if (isWaiting) return <Waiting />;
  if (error) return <FaultNote error={error} />;
  if (evidence === null) {
    return (
      <div>
        <p className="muted">
          <FormattedMessage id="evidence.removed" />
        </p>
        {children}
      </div>
    );
  }
  return (
    <EvidenceRow evidence={evidence} rights={rights} isNew={isNew} onDescribed={onDescribed}>
      {children}
    </EvidenceRow>
  );
}

/** Reads evidence by its id. */
function useEvidence(id: string) {
  const [read] = useQuery({ query: OneEvidence, variables: { id }, requestPolicy: "cache-and-network" });
  const node = read.data?.node;
  const evidence = node?.__typename === "Evidence" ? (node as EvidencePartsFragment) : null;
  return { evidence, error: read.error, isWaiting: read.fetching && !read.data };
}
