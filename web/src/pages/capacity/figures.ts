import type { GroupInput } from "../../gql/graphql";
import type { Sheet } from "../coverage/download";
import { groupInput, isAgreed } from "../coverage/figures";
import type { Report, Row } from "./report-documents";

/** The observer States, which are shown apart. */
export const OBSERVERS = "observers";

/** A group as the service is asked for it; none is all Member States. */
export function ofGroup(group: string | undefined): GroupInput | null {
  return group === OBSERVERS ? { isObservers: true } : groupInput(group);
}

/** Rows about texts that States agreed to, or about none; and those about other texts, which stand apart. Neither is ordered. */
export function apart(rows: readonly Row[]): { agreed: Row[]; others: Row[] } {
  const isApart = ({ provision }: Row) => !!provision?.adoption && !isAgreed(provision.adoption);
  return { agreed: rows.filter((row) => !isApart(row)), others: rows.filter(isApart) };
}

/** Everything that is shown as a table, each figure beside its denominator. */
export function sheetOf(report: Report): Sheet {
  return {
    columns: [
      "code",
      "label",
      "adoption",
      "states_needing",
      "states_met",
      "of_states",
      "states_offering",
      "of_all_states",
      "organisations_offering",
      "of_organisations",
    ],
    rows: report.rows.map(({ term, provision, needing, met, offeringStates, offeringOrganisations }) => [
      term?.code ?? provision?.code ?? null,
      term?.label?.content ?? provision?.title?.content ?? null,
      provision?.adoption ?? null,
      needing,
      met,
      report.states,
      offeringStates,
      report.allStates,
      offeringOrganisations,
      report.organisations,
    ]),
  };
}
