import type { CombinedError, OperationResult } from "urql";

import type { SetDraftVisibilityInput, SetSubmissionFieldsInput } from "../../gql/graphql";
import { SetDraftVisibility, SetSubmissionFields } from "./documents";
import type { WorkingFile } from "./working-file";

// What is set for a whole file, beside its answers.

/** One change at a time, each on the revision of the one before. */
const changes = new WeakMap<WorkingFile, Promise<unknown>>();

function change(file: WorkingFile, act: (revision: number) => Promise<OperationResult>): Promise<CombinedError | null> {
  const done = (changes.get(file) ?? Promise.resolve()).then(async () => {
    const result = await act(file.fields().revision);
    const isConflict = result.error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "CONFLICT");
    if (isConflict === true) await file.reread();
    file.tellFields();
    return result.error ?? null;
  });
  changes.set(file, done);
  return done;
}

/** Sets fields of the file; what it returns is why not. */
export function setFields(
  file: WorkingFile,
  input: Omit<SetSubmissionFieldsInput, "submission" | "revision">,
): Promise<CombinedError | null> {
  return change(file, async (revision) => {
    const variables = { input: { ...input, submission: file.id, revision } };
    const result = await file.client.mutation(SetSubmissionFields, variables).toPromise();
    if (result.data) file.takeFields(result.data.setSubmissionFields.submission);
    return result;
  });
}

/** Sets who is to read answers; what it returns is why not. */
export function share(
  file: WorkingFile,
  input: Omit<SetDraftVisibilityInput, "submission" | "revision">,
): Promise<CombinedError | null> {
  return change(file, async (revision) => {
    const variables = { input: { ...input, submission: file.id, revision } };
    const result = await file.client.mutation(SetDraftVisibility, variables).toPromise();
    const shared = result.data?.setDraftVisibility.submission;
    if (shared) file.takeFields(shared, shared.answers);
    return result;
  });
}
