import { useLocation } from "@tanstack/react-router";
import { useEffect, useState, type ComponentType } from "react";
import { useQuery } from "urql";

import type { Role } from "../gql/graphql";
import { useWithheld, WhoAmI } from "./account-menu";
import { useFactor, type FactorTask, type NamedPasskey } from "./factor";
import { useIsSignedIn } from "./session";

export interface FactorStepsProps {
  /** The roles that give nothing for want of a second factor. */
  missing: readonly Role[];
  isOnItsPage: boolean;
  task: FactorTask | null;
  passkey: NamedPasskey | null;
}

/**
 * Says on every page that a role needs a second factor which is not there, and has what is done with second factors above the
 * page. Hardly anybody needs it, so it comes when somebody does; where it cannot come, the page is none the worse.
 */
export function FactorNotice() {
  const isSignedIn = useIsSignedIn();
  const { task, passkey, refusals } = useFactor();
  const [, ask] = useQuery({ query: WhoAmI, pause: !isSignedIn });
  const missing = useWithheld();
  const isOnItsPage = useLocation({ select: ({ pathname }) => pathname.split("/")[2] === "security" });
  const [Steps, setSteps] = useState<ComponentType<FactorStepsProps> | null>(null);
  const isMissing = missing.length > 0;
  const isWanted = isMissing || task !== null;

  useEffect(() => {
    if (refusals > 0 && !isMissing) ask({ requestPolicy: "network-only" });
    // Asked once for each refusal, not for what the answer changes.
    // oxlint-disable-next-line exhaustive-deps
  }, [refusals]);

  useEffect(() => {
    if (!isWanted) return;
    const load = () => import("../pages/security/steps");
    load().then(
      ({ FactorSteps }) => setSteps(() => FactorSteps),
      () => {},
    );
  }, [isWanted]);

  if (Steps === null || !isWanted) return null;
  return <Steps missing={missing} isOnItsPage={isOnItsPage} task={task} passkey={passkey} />;
}
