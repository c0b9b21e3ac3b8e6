import type { NamedState } from "../survey/states";
import type { Choices } from "./reading";

/** Terms of a list as they are chosen; none until they have come. */
export function labelled(terms: Choices["kinds"] | undefined) {
  return (terms ?? []).map(({ code, label }) => ({ code, label: label?.content ?? code }));
}

/** Texts, by their symbols. */
export function instrumentsOf(choices: Choices | undefined) {
  return (choices?.instruments.nodes ?? []).map(({ code, symbol }) => ({ code, label: symbol }));
}

/** States, by name. */
export function statesNamed(states: ReadonlyMap<string, NamedState>) {
  return [...states.values()].map(({ code, name }) => ({ code, label: name?.content ?? code }));
}
