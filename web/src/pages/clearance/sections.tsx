import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { ToggleButton, ToggleButtonGroup } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useQuery } from "urql";

import { Empty, FaultNote, Localised, Page, useTongue, Waiting } from "../../widgets";
import { STAGES } from "../submissions/words";
import { isOpenToChange } from "../submissions/rights";
import { Acts } from "./acts";
import styles from "./clearance.module.css";
import { SectionsOf, TeamOf } from "./documents";
import { dutiesOf } from "./duties";
import { groupsOf, rowsOf } from "./rows";
import { SectionTable } from "./section-table";
import { isIn, type View, VIEWS } from "./standing";

const VIEW_WORDS = {
  all: "clearance.view.all",
  toSend: "clearance.view.toSend",
  withSigners: "clearance.view.withSigners",
  back: "clearance.view.back",
  cleared: "clearance.view.cleared",
} as const;

/** The sections of a working file: how far each has come, who has it, and where it stands with those who sign. */
export function SectionsPage() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const { id } = useParams({ from: "/$tongue/submissions/$id/sections" });
  const [read, again] = useQuery({ query: SectionsOf, variables: { id }, requestPolicy: "cache-and-network" });
  const submission = read.data?.submission;
  const state = submission?.state?.code ?? "";
  const [team] = useQuery({ query: TeamOf, variables: { state }, pause: state === "" });
  const [view, setView] = useState<View>("all");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const title = formatMessage({ id: "clearance.title" });

  if (!submission) {
    return (
      <Page title={title}>
        <FaultNote error={read.error} retry={() => again({ requestPolicy: "network-only" })} />
        {read.fetching && <Waiting />}
        {read.data && (
          <Empty title={<FormattedMessage id="survey.missing" />} hint={<FormattedMessage id="survey.missingHint" />} />
        )}
      </Page>
    );
  }

  const anew = () => again({ requestPolicy: "network-only" });
  const duties = dutiesOf(read.data?.viewer, state);
  const isOpen = isOpenToChange(submission.stage, submission.round.stage);
  const rows = rowsOf(submission);
  const shown = rows.filter(({ clearance }) => isIn(view, clearance));
  const mayChoose = (code: string) => {
    const row = rows.find((one) => one.code === code);
    return isOpen && (duties.leads || (row !== undefined && duties.has(row.assignment)));
  };
  const picked = rows.filter(({ code }) => chosen.has(code));
  const params = { tongue, id: submission.id };
  return (
    <Page
      title={title}
      above={
        <p className={styles.above}>
          <Localised text={submission.state?.name} isPlain /> · <Localised text={submission.round.title} isPlain />
          {" · "}
          <FormattedMessage id={STAGES[submission.stage]} />
        </p>
      }
      intro={<FormattedMessage id="clearance.intro" />}
      actions={
        <>
          <Link to="/$tongue/submissions/$id/survey/{-$section}" params={params} className="button">
            <FormattedMessage id="submission.toSurvey" />
          </Link>
          {(duties.leads || duties.files) && (
            <Link to="/$tongue/submissions/$id/review" params={params} className="button">
              <FormattedMessage id="submission.review" />
            </Link>
          )}
        </>
      }
    >
      <ToggleButtonGroup
        aria-label={formatMessage({ id: "clearance.view" })}
        selectedKeys={[view]}
        disallowEmptySelection
        className={`react-aria-ToggleButtonGroup ${styles.views}`}
        onSelectionChange={(keys) => setView([...keys][0] as View)}
      >
        {VIEWS.map((one) => (
          <ToggleButton key={one} id={one}>
            <FormattedMessage
              id={VIEW_WORDS[one]}
              values={{ count: rows.filter(({ clearance }) => isIn(one, clearance)).length }}
            />
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {rows.some(({ code }) => mayChoose(code)) && (
        <Acts
          submission={submission.id}
          chosen={picked}
          duties={duties}
          team={team.data?.team ?? []}
          ministries={team.data?.ministries ?? []}
          onDone={(isDone) => {
            if (isDone) setChosen(new Set());
            anew();
          }}
        />
      )}
      {shown.length === 0 && <Empty title={<FormattedMessage id="clearance.noneInView" />} />}
      {groupsOf(submission, shown).map(({ module, rows: own }) => (
        <SectionTable
          key={module.code}
          submission={submission.id}
          title={module.title}
          code={module.code}
          rows={own}
          chosen={chosen}
          onChosen={setChosen}
          mayChoose={mayChoose}
          team={team.data?.team ?? []}
          ministries={team.data?.ministries ?? []}
        />
      ))}
    </Page>
  );
}
