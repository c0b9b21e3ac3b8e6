import { useEffect, useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";

import { Page } from "../../widgets/page";
import { useTongue } from "../../widgets/tongue";
import { Words } from "../../widgets/words";
import { whoseFile } from "./file";

/** What stands in place of a page of which this device keeps nothing. */
export function NeedsConnection() {
  return (
    <Words of="unsent">
      <Told />
    </Words>
  );
}

function Told() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const [kept, setKept] = useState<Awaited<ReturnType<typeof whoseFile>>>(null);
  useEffect(() => {
    whoseFile().then(setKept, () => undefined);
  }, []);
  return (
    <Page title={formatMessage({ id: "unsent.needs.title" })} intro={<FormattedMessage id="unsent.needs.hint" />}>
      {kept !== null && (
        <div className="page-actions">
          {kept.pages.map((page) => (
            // Loaded anew: the way from a page whose part of the program is not here leads nowhere.
            <a key={page} className="button" href={`/${tongue}/submissions/${kept.submission}/${page}`}>
              <FormattedMessage id={page === "survey" ? "unsent.needs.toSurvey" : "unsent.needs.toUpdate"} />
            </a>
          ))}
        </div>
      )}
    </Page>
  );
}
