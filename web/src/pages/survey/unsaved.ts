import { tab } from "../../app/storage";
import type { Remembered } from "./saving";

/** What was typed in this tab and never acknowledged. What is kept there and cannot be read is as good as nothing. */
export function readUnsaved(place: string): Remembered[] {
  const text = tab.read(place);
  try {
    return text === null ? [] : (JSON.parse(text) as Remembered[]);
  } catch {
    return [];
  }
}

export function writeUnsaved(place: string, remembered: readonly Remembered[]) {
  tab.write(place, remembered.length === 0 ? null : JSON.stringify(remembered));
}
