import { useRouter, type ErrorComponentProps } from "@tanstack/react-router";
import { Button, Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { Page } from "../widgets/page";
import { useTongue } from "../widgets/tongue";
import { isPartMissing, useAnew } from "./anew";

/** An address of nothing. */
export function NotFoundPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  return (
    <Page title={formatMessage({ id: "shell.notFound.title" })} intro={<FormattedMessage id="shell.notFound.hint" />}>
      <p>
        <Link href={`/${tongue}`}>
          <FormattedMessage id="shell.toStart" />
        </Link>
      </p>
    </Page>
  );
}

/** A page that could not be shown: its part of the program did not come, or it broke. */
export function FailedPage({ error, reset }: ErrorComponentProps) {
  const { formatMessage } = useIntl();
  const router = useRouter();
  const tongue = useTongue();
  useAnew(error);
  const isUnreachable = isPartMissing(error);
  return (
    <Page
      title={formatMessage({ id: isUnreachable ? "shell.fault.unreachable" : "shell.failed.title" })}
      intro={<FormattedMessage id={isUnreachable ? "shell.fault.unreachableHint" : "shell.failed.hint"} />}
    >
      <p className="fault-code">
        <FormattedMessage
          id="shell.fault.code"
          values={{ code: <code>{isUnreachable ? "UNREACHABLE" : "CONSOLE"}</code> }}
        />
      </p>
      <div className="page-actions">
        <Button
          data-variant="primary"
          onPress={() => {
            reset();
            void router.invalidate();
          }}
        >
          <FormattedMessage id="shell.fault.retry" />
        </Button>
        <Link className="react-aria-Link button" href={`/${tongue}`}>
          <FormattedMessage id="shell.toStart" />
        </Link>
      </div>
    </Page>
  );
}
