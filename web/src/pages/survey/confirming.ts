import type { CombinedError } from "urql";

import { ConfirmAnswer, ConfirmSection } from "./documents";
import type { WorkingFile } from "./working-file";

/** Stands behind a carried answer as it is; what it returns is why not. */
export async function confirm(file: WorkingFile, question: string): Promise<CombinedError | null> {
  const variables = { input: { submission: file.id, question } };
  const { data, error } = await file.client.mutation(ConfirmAnswer, variables).toPromise();
  if (data) file.takeAnswers(data.confirmAnswer.submission.answers);
  return error ?? null;
}

/** Stands behind all carried answers of a section. */
export async function confirmSection(file: WorkingFile, section: string): Promise<CombinedError | null> {
  const variables = { input: { submission: file.id, section } };
  const { data, error } = await file.client.mutation(ConfirmSection, variables).toPromise();
  if (data) file.takeAnswers(data.confirmSection.submission.answers);
  return error ?? null;
}
