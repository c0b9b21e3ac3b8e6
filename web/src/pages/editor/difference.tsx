import { FormattedMessage } from "react-intl";
import { useQuery } from "urql";

import { PLAIN } from "../../app/plain";
import { Empty, FaultNote, Waiting } from "../../widgets";
import { Questions } from "../differences/questions";
import { DraftDifference } from "./documents";
import style from "./editor.module.css";

/** How a draft differs from the edition that it continues. */
export function Difference({ id }: { id: string }) {
  const [{ data, error }, again] = useQuery({ query: DraftDifference, variables: { id }, context: PLAIN });
  if (error) return <FaultNote error={error} retry={() => again({ requestPolicy: "network-only" })} />;
  if (!data) return <Waiting />;
  const { base, difference } = data.editionDraft ?? {};
  if (!base || !difference) {
    return (
      <Empty
        title={<FormattedMessage id="editor.continuesNothing" />}
        hint={<FormattedMessage id="editor.continuesNothingHint" />}
      />
    );
  }
  return (
    <>
      <p className={style.note}>
        <FormattedMessage id="editor.changesFrom" values={{ edition: <code dir="ltr">{base.code}</code> }} />{" "}
        <FormattedMessage id="difference.unchangedQuestions" values={{ count: difference.unchangedCount }} />
      </p>
      {difference.changes.length === 0 && (
        <Empty
          title={<FormattedMessage id="difference.sameEdition" />}
          hint={<FormattedMessage id="editor.sameHint" />}
        />
      )}
      <Questions changes={difference.changes} />
    </>
  );
}
