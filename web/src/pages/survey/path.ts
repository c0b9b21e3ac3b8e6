import { useSyncExternalStore } from "react";

import { device } from "../../app/storage";
import type { Form, FormQuestion, FormSection } from "./form";

/** Which questions somebody wants to see: those of the short path, or all. */
export type Path = "core" | "all";

const PLACE = "normtrack.path";
const listeners = new Set<() => void>();

function chosen(): Path | null {
  const kept = device.read(PLACE);
  return kept === "core" || kept === "all" ? kept : null;
}

/** The path, kept by the browser; the short one where the edition has one and nobody chose. */
export function usePath(form: Form): [Path, (path: Path) => void] {
  const kept = useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosen);
  const hasShortPath = form.sections.some((section) => section.questions.some((question) => question.isOnShortPath));
  const choose = (path: Path) => {
    device.write(PLACE, path);
    listeners.forEach((listener) => listener());
  };
  return [hasShortPath ? (kept ?? "core") : "all", choose];
}

/** The questions of a section that a path shows, and the one that a link leads to, wherever it lies. */
export function shownOn(
  path: Path,
  section: FormSection,
  enabled: ReadonlySet<string>,
  linked: string | null = null,
): FormQuestion[] {
  return section.questions.filter(
    ({ code, isOnShortPath }) => enabled.has(code) && (path === "all" || isOnShortPath || code === linked),
  );
}
