import { device } from "./storage";

/**
 * What this browser is known by to the service, once somebody has signed in here: wrong passwords that others try elsewhere
 * then slow nobody down here. A secret, and not enough to sign in. It does not say who signed in; whoever signs in as
 * somebody else gets one of their own.
 */
const PLACE = "normtrack.device";

export const known = {
  read: () => device.read(PLACE),
  /** Takes what a sign-in gave; nothing where the browser is known already. */
  keep(secret: string | null) {
    if (secret !== null) device.write(PLACE, secret);
  },
};
