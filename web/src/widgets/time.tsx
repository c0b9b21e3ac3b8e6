import { useIntl } from "react-intl";

import { finenessOf, SHOWN } from "./day";

/** An instant in the reader's locale and time zone, which it names. */
export function Instant({ at }: { at: string }) {
  const intl = useIntl();
  const shown = intl.formatDate(at, {
    year: "numeric",
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  });
  return <time dateTime={at}>{shown}</time>;
}

/** A date in the reader's locale: a day, or as fine as it is known. The same all over the world. */
export function Day({ on }: { on: string }) {
  const intl = useIntl();
  const fineness = finenessOf(on);
  return (
    <time dateTime={on}>{fineness === null ? on : intl.formatDate(on, { ...SHOWN[fineness], timeZone: "UTC" })}</time>
  );
}
