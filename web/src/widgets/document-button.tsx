import { FormattedMessage, useIntl } from "react-intl";

import type { Printable } from "./printing";
import { unfolds } from "./unfolds";

interface Documents {
  /** What there is to choose from, the likeliest first. */
  documents: readonly Printable[];
}

const Unfolding = unfolds<Documents>("dialog", async () => (await import("./document-dialog")).DocumentDialog);

interface DocumentButtonProps extends Documents {
  /** What the documents are of, where the page has several such buttons. */
  of?: string | undefined;
  variant?: "quiet";
}

/** Takes away what the page shows as PDF or as a Word file, in a language of the reader's choice. */
export function DocumentButton({ of, ...props }: DocumentButtonProps) {
  const { formatMessage } = useIntl();
  return (
    <Unfolding
      className="no-print"
      {...(of !== undefined && { label: formatMessage({ id: "shell.documentOf" }, { of }) })}
      {...props}
    >
      <FormattedMessage id="shell.document" />
    </Unfolding>
  );
}
