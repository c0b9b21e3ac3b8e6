import { useNavigate, useSearch } from "@tanstack/react-router";
import { FormattedMessage, useIntl } from "react-intl";

import { safeNext } from "../../app/place";
import { Page } from "../../widgets/page";
import { useTongue } from "../../widgets/tongue";
import { SignInForm } from "./sign-in-form";

/** The way in, and then back to where one came from. */
export function SignInPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const { next } = useSearch({ from: "/$tongue/sign-in" });
  return (
    <Page title={formatMessage({ id: "session.signIn" })} intro={<FormattedMessage id="session.signIn.intro" />}>
      <SignInForm onSignedIn={() => void navigate({ href: safeNext(next, tongue), replace: true })} />
      <p className="muted small">
        <FormattedMessage id="session.signIn.noAccount" />
      </p>
    </Page>
  );
}
