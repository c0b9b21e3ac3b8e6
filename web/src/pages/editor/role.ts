import { useQuery } from "urql";

import { WhoAmI } from "../../app/account-menu";
import { useIsSignedIn } from "../../app/session";

/** Whether the reader drafts editions: then there is more to be linked to. What may be read, the service decides. */
export function useIsEditor(): boolean {
  const isSignedIn = useIsSignedIn();
  const [{ data }] = useQuery({ query: WhoAmI, pause: !isSignedIn });
  return isSignedIn && (data?.viewer?.memberships.some(({ role }) => role === "CATALOGUE_EDITOR") ?? false);
}
