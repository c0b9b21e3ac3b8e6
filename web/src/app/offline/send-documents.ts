import type { Client } from "urql";

import { graphql } from "../../gql";
import type { Tongue } from "../../i18n/language";
import { itemsOf, saidOf, silenceOf } from "../../pages/survey/said";
import { troubleIn } from "../../pages/survey/trouble";
import { session } from "../session";
import { answerIn, upload } from "../uploading";
import { citeHere, isOpenElsewhere } from "./citing";
import { SendUnsent } from "./deliver";
import { bytesOf, documentsFor, type KeptDocument, NO_PLACE, refuseDocument, removeDocument, send } from "./documents";
import { keptFor } from "./unsent";

// Documents that wait are sent wherever the console is open, one after the other, by one of its tabs.

const AnswerToCite = graphql(`
  query AnswerToCite($id: ID!, $question: String!) {
    submission(id: $id) {
      id
      language
      answer(question: $question) {
        id
        questionCode
        revision
        content {
          ...SaidContent
        }
      }
    }
  }
`);

/** What became of a document that arrived: its answer cites it, or why not; or nobody knows yet. */
type Cited = "cited" | "later" | { refusal: string };

/** Limits on documents themselves: trying again changes nothing. Others, as how often somebody may ask, pass. */
const LIMITS = ["evidence", "evidence_of_state"];

type Failure = Parameters<typeof troubleIn>[0];

function refusalOf(error: Failure): string | null {
  const [kind, message] = troubleIn(error);
  const limit = error?.graphQLErrors[0]?.extensions["limit"];
  return kind === "halted" || LIMITS.includes(String(limit)) ? (message ?? "") : null;
}

/** Sends what waits of somebody, until one does not arrive. */
export async function sendDocuments(client: Client, tongue: Tongue, subject: string, signal: AbortSignal) {
  const all = () => sendAll(client, tongue, subject, signal).finally(() => send(null));
  const locks = (navigator as Partial<Navigator>).locks;
  if (locks === undefined) await all();
  // Of several tabs one sends.
  else await locks.request("normtrack.documents", { ifAvailable: true }, (lock) => lock && all());
}

async function sendAll(client: Client, tongue: Tongue, subject: string, signal: AbortSignal) {
  for (const one of await documentsFor(subject)) {
    if (signal.aborted || session.tokens() === null || !navigator.onLine) return;
    if (one.refusal !== null) continue;
    // There it is known what is typed; that tab sends it.
    if (citeHere(one.submission) === null && (await isOpenElsewhere(one.submission))) continue;
    const bytes = await bytesOf(subject, one.id);
    if (bytes === undefined) continue;
    send(one.id);
    const address = `/evidence?${new URLSearchParams({ state: one.state, name: one.name })}`;
    const told = await upload(address, new File([bytes], one.name), { client, tongue, onProgress: () => {}, signal });
    const taken = answerIn(told, "id");
    if (taken.answer === undefined) {
      const refusal = refusalOf(taken.error);
      if (refusal === null) return;
      await refuseDocument(subject, one, refusal);
      continue;
    }
    // The same bytes are one document of a State, so what arrived before and was not answered is the same again.
    const cited = await cite(client, subject, one, taken.answer);
    if (cited === "later") return;
    if (cited === "cited") await removeDocument(subject, one.id);
    else await refuseDocument(subject, one, cited.refusal);
  }
}

async function cite(client: Client, subject: string, document: KeptDocument, evidence: string): Promise<Cited> {
  const { submission, question, most } = document;
  const here = citeHere(submission);
  if (here !== null) return here(question, evidence) ? "cited" : { refusal: NO_PLACE };
  // A text to the same question goes first, whichever tab keeps it.
  if ((await keptFor(subject, submission)).some((one) => one.question === question)) return "later";
  const variables = { id: submission, question };
  const read = await client.query(AnswerToCite, variables, { requestPolicy: "network-only" }).toPromise();
  if (read.error) return later(read.error);
  const file = read.data?.submission;
  if (!file) return { refusal: NO_PLACE };
  const said = saidOf(file.answer?.content);
  const items = itemsOf(said?.answer ?? null);
  if (items.some(({ kept }) => kept === evidence)) return "cited";
  if (silenceOf(said?.answer ?? null) !== null || items.length >= (most ?? Infinity)) return { refusal: NO_PLACE };
  const input = {
    submission,
    answers: [
      {
        question,
        basedOn: file.answer?.revision ?? 0,
        // What arrived unanswered is read before it is sent again.
        key: crypto.randomUUID(),
        language: said?.language ?? file.language,
        answer: { evidenceItems: [...items, { kept: evidence }] },
      },
    ],
  };
  const saved = await client.mutation(SendUnsent, { input }).toPromise();
  if (saved.error) return later(saved.error);
  const result = saved.data?.saveAnswers.results[0];
  if (result?.outcome === "REFUSED") return { refusal: result.problems.map(({ message }) => message).join(" ") };
  // Where somebody was quicker, both stand before whoever merges them.
  return "cited";
}

function later(error: Failure): Cited {
  const refusal = refusalOf(error);
  return refusal === null ? "later" : { refusal };
}
