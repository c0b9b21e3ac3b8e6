import { FormattedMessage } from "react-intl";

/** Says on every page of a demonstration that its States are invented, so that no picture of it can be mistaken. The server knows, and sends the page so. */
export function Demonstration() {
  if (document.documentElement.dataset["demonstration"] === undefined) return null;
  return (
    <p className="shell-demonstration">
      <FormattedMessage id="shell.demonstration" />
    </p>
  );
}
