import type { EvidencePartsFragment } from "../../gql/graphql";
import type { Rights } from "../submissions/rights";

/** What a person may do with a piece of evidence. The server decides; this is what the pages offer. */
export function mayDo(evidence: EvidencePartsFragment, rights: Rights) {
  if (evidence.isRemoved) return { describes: false, shares: false };
  // From the first filing that cites it, the publishing authority decides.
  return evidence.isFiled === true
    ? { describes: rights.files, shares: rights.files }
    : { describes: rights.saves, shares: rights.shares };
}
