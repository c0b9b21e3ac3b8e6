import type { ReactNode } from "react";
import { FormattedMessage } from "react-intl";
import { useQuery, type TypedDocumentNode } from "urql";

import { PLAIN } from "../../app/plain";
import type { AnswerChangesFragment } from "../../gql/graphql";
import { Empty, FaultNote, Waiting } from "../../widgets";
import { AnswerChanges, Unchanged } from "./answer-changes";

interface ComparisonProps<Data, Variables extends object> {
  query: TypedDocumentNode<Data, Variables & { withUnchanged: boolean }>;
  /** The two sides; none: not both are chosen yet. */
  sides: Variables | null;
  pick: (data: Data) => AnswerChangesFragment | null | undefined;
  /** Where there is nothing to compare. */
  nothing?: ReactNode;
}

/** Two sides of what a State said, read as one comparison; what is unchanged is asked for when somebody unfolds it. */
export function Comparison<Data, Variables extends object>(props: ComparisonProps<Data, Variables>) {
  const { query, sides, pick, nothing } = props;
  const asked = (withUnchanged: boolean) => ({ ...(sides as Variables), withUnchanged });
  const [{ data, error, fetching }, again] = useQuery({
    query,
    variables: asked(false) as never,
    pause: sides === null,
    context: PLAIN,
  });
  const differences = data && pick(data);
  if (sides === null) return null;
  return (
    <>
      <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />
      {fetching && !data && <Waiting />}
      {data &&
        !error &&
        (differences ? (
          <AnswerChanges
            differences={differences}
            unchanged={<Rest query={query} variables={asked(true)} pick={pick} />}
          />
        ) : (
          (nothing ?? (
            <Empty
              title={<FormattedMessage id="difference.unknown" />}
              hint={<FormattedMessage id="difference.unknownHint" />}
            />
          ))
        ))}
    </>
  );
}

interface RestProps<Data, Variables> {
  query: TypedDocumentNode<Data, Variables>;
  variables: Variables;
  pick: (data: Data) => AnswerChangesFragment | null | undefined;
}

function Rest<Data, Variables>({ query, variables, pick }: RestProps<Data, Variables>) {
  const [{ data, error }] = useQuery({ query, variables: variables as never, context: PLAIN });
  if (error) return <FaultNote error={error} />;
  return <Unchanged differences={data && pick(data)} />;
}
