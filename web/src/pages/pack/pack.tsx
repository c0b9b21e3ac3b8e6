import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { Words } from "../../widgets/words";
import { isOpenToChange, rightsOf } from "../submissions/rights";
import { BringingBack } from "./bringing-back";
import { Difference } from "./difference";
import { PackFile } from "./documents";
import { TakingAway } from "./taking-away";

/** Answering without a network: a pack is taken away, filled in, brought back, and compared before anything is applied. */
export function PackPage() {
  return (
    <Words of="pack">
      <Pack />
    </Words>
  );
}

function Pack() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { id } = useParams({ from: "/$tongue/submissions/$id/pack" });
  const [read, again] = useQuery({ query: PackFile, variables: { id }, requestPolicy: "cache-and-network" });
  const [pack, setPack] = useState<string | null>(null);
  const file = read.data?.submission;
  const rights = rightsOf(read.data?.viewer?.memberships ?? [], file?.state?.code ?? "");
  const isOpen = file ? isOpenToChange(file.stage, file.round.stage) : false;
  return (
    <Page
      title={formatMessage({ id: "survey.offline" })}
      above={
        file && (
          <p className="muted">
            <Localised text={file.state?.name} isPlain /> · <Localised text={file.round.title} isPlain />
          </p>
        )
      }
      intro={<FormattedMessage id="pack.intro" />}
      actions={
        <Link to="/$tongue/submissions/$id/survey/{-$section}" params={{ tongue, id }} className="button">
          <FormattedMessage id="submission.toSurvey" />
        </Link>
      }
    >
      <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
      {read.fetching && !read.data && <Waiting />}
      {read.data && !file && (
        <Empty title={<FormattedMessage id="survey.missing" />} hint={<FormattedMessage id="survey.missingHint" />} />
      )}
      {file && (
        <>
          <TakingAway submission={id} />
          {rights.saves && isOpen ? (
            <BringingBack submission={id} onRead={setPack} />
          ) : (
            <p>
              <FormattedMessage id="pack.mayNot" />
            </p>
          )}
          {pack !== null && <Difference key={pack} submission={id} edition={file.edition.code} pack={pack} />}
        </>
      )}
    </Page>
  );
}
