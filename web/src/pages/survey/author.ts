import { useEffect, useState } from "react";

import type { FileAnswerFragment } from "../../gql/graphql";
import { useSurvey } from "./context";

/** The answer that stands as its revision, with who saved it and when. */
export function useAuthor(question: string, revision: number): FileAnswerFragment | null {
  const { file } = useSurvey();
  const [author, setAuthor] = useState<FileAnswerFragment | null>(null);
  useEffect(() => {
    let isWanted = true;
    void file.author(question).then((found) => {
      if (isWanted) setAuthor(found);
    });
    return () => {
      isWanted = false;
    };
  }, [file, question, revision]);
  return author;
}
