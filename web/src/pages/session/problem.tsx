import { FormattedMessage } from "react-intl";

import type { MessageId } from "../../i18n/message-id";

/** What the service says of a sign-in with an identity provider that did not succeed. */
const SAID: Partial<Record<string, MessageId>> = {
  expired: "session.problem.expired",
  cancelled: "session.problem.cancelled",
  unavailable: "session.problem.unavailable",
  invalid: "session.problem.invalid",
  not_invited: "session.problem.notInvited",
  no_email: "session.problem.noEmail",
  email_taken: "session.problem.emailTaken",
  beyond_remit: "session.problem.beyondRemit",
  identity_taken: "session.problem.identityTaken",
  session_over: "session.problem.sessionOver",
  unknown_provider: "session.problem.unknownProvider",
  internal: "session.problem.internal",
};

/** Explains a problem in the reader's words, with the code to quote; an address can name any, so only known ones are shown. */
export function Problem({ code }: { code: string }) {
  const said = Object.hasOwn(SAID, code) ? SAID[code] : undefined;
  if (said === undefined) return null;
  return (
    <div className="fault-note" role="alert">
      <p className="fault-title">
        <FormattedMessage id="session.signIn.failed" />
      </p>
      <p>
        <FormattedMessage id={said} />
      </p>
      <p className="fault-code">
        <FormattedMessage id="shell.fault.code" values={{ code: <code>{code}</code> }} />
      </p>
    </div>
  );
}
