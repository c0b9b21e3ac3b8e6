import { useSyncExternalStore } from "react";

import { device } from "./storage";

/** Light, dark, or what the reader's system says. */
export type Theme = "system" | "light" | "dark";

export const THEMES: readonly Theme[] = ["system", "light", "dark"];

const PLACE = "normtrack.theme";
const listeners = new Set<() => void>();

let chosen = read();

function read(): Theme {
  const stored = device.read(PLACE);
  return THEMES.find((theme) => theme === stored) ?? "system";
}

/** Puts the chosen theme on the page; tokens.css knows the rest. */
export function applyTheme() {
  if (chosen === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = chosen;
}

export function chooseTheme(theme: Theme) {
  chosen = theme;
  device.write(PLACE, theme === "system" ? null : theme);
  applyTheme();
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useTheme(): Theme {
  return useSyncExternalStore(subscribe, () => chosen);
}
