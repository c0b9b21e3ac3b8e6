import type { Client } from "urql";

import { graphql } from "../../gql";
import { resultOf } from "../../pages/survey/reading";
import {
  call,
  entryOf,
  inputOf,
  NOTHING_YET,
  type Outgoing,
  recall,
  remember,
  type Saving,
  settle,
} from "../../pages/survey/saving";
import { troubleIn } from "../../pages/survey/trouble";
import { keepStanding } from "./file";
import { type Kept, rewrite } from "./unsent";

export const SendUnsent = graphql(`
  mutation SendUnsent($input: SaveAnswersInput!) {
    saveAnswers(input: $input) {
      results {
        question
        outcome
        revision
        problems {
          message
        }
        content {
          ...SaidContent
        }
        stored {
          ...SaidContent
        }
      }
    }
  }
`);

/**
 * Sends once what is kept, as the page of the survey would: under the key that it has, and written down before it goes. Of what
 * the service does not take the reason is kept; two texts to one question wait for a person.
 */
export async function deliver(client: Client, subject: string, kept: readonly Kept[]): Promise<void> {
  for (const submission of new Set(kept.map((one) => one.submission))) {
    const own = new Map(kept.filter((one) => one.submission === submission).map((one) => [one.question, one]));
    await deliverFile(client, subject, submission, own);
  }
}

async function deliverFile(client: Client, subject: string, submission: string, own: ReadonlyMap<string, Kept>) {
  let saving = recall(
    NOTHING_YET,
    [...own].map(([question, { unsent }]) => [question, unsent]),
  );
  const keep = async (next: Saving, questions: readonly Outgoing[]) => {
    saving = next;
    await Promise.all(
      questions.map(({ question }) => rewrite(subject, own.get(question)!, remember(entryOf(saving, question)))),
    );
  };
  for (;;) {
    const [next, outgoing] = call(saving, Date.now(), () => crypto.randomUUID(), true);
    if (outgoing.length === 0) return;
    await keep(next, outgoing);
    const input = { submission, answers: outgoing.map(inputOf) };
    const { data, error } = await client.mutation(SendUnsent, { input }).toPromise();
    if (data) {
      const results = data.saveAnswers.results.map((result) => {
        const sent = outgoing.find(({ question }) => question === result.question);
        return resultOf(result, sent && "shortText" in sent.said.answer ? "SHORT_TEXT" : "");
      });
      const settled = settle(saving, results, Date.now());
      await stand(subject, submission, settled, outgoing);
      await keep(settled, outgoing);
      continue;
    }
    const [kind, message] = troubleIn(error);
    if (kind !== "halted") return;
    const refused = outgoing.map(({ question }) => ({
      question,
      outcome: "REFUSED" as const,
      revision: null,
      content: null,
      stored: null,
      messages: message === null ? [] : [message],
    }));
    await keep(settle(saving, refused, Date.now()), outgoing);
  }
}

/** What arrived stands in what is kept of the file: opened again without a connection, it shows what its author typed last. */
async function stand(subject: string, submission: string, settled: Saving, sent: readonly Outgoing[]) {
  const arrived = sent.filter(({ question }) => entryOf(settled, question).savedAt !== null);
  const standing = arrived.map(({ question }) => {
    const { said, revision } = entryOf(settled, question).kept;
    return keepStanding(subject, submission, question, { said, revision, isConfirmed: true });
  });
  await Promise.all(standing).catch(() => undefined);
}
