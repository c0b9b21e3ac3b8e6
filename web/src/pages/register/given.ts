import { type File as Given, type KeyRing, readKeys } from "../../verify";

export async function readFiles(files: Iterable<File>): Promise<Given[]> {
  return Promise.all(
    [...files].map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
}

/** The files to verify, and the keys among them: a JWK set is no statement of a register but what verifies them. */
export function sorted(given: Given[]): { files: Given[]; keys: { name: string; ring: KeyRing } | null } {
  const files: Given[] = [];
  let keys: { name: string; ring: KeyRing } | null = null;
  for (const file of given) {
    const ring = keyRing(new TextDecoder().decode(file.bytes));
    if (ring) keys = { name: file.name, ring };
    else files.push(file);
  }
  return { files, keys };
}

function keyRing(text: string): KeyRing | null {
  try {
    return readKeys(text);
  } catch {
    return null;
  }
}

/** The keys of the register that serves this page; none where it cannot be asked, as on a page that was saved. */
export async function ownKeys(): Promise<KeyRing | null> {
  try {
    const answer = await fetch("/.well-known/jwks.json");
    return answer.ok ? keyRing(await answer.text()) : null;
  } catch {
    return null;
  }
}

/** Whether this browser can verify Ed25519 at all. */
export async function canVerify(): Promise<boolean> {
  try {
    await crypto.subtle.importKey("raw", new Uint8Array(32), { name: "Ed25519" }, false, ["verify"]);
    return true;
  } catch {
    return false;
  }
}
