import { Link } from "@tanstack/react-router";
import { FormattedMessage } from "react-intl";

import type { SectionTalkQuery } from "../../gql/graphql";
import { Instant, useTongue } from "../../widgets";
import styles from "./clearance.module.css";
import { backBecause, isWithSigners } from "./standing";
import { Status } from "./status";

type Clearance = NonNullable<NonNullable<SectionTalkQuery["submission"]>["section"]>["clearance"];

interface SectionNoteProps {
  submission: string;
  section: string;
  clearance: Clearance;
}

/** In the survey: where the section stands with those who sign, and why it came back. */
export function SectionNote({ submission, section, clearance: { status, history } }: SectionNoteProps) {
  const tongue = useTongue();
  const back = backBecause(status, history);
  return (
    <div className={`notice ${styles.sectionNote}`}>
      <p>
        <Status status={status} />
        {" · "}
        <Link to="/$tongue/submissions/$id/sections/$section" params={{ tongue, id: submission, section }}>
          <FormattedMessage id="clearance.packet" />
        </Link>
      </p>
      {isWithSigners(status) && (
        <p>
          <FormattedMessage id="clearance.changeReopens" />
        </p>
      )}
      {back && <BackWords act={back} />}
    </div>
  );
}

/** Who gave or took it back, when and why. */
export function BackWords({ act }: { act: NonNullable<ReturnType<typeof backBecause>> }) {
  return (
    <>
      <p>
        <FormattedMessage
          id={act.kind === "RETURNED" ? "clearance.returnedBy" : "clearance.recalledBy"}
          values={{
            name: <bdi key="name">{act.by?.name}</bdi>,
            ministry: <bdi key="ministry">{act.ministry?.name}</bdi>,
            at: <Instant key="at" at={act.at} />,
          }}
        />
      </p>
      {act.reason && (
        <blockquote className={styles.reason}>
          <p dir="auto">{act.reason}</p>
        </blockquote>
      )}
    </>
  );
}
