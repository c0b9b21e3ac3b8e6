import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button, Heading } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation } from "urql";

import { useTongue } from "../../widgets";
import type { ActProps } from "./acts";
import { ChosenList } from "./chosen-list";
import styles from "./clearance.module.css";
import { ArrangeClearance } from "./documents";
import { useOneByOne } from "./one-by-one";
import { commonPath, isSamePath, type Path, pathOf } from "./path";
import { PathEditor } from "./path-editor";
import { withoutClearer } from "./people";
import { RefusedList } from "./refused-list";

/** Lays down who signs: one path for all the sections that are chosen. */
export function Arranging({ submission, sections, team, ministries, onClose }: ActProps) {
  const tongue = useTongue();
  const [, arrange] = useMutation(ArrangeClearance);
  const common = commonPath(sections.map(({ clearance }) => pathOf(clearance.steps)));
  const [path, setPath] = useState<Path>(common ?? []);
  const { isBusy, outcome, run } = useOneByOne();
  const silent = withoutClearer(
    ministries.filter(({ id }) => path.flat().includes(id)),
    team,
  );

  async function act() {
    const steps = path.map((signing) => ({ ministries: [...signing] }));
    const done = await run(
      sections.map(({ code }) => code),
      (section) => arrange({ input: { submission, section, steps } }),
    );
    if (done.refused.length === 0) onClose(true);
  }

  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="clearance.arrangeTitle" />
      </Heading>
      <p>
        <FormattedMessage id="clearance.arrangeMeans" />
      </p>
      <ChosenList sections={sections} />
      {common === null && (
        <p className="notice">
          <FormattedMessage id="clearance.pathsDiffer" />
        </p>
      )}
      {ministries.length === 0 ? (
        <p className="notice">
          <FormattedMessage id="clearance.noMinistries" />{" "}
          <Link to="/$tongue/team" params={{ tongue }}>
            <FormattedMessage id="team.title" />
          </Link>
        </p>
      ) : (
        <PathEditor path={path} ministries={ministries} onPath={setPath} />
      )}
      {silent.length > 0 && (
        <p className="notice">
          <FormattedMessage
            id="clearance.noClearer"
            values={{ names: <bdi key="names">{silent.map(({ name }) => name).join(" · ")}</bdi> }}
          />{" "}
          <Link to="/$tongue/team" params={{ tongue }}>
            <FormattedMessage id="team.title" />
          </Link>
        </p>
      )}
      <RefusedList outcome={outcome} />
      <div className={styles.buttons}>
        <Button
          data-variant="primary"
          isDisabled={common !== null && isSamePath(path, common)}
          isPending={isBusy}
          onPress={() => void act()}
        >
          <FormattedMessage
            id={path.length === 0 ? "clearance.arrangeNobody" : "clearance.arrangeNow"}
            values={{ count: sections.length }}
          />
        </Button>
        <Button onPress={() => onClose(outcome !== null && outcome.done > 0)}>
          <FormattedMessage id="clearance.leave" />
        </Button>
      </div>
    </>
  );
}
