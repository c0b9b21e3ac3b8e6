import { useState } from "react";
import { Button, Heading, Radio, RadioGroup } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import { ROLES } from "../../widgets/role";
import type { ActProps } from "./acts";
import { ChosenList } from "./chosen-list";
import styles from "./clearance.module.css";
import { AssignSection } from "./documents";
import { useOneByOne } from "./one-by-one";
import { codeOf, recipientOf, writers } from "./people";
import { RefusedList } from "./refused-list";

/** Gives sections to a ministry or a person, or takes them back. */
export function Assigning({ submission, sections, team, ministries, onClose }: ActProps) {
  const { formatMessage } = useIntl();
  const [, assign] = useMutation(AssignSection);
  const held = new Set(sections.map(({ assignment }) => codeOf(recipientIn(assignment))));
  const [to, setTo] = useState<string | null>(held.size === 1 ? ([...held][0] ?? null) : null);
  const { isBusy, outcome, run } = useOneByOne();

  async function act() {
    const recipient = recipientOf(to ?? "");
    const done = await run(
      sections.map(({ code }) => code),
      (section) => assign({ input: { submission, section, ...recipient } }),
    );
    if (done.refused.length === 0) onClose(true);
  }

  return (
    <>
      <Heading slot="title">
        <FormattedMessage id="clearance.assignTitle" />
      </Heading>
      <p>
        <FormattedMessage id="clearance.assignMeans" />
      </p>
      <ChosenList sections={sections} />
      <RadioGroup
        aria-label={formatMessage({ id: "clearance.givenTo" })}
        value={to}
        onChange={setTo}
        className={`react-aria-RadioGroup ${styles.recipients}`}
      >
        <Radio value={codeOf(null)}>
          <FormattedMessage id="clearance.nobody" />
        </Radio>
        {ministries.length > 0 && (
          <h3>
            <FormattedMessage id="team.ministries" />
          </h3>
        )}
        {ministries.map(({ id, name }) => (
          <Radio key={id} value={codeOf({ ministry: id })}>
            <bdi>{name}</bdi>
          </Radio>
        ))}
        <h3>
          <FormattedMessage id="team.people" />
        </h3>
        {writers(team).map(({ id, name, posts }) => (
          <Radio key={id} value={codeOf({ account: id ?? "" })}>
            <bdi>{name}</bdi>{" "}
            <span className="muted small">
              {posts.map(({ role }) => formatMessage({ id: ROLES[role] })).join(" · ")}
            </span>
          </Radio>
        ))}
      </RadioGroup>
      <RefusedList outcome={outcome} />
      <div className={styles.buttons}>
        <Button data-variant="primary" isDisabled={to === null} isPending={isBusy} onPress={() => void act()}>
          <FormattedMessage id="clearance.assignNow" values={{ count: sections.length }} />
        </Button>
        <Button onPress={() => onClose(outcome !== null && outcome.done > 0)}>
          <FormattedMessage id="clearance.leave" />
        </Button>
      </div>
    </>
  );
}

function recipientIn(given: ActProps["sections"][number]["assignment"]) {
  if (given?.ministry) return { ministry: given.ministry };
  return given?.account ? { account: given.account } : null;
}
