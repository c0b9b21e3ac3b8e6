import { useIntl } from "react-intl";

import type { Sheet } from "../coverage/download";
import { Keep } from "../coverage/keep";
import type { Hit } from "./documents";

interface Props {
  words: string;
  /** What has come so far. */
  hits: readonly Hit[];
  /** How much there is in all. */
  total: number;
  position: number;
}

/** How to keep what was found: the same search later, a sentence to cite, and what was found as data once all of it has come. */
export function CiteSearch({ words, hits, total, position }: Props) {
  const { formatMessage } = useIntl();
  return (
    <Keep
      position={position}
      citation={(values) => formatMessage({ id: "search.citation" }, { words, ...values })}
      about={{ words, found: total }}
      file="search"
      hasFigures={false}
      sheet={hits.length === total ? () => sheetOf(hits) : null}
    />
  );
}

function sheetOf(hits: readonly Hit[]): Sheet {
  return {
    columns: ["kind", "cited_as", "state", "question", "language", "excerpt"],
    rows: hits.map((hit) => {
      const { language, content } = hit.excerpt;
      switch (hit.__typename) {
        case "ProvisionHit":
          return ["PROVISION", hit.provision.code, null, null, language, content];
        case "QuestionHit":
          return ["QUESTION", hit.edition.code, null, hit.question.code, language, content];
        case "AnswerHit":
          return ["ANSWER", hit.answer.citation, hit.state?.code ?? null, hit.answer.questionCode, language, content];
        case "ProposalHit":
          return [
            "PROPOSAL",
            `${hit.proposal.id}/${hit.version.number}`,
            hit.proposal.state?.code ?? null,
            null,
            language,
            content,
          ];
      }
    }),
  };
}
