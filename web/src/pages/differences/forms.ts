import { useEffect, useState } from "react";
import { type CombinedError, useClient } from "urql";

import { PLAIN } from "../../app/plain";
import type { AnswerChangesFragment } from "../../gql/graphql";
import { SurveyForm } from "../survey/documents";
import { readForm } from "../survey/form";
import type { Forms } from "./placed";

/** The forms of the one or two editions that changes are about; none until they have come. */
export function useForms(changes: AnswerChangesFragment["changes"]): {
  forms: Forms | null;
  error: CombinedError | undefined;
} {
  const client = useClient();
  const sides = changes.flatMap(({ before, after }) => [before, after]);
  const codes = [...new Set(sides.flatMap((side) => side?.question?.edition.code ?? []))].join(" ");
  const [read, setRead] = useState<{ forms: Forms | null; error: CombinedError | undefined }>(NOTHING);

  useEffect(() => {
    let isWanted = true;
    async function load() {
      const editions = codes.split(" ").filter((code) => code !== "");
      const asked = await Promise.all(
        editions.map((edition) => client.query(SurveyForm, { edition }, PLAIN).toPromise()),
      );
      const forms = asked.flatMap(({ data }) => (data?.edition ? [readForm(data.edition)] : []));
      const error = asked.find((one) => one.error)?.error;
      if (isWanted) setRead({ forms: new Map(forms.map((form) => [form.code, form])), error });
    }
    void load();
    return () => {
      isWanted = false;
    };
  }, [client, codes]);

  return read;
}

const NOTHING = { forms: null, error: undefined };
