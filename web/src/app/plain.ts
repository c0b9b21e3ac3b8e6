import type { Exchange, Operation, OperationResult } from "urql";
import { filter, merge, never, share, type Source } from "wonka";

/** In the context of an operation whose answer the cache is not to take apart: a great one, that its page keeps itself. */
export const PLAIN = { isPlain: true };

const isPlain = ({ context }: Operation) => context["isPlain"] === true;

/** Leads plain operations around an exchange, the cache, to the one after it. */
export function around(exchange: Exchange): Exchange {
  return ({ forward, ...input }) =>
    (operations) => {
      const all = share(operations);
      let plain: Source<OperationResult> = never;
      const through = exchange({
        ...input,
        forward(others) {
          const results = share(forward(merge([others, filter(isPlain)(all)])));
          plain = filter<OperationResult>(({ operation }) => isPlain(operation))(results);
          return filter<OperationResult>(({ operation }) => !isPlain(operation))(results);
        },
      })(filter<Operation>((operation) => !isPlain(operation))(all));
      return merge([through, plain]);
    };
}
