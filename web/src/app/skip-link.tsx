import { FormattedMessage } from "react-intl";

/** The first stop of the keyboard: past everything that is the same on every page. */
export function SkipLink() {
  return (
    <a
      className="skip-link"
      href="#content"
      onClick={(event) => {
        // The address stays a citation of the page.
        event.preventDefault();
        document.getElementById("content")?.focus();
      }}
    >
      <FormattedMessage id="shell.skip" />
    </a>
  );
}
