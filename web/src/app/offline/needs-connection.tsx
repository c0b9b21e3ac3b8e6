import { useEffect, useState } from "react";
import { Link } from "react-aria-components";
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
  const [file, setFile] = useState<string | null>(null);
  useEffect(() => {
    whoseFile().then(
      (whose) => setFile(whose?.submission ?? null),
      () => undefined,
    );
  }, []);
  return (
    <Page title={formatMessage({ id: "unsent.needs.title" })} intro={<FormattedMessage id="unsent.needs.hint" />}>
      {file !== null && (
        <p>
          <Link className="react-aria-Link button" href={`/${tongue}/submissions/${file}/survey`}>
            <FormattedMessage id="unsent.needs.toSurvey" />
          </Link>
        </p>
      )}
    </Page>
  );
}
