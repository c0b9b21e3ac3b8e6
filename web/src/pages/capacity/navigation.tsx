import { Link } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";

import { useTongue } from "../../widgets";
import style from "./capacity.module.css";

const WAYS = [
  ["/$tongue/needs", "capacity.needs"],
  ["/$tongue/offers", "capacity.offers"],
  ["/$tongue/needs-against-offers", "capacity.against"],
] as const;

/** The three pages that belong together. */
export function CapacityNavigation() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  return (
    <nav className={`no-print ${style.ways}`} aria-label={formatMessage({ id: "capacity.ofState" })}>
      {WAYS.map(([to, label]) => (
        <Link key={to} to={to} params={{ tongue }} search={{}} activeOptions={{ exact: true, includeSearch: false }}>
          <FormattedMessage id={label} />
        </Link>
      ))}
    </nav>
  );
}
