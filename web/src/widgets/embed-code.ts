import { embeddedPath } from "../app/embedding";

const NAMED: Record<string, string> = { "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: string) => text.replaceAll(/[&"<>]/g, (sign) => NAMED[sign] ?? sign);

/** The text to copy into a page. A frame without a title says nothing to whoever listens. */
export function embedCode(origin: string, pathname: string, search: string, title: string): string {
  const source = escaped(`${origin}${embeddedPath(pathname)}${search}`);
  return `<iframe src="${source}" title="${escaped(title)}" width="100%" height="720" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
}
