import { PLAIN } from "../../app/plain";
import { FileRevisions, WorkingFileQuery } from "./documents";
import { isUnsaved } from "./saving";
import type { WorkingFile } from "./working-file";

/** An answer that somebody saved, and the revision that it became. */
export interface Changed {
  questionCode: string;
  revision?: number | null | undefined;
}

/** More answers than this are read with the whole file. */
const FEW = 5;

/** What stands here in an older revision, and nobody here has typed. */
function newer(file: WorkingFile, changed: readonly Changed[]): Changed[] {
  return changed.filter(({ questionCode, revision }) => {
    const { entry } = file.view(questionCode);
    return !isUnsaved(entry) && entry.kept.revision < (revision ?? 0);
  });
}

/** Which answers others have saved since they were read. */
export async function catchUp(file: WorkingFile): Promise<Changed[]> {
  const read = await file.client.query(FileRevisions, { id: file.id }, PLAIN).toPromise();
  return newer(file, read.data?.submission?.answers ?? []);
}

/** Takes in what others saved. */
export async function follow(file: WorkingFile, changed: readonly Changed[]) {
  const wanted = newer(file, changed);
  if (wanted.length === 0) return;
  const answers =
    wanted.length > FEW
      ? (await file.client.query(WorkingFileQuery, { id: file.id }, PLAIN).toPromise()).data?.submission?.answers
      : await Promise.all(wanted.map(({ questionCode }) => file.author(questionCode)));
  file.takeSome((answers ?? []).filter((answer) => answer !== null));
}
