import { useState } from "react";
import {
  Button,
  Checkbox,
  CheckboxGroup,
  FieldError,
  Form,
  Heading,
  Input,
  Label,
  Text,
  TextField,
} from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";
import { useMutation } from "urql";

import type { MakeProgramMutation, OneProgramFragment, Role, TokenScope } from "../../gql/graphql";
import { FaultNote } from "../../widgets";
import { Choice } from "../../widgets/choice";
import { ROLES } from "../../widgets/role";
import { NameField } from "../security/name-field";
import styles from "../security/security.module.css";
import { placeOf } from "../team/people";
import { endOf } from "../team/places";
import { span } from "./days";
import { MakeProgram, RenewProgram } from "./documents";
import { MAY } from "./words";

interface MakingProps {
  state: string | null;
  roles: readonly Role[];
  /** The program that gets a further secret; none where one is made. */
  program: OneProgramFragment | null;
  onMade: (made: MakeProgramMutation["makeProgram"]) => void;
  onCancel: () => void;
}

/** Makes a program, or a further secret of one. */
export function Making({ state, roles, program, onMade, onCancel }: MakingProps) {
  const { formatMessage } = useIntl();
  const [making, make] = useMutation(MakeProgram);
  const [renewing, renew] = useMutation(RenewProgram);
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>(roles[0] ?? "READER");
  const [scopes, setScopes] = useState<readonly TokenScope[]>([]);
  const [until, setUntil] = useState("");
  const { first, last } = span(new Date());
  const isBusy = making.fetching || renewing.fetching;

  const submit = async () => {
    const expiresAt = endOf(until) ?? "";
    if (program !== null) {
      const { data } = await renew({ input: { id: program.id, expiresAt } });
      if (data) onMade(data.renewProgram);
      return;
    }
    const granted: TokenScope[] = role === "CONTRIBUTOR" ? ["READ", ...scopes] : ["READ"];
    const input = { name: name.trim(), role, place: placeOf(state), scopes: granted, expiresAt };
    const { data } = await make({ input });
    if (data) onMade(data.makeProgram);
  };

  return (
    <>
      <Heading slot="title">
        {program === null ? (
          <FormattedMessage id="program.makeTitle" />
        ) : (
          <FormattedMessage id="program.renewTitle" values={{ name: <bdi key="name">{program.name}</bdi> }} />
        )}
      </Heading>
      <p>
        <FormattedMessage id={program === null ? "program.fourEyes" : "program.renewMeans"} />
      </p>
      <Form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) void submit();
        }}
      >
        {program === null && (
          <>
            <NameField label="program.name" hint="program.nameHint" value={name} onChange={setName} />
            <Choice
              label={formatMessage({ id: "team.role" })}
              items={roles.map((code) => ({ code, label: formatMessage({ id: ROLES[code] }) }))}
              value={role}
              onChoose={(code) => code !== undefined && setRole(code as Role)}
            />
            <CheckboxGroup value={[...scopes]} onChange={(chosen) => setScopes(chosen as TokenScope[])}>
              <Label>
                <FormattedMessage id="program.may" />
              </Label>
              {/* Reading is always among it. */}
              <p className="muted">
                <FormattedMessage id="program.may.read" />
              </p>
              {role === "CONTRIBUTOR" &&
                (["DRAFT", "EVIDENCE"] as const).map((scope) => (
                  <Checkbox key={scope} value={scope}>
                    <FormattedMessage id={MAY[scope]} />
                  </Checkbox>
                ))}
            </CheckboxGroup>
          </>
        )}
        <TextField
          isRequired
          value={until}
          onChange={setUntil}
          validate={(day) => (day >= first && day <= last ? null : formatMessage({ id: "program.noDay" }))}
        >
          <Label>
            <FormattedMessage id="program.until" />
          </Label>
          <Text slot="description">
            <FormattedMessage id="program.untilHint" />
          </Text>
          <Input type="date" min={first} max={last} />
          <FieldError>{formatMessage({ id: "program.noDay" })}</FieldError>
        </TextField>
        <FaultNote error={making.error ?? renewing.error} />
        <div className={styles.buttons}>
          <Button type="submit" data-variant="primary" isPending={isBusy}>
            <FormattedMessage id={program === null ? "program.makeNow" : "program.renewNow"} />
          </Button>
          <Button onPress={onCancel}>
            <FormattedMessage id="security.cancel" />
          </Button>
        </div>
      </Form>
    </>
  );
}
