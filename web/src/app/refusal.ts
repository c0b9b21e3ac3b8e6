import { GraphQLError } from "graphql";
import { CombinedError } from "urql";

interface Refusal {
  message: string;
  extensions: Record<string, unknown>;
}

/** What the service refused over plain HTTP: errors in the form that it always gives them, or no answer of it at all. */
export function refusalIn(text: string): CombinedError {
  try {
    const { errors } = JSON.parse(text) as { errors: Refusal[] };
    const told = errors.map(({ message, extensions }) => new GraphQLError(message, { extensions }));
    return new CombinedError({ graphQLErrors: told });
  } catch {
    return unreached();
  }
}

/** Nobody answered. */
export function unreached(): CombinedError {
  return new CombinedError({ networkError: new Error("no answer of the service") });
}
