import { useState } from "react";
import { Button, Form, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { FaultNote } from "../../widgets";
import type { Ministry, Person } from "../clearance/people";
import { withoutClearer } from "../clearance/people";
import { NameMinistry } from "./documents";
import { headcount } from "./places";
import styles from "./team.module.css";

interface MinistriesProps {
  state: string;
  team: readonly Person[];
  ministries: readonly Ministry[];
  leads: boolean;
  onChange: () => void;
}

/** The bodies of the State to which sections are given, and which sign. */
export function Ministries({ state, team, ministries, leads, onChange }: MinistriesProps) {
  const counts = headcount(team);
  const silent = new Set(withoutClearer(ministries, team).map(({ id }) => id));
  return (
    <section aria-labelledby="ministries" className={styles.part}>
      <h2 id="ministries">
        <FormattedMessage id="team.ministries" />
      </h2>
      <p className="muted">
        <FormattedMessage id={ministries.length === 0 ? "team.noMinistries" : "team.ministriesMean"} />
      </p>
      <ul role="list" className={styles.people}>
        {ministries.map(({ id, name }) => (
          <li key={id}>
            <bdi className={styles.name}>{name}</bdi>
            <p className="muted small">
              <FormattedMessage id="team.headcount" values={{ count: counts.get(id) ?? 0 }} />
              {silent.has(id) && (
                <>
                  {" · "}
                  <FormattedMessage id="team.noClearer" />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
      {leads && <Naming state={state} onChange={onChange} />}
    </section>
  );
}

function Naming({ state, onChange }: { state: string; onChange: () => void }) {
  const [naming, nameIt] = useMutation(NameMinistry);
  const [name, setName] = useState("");
  const [error, setError] = useState<CombinedError | undefined>();
  const isTaken = error?.graphQLErrors[0]?.extensions["conflict"] === "ministryName";

  async function act() {
    const result = await nameIt({ input: { state, name: name.trim() } });
    setError(result.error);
    if (!result.data) return;
    setName("");
    onChange();
  }

  return (
    <Form
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() !== "" && !naming.fetching) void act();
      }}
    >
      <TextField value={name} onChange={setName}>
        <Label>
          <FormattedMessage id="team.newMinistry" />
        </Label>
        <Input dir="auto" />
      </TextField>
      {isTaken ? (
        <p role="alert" className="notice">
          <FormattedMessage id="team.nameTaken" />
        </p>
      ) : (
        <FaultNote error={error} />
      )}
      <Button type="submit" isDisabled={name.trim() === ""} isPending={naming.fetching}>
        <FormattedMessage id="team.nameMinistry" />
      </Button>
    </Form>
  );
}
