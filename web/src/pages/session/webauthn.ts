/** Whether this browser can make and show passkeys, in the form in which the service asks (Web Authentication, level 3). */
export function knowsPasskeys(): boolean {
  return typeof PublicKeyCredential !== "undefined" && "parseRequestOptionsFromJSON" in PublicKeyCredential;
}

/** What became of a passkey that was asked for: what the device answers, or why it does not. */
export type Answer = { credential: unknown } | { refused: "cancelled" | "known" };

async function answerOf(asked: () => Promise<Credential | null>): Promise<Answer> {
  try {
    const credential = await asked();
    return credential instanceof PublicKeyCredential ? { credential: credential.toJSON() } : { refused: "cancelled" };
  } catch (failure) {
    // Browsers tell apart little else, so that no page learns which keys there are.
    const isKnown = failure instanceof DOMException && failure.name === "InvalidStateError";
    return { refused: isKnown ? "known" : "cancelled" };
  }
}

/** Asks for a passkey that was made before. */
export function show(options: unknown): Promise<Answer> {
  return answerOf(() => {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
    return navigator.credentials.get({ publicKey });
  });
}

/** Has the device make one. */
export function make(options: unknown): Promise<Answer> {
  return answerOf(() => {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options as PublicKeyCredentialCreationOptionsJSON,
    );
    return navigator.credentials.create({ publicKey });
  });
}
