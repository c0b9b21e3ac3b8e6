import type { CombinedError } from "urql";

import type { MessageId } from "../../i18n/message-id";

/** What did not succeed, in the words of this page, and until when to wait where that is why. */
export function refusalOf(error: CombinedError): { title: MessageId; retryAt?: string } {
  const told = error.graphQLErrors[0]?.extensions ?? {};
  if (told["reason"] === "code") return { title: "security.fault.code" };
  if (told["field"] === "input.password") return { title: "security.fault.password" };
  const retryAt = told["retryAt"];
  if (told["limit"] === "codes" && typeof retryAt === "string") return { title: "security.fault.wait", retryAt };
  return { title: "security.fault.general" };
}
