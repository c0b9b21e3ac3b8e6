import { useIntl } from "react-intl";

import { Page } from "../../widgets";

export function StartPage() {
  const { formatMessage } = useIntl();
  return <Page title={formatMessage({ id: "shell.product" })} />;
}
