import { useLocation, useNavigate, useSearch } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Link } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { safeNext } from "../../app/place";
import { useIsSignedIn } from "../../app/session";
import { Page } from "../../widgets/page";
import { useTongue } from "../../widgets/tongue";
import { Problem } from "./problem";
import { ProviderList } from "./provider-list";
import { SignInForm } from "./sign-in-form";

/** What an identity provider sends somebody back with whose account has a second factor here. */
const CHALLENGE = /^code=([\w-]+)$/;

/** The address names the question and no more: whoever has a passkey signs in with it alone. */
const asked = (token: string) => ({ token, takesCode: true, passkeyOptions: null });

/** The way in, and then back to where one came from. */
export function SignInPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const navigate = useNavigate();
  const isSignedIn = useIsSignedIn();
  const { next, problem } = useSearch({ from: "/$tongue/sign-in" });
  const hash = useLocation({ select: (here) => here.hash });
  const place = safeNext(next, tongue);
  const [challenge] = useState(() => CHALLENGE.exec(hash)?.[1] ?? null);
  useEffect(() => {
    // A secret does not stay in the address.
    if (challenge !== null) void navigate({ to: ".", search: true, hash: "", replace: true });
  }, [challenge, navigate]);
  return (
    <Page title={formatMessage({ id: "session.signIn" })} intro={<FormattedMessage id="session.signIn.intro" />}>
      {problem !== undefined && <Problem code={problem} />}
      {isSignedIn ? (
        // Linking an account did not succeed, and its owner is still there.
        <Link className="react-aria-Link button" href={place}>
          <FormattedMessage id="session.problem.goOn" />
        </Link>
      ) : (
        <>
          <SignInForm
            challenged={challenge === null ? null : asked(challenge)}
            onSignedIn={() => void navigate({ href: place, replace: true })}
          />
          <ProviderList next={place} />
          <p className="muted small">
            <FormattedMessage id="session.signIn.noAccount" />
          </p>
        </>
      )}
    </Page>
  );
}
