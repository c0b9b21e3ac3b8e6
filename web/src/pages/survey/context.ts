import { createContext, use, useSyncExternalStore } from "react";

import type { Form } from "./form";
import type { Rights } from "../submissions/rights";
import type { View, WorkingFile } from "./working-file";

/** What the parts of the survey share: it changes when the file is read anew, and not while somebody types. */
export interface Survey {
  form: Form;
  file: WorkingFile;
  rights: Rights;
  /** Whether the file can be changed at this stage, by whoever may. */
  isOpen: boolean;
  /** Whether this reader can change answers now. */
  isEditable: boolean;
  state: string;
}

export const SurveyContext = createContext<Survey | null>(null);

export function useSurvey(): Survey {
  const survey = use(SurveyContext);
  if (survey === null) throw new Error("a part of the survey stands outside of it");
  return survey;
}

/** One question, rendered anew when something of this question changes. */
export function useView(question: string): View {
  const { file } = useSurvey();
  return useSyncExternalStore(file.on(question), () => file.view(question));
}

export function useShape() {
  const { file } = useSurvey();
  const enabled = useSyncExternalStore(file.on("shape"), file.enabled);
  const progress = useSyncExternalStore(file.on("shape"), file.progress);
  return { enabled, progress };
}

export function useSummary() {
  const { file } = useSurvey();
  return useSyncExternalStore(file.on("saving"), file.summary);
}

export function useFields() {
  const { file } = useSurvey();
  return useSyncExternalStore(file.on("fields"), file.fields);
}
