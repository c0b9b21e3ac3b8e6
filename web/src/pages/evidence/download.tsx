import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { FaultNote } from "../../widgets";
import { Download } from "./documents";

/** Fetches a document: a link of a few minutes is asked for first. */
export function DownloadButton({ id, name }: { id: string; name: string }) {
  const { formatMessage } = useIntl();
  const client = useClient();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<CombinedError | undefined>();

  async function download() {
    setBusy(true);
    const asked = await client.query(Download, { id }, { requestPolicy: "network-only" }).toPromise();
    setBusy(false);
    setError(asked.error);
    const node = asked.data?.node;
    const url = node && "download" in node ? node.download?.url : undefined;
    // It comes as an attachment, so the page stays.
    if (url) location.assign(url);
  }

  return (
    <>
      <Button
        data-variant="quiet"
        isPending={isBusy}
        aria-label={formatMessage({ id: "evidence.downloadNamed" }, { name })}
        onPress={() => void download()}
      >
        <FormattedMessage id="evidence.download" />
      </Button>
      <FaultNote error={error} />
    </>
  );
}
