import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation, useQuery } from "urql";

import type { ApplyPackMutation, PackDifferenceQuery } from "../../gql/graphql";
import { FaultNote, Instant, Waiting } from "../../widgets";
import { SurveyForm } from "../survey/documents";
import { type Form, readForm } from "../survey/form";
import { Applied } from "./applied";
import { ApplyPack, PackDifference } from "./documents";
import { Group } from "./group";
import styles from "./pack.module.css";
import { chosenAtFirst, sorted } from "./sorting";

type Found = NonNullable<PackDifferenceQuery["submission"]>["packDifference"];

interface DifferenceProps {
  submission: string;
  edition: string;
  pack: string;
}

/** What a pack brings back, before anything of it is applied. */
export function Difference({ submission, edition, pack }: DifferenceProps) {
  const [read, again] = useQuery({
    query: PackDifference,
    variables: { id: submission, pack },
    requestPolicy: "network-only",
  });
  const [asked] = useQuery({ query: SurveyForm, variables: { edition } });
  const [applying, apply] = useMutation(ApplyPack);
  const [results, setResults] = useState<ApplyPackMutation["applyPack"]["results"] | null>(null);
  const found = read.data?.submission?.packDifference;
  const form = asked.data?.edition;
  const error = read.error ?? asked.error;

  async function act(answers: string[]) {
    const { data } = await apply({ input: { submission, pack, answers } });
    if (data) setResults(data.applyPack.results);
  }

  if (error) return <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!found || !form) return <Waiting />;
  return (
    <section aria-labelledby="brings" className={styles.part}>
      <h2 id="brings">
        <FormattedMessage id="pack.brings" />
      </h2>
      {results === null ? (
        <>
          <Choosing found={found} form={readForm(form)} isBusy={applying.fetching} onApply={act} />
          <FaultNote error={applying.error} title={<FormattedMessage id="pack.notApplied" />} />
        </>
      ) : (
        <Applied submission={submission} form={readForm(form)} results={results} />
      )}
    </section>
  );
}

interface ChoosingProps {
  found: Found;
  form: Form;
  isBusy: boolean;
  onApply: (answers: string[]) => Promise<void>;
}

function Choosing({ found, form, isBusy, onApply }: ChoosingProps) {
  const { conflicts, changed, unreadable, rest } = sorted(found.answers);
  const [chosen, setChosen] = useState(() => chosenAtFirst(sorted(found.answers)));
  const choose = (question: string, isChosen: boolean) => {
    const next = new Set(chosen);
    if (isChosen) next.add(question);
    else next.delete(question);
    setChosen(next);
  };
  const groups = { form, chosen, onChoose: choose };
  return (
    <>
      <p className="muted">
        <FormattedMessage id="pack.madeAt" values={{ at: <Instant key="at" at={found.madeAt} /> }} />
      </p>
      <p role="status">
        <FormattedMessage
          id="pack.counts"
          values={{ conflicts: conflicts.length, changed: changed.length, unreadable: unreadable.length }}
        />
      </p>
      <Group {...groups} title="pack.conflicts" help="pack.conflictsHelp" answers={conflicts} />
      <Group {...groups} title="pack.unreadable" help="pack.unreadableHelp" answers={unreadable} />
      <Group {...groups} title="pack.changed" help="pack.changedHelp" answers={changed} />
      <p className="small muted">
        <FormattedMessage id="pack.rest" values={rest} />
      </p>
      {found.outOfReach.length > 0 && (
        <p className="small muted">
          <FormattedMessage id="pack.outOfReach" values={{ count: found.outOfReach.length }} />
        </p>
      )}
      {conflicts.length + changed.length > 0 && (
        <Button
          data-variant="primary"
          isDisabled={chosen.size === 0}
          isPending={isBusy}
          onPress={() => void onApply([...chosen])}
        >
          <FormattedMessage id="pack.apply" values={{ count: chosen.size }} />
        </Button>
      )}
    </>
  );
}
