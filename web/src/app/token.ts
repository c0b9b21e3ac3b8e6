/** Whom an access token speaks for. It is read, not believed: the service alone decides. */
export function subjectOf(token: string): string | null {
  const claims = token.split(".")[1];
  if (claims === undefined) return null;
  try {
    const { sub } = JSON.parse(atob(claims.replaceAll("-", "+").replaceAll("_", "/"))) as { sub?: unknown };
    return typeof sub === "string" ? sub : null;
  } catch {
    return null;
  }
}
