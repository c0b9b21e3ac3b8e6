import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useClient } from "urql";

import { factor, type FactorTask } from "../../app/factor";
import type { FactorStepsProps } from "../../app/factor-notice";
import type {
  EnrolSecondFactorMutation,
  RemovePasskeyInput,
  Role,
  SecondFactorProofInput,
  SecurityOfQuery,
} from "../../gql/graphql";
import type { MessageId } from "../../i18n/message-id";
import { knowsPasskeys } from "../session/webauthn";
import {
  BeginPasskeyRegistration,
  EndSecondFactor,
  EnrolSecondFactor,
  RemovePasskey,
  RenewRecoveryCodes,
} from "./documents";
import { Key } from "./key";
import { LastFactor } from "./last-factor";
import { NewPasskey } from "./new-passkey";
import { Proving } from "./proving";
import { RecoveryCodes } from "./recovery-codes";
import { useRoleNames } from "./words";

export type Enrolment = EnrolSecondFactorMutation["enrolSecondFactor"];
export type Standing = NonNullable<SecurityOfQuery["viewer"]>["secondFactor"];

/** How far a task is. */
type Stage =
  | { at: "proving" }
  | { at: "key"; enrolment: Enrolment }
  | { at: "making"; options: unknown }
  | { at: "codes"; codes: readonly string[] }
  | { at: "last"; input: RemovePasskeyInput; roles: readonly Role[] };

const WORDS: Record<FactorTask, { title: MessageId; means: MessageId; act: MessageId; steps: number }> = {
  setUp: { title: "security.setUp.title", means: "security.setUp.intro", act: "security.continue", steps: 3 },
  replace: { title: "security.replace", means: "security.replace.means", act: "security.continue", steps: 3 },
  renew: { title: "security.renew", means: "security.renew.means", act: "security.renew.now", steps: 2 },
  end: { title: "security.end", means: "security.end.means", act: "security.end.now", steps: 1 },
  addPasskey: { title: "security.addPasskey", means: "security.passkeys.means", act: "security.continue", steps: 2 },
  removePasskey: {
    title: "security.removePasskey",
    means: "security.removePasskey.means",
    act: "security.removePasskey.now",
    steps: 1,
  },
};

interface TaskProps {
  task: FactorTask;
  passkey: FactorStepsProps["passkey"];
  standing: Standing;
}

/** The steps of one task. What was shown once stays until its owner says that it is kept. */
export function Task({ task: asked, passkey, standing }: TaskProps) {
  const client = useClient();
  const namesOf = useRoleNames();
  // What there was when the task began: in the middle of it that changes.
  const [{ confirmedAt, passkeys, neededFor }] = useState(standing);
  const [task, setTask] = useState(asked);
  const [stage, setStage] = useState<Stage>({ at: "proving" });
  /** Whether the authenticator that there was has been ended on the way. */
  const [isEnded, setEnded] = useState(false);
  const hasCodes = confirmedAt !== null && !isEnded;
  const hasPasskeys = passkeys.length > 0;
  const isFirst = !hasCodes && !hasPasskeys;
  const { title, means, act, steps: most } = WORDS[task];
  const steps = task === "addPasskey" && isFirst ? 3 : most;

  /** From here on as if nothing were there of what the task was about. */
  const beginAnew = () => {
    setEnded(true);
    setTask("setUp");
    setStage({ at: "proving" });
  };

  const enrol = async (password: string, proof: SecondFactorProofInput | null): Promise<CombinedError | undefined> => {
    const { data, error } = await client.mutation(EnrolSecondFactor, { input: { password, proof } }).toPromise();
    if (data) setStage({ at: "key", enrolment: data.enrolSecondFactor });
    return error;
  };

  const replace = async (password: string, proof: SecondFactorProofInput) => {
    const { data, error } = await client.mutation(EndSecondFactor, { input: { password, proof } }).toPromise();
    if (!data) return error;
    // A proof is good for one thing: who has passkeys shows one of them again.
    if (hasPasskeys || (await enrol(password, null)) !== undefined) beginAnew();
    return undefined;
  };

  const remove = async (input: RemovePasskeyInput) => {
    const { data, error } = await client.mutation(RemovePasskey, { input }).toPromise();
    if (data) factor.finish();
    const told = error?.graphQLErrors[0]?.extensions;
    if (told?.["reason"] !== "last_factor") return error;
    setStage({ at: "last", input, roles: (told["roles"] ?? []) as Role[] });
    return undefined;
  };

  const proved = async (password: string, proof: SecondFactorProofInput | null): Promise<CombinedError | undefined> => {
    if (task === "setUp") return enrol(password, proof);
    if (task === "addPasskey") {
      const input = { password, proof };
      const { data, error } = await client.mutation(BeginPasskeyRegistration, { input }).toPromise();
      if (data) setStage({ at: "making", options: data.beginPasskeyRegistration.options });
      return error;
    }
    if (proof === null) return undefined;
    if (task === "replace") return replace(password, proof);
    if (task === "removePasskey") return remove({ id: passkey?.id ?? "", password, proof });
    if (task === "renew") {
      const { data, error } = await client.mutation(RenewRecoveryCodes, { input: { password, proof } }).toPromise();
      if (data) setStage({ at: "codes", codes: data.renewRecoveryCodes.recoveryCodes });
      return error;
    }
    const { data, error } = await client.mutation(EndSecondFactor, { input: { password, proof } }).toPromise();
    if (data) factor.finish();
    return error;
  };

  const showCodes = (codes: readonly string[]) => setStage({ at: "codes", codes });

  switch (stage.at) {
    case "codes":
      return <RecoveryCodes codes={stage.codes} place={{ step: steps, steps }} onDone={factor.finish} />;
    case "key":
      return <Key enrolment={stage.enrolment} place={{ step: 2, steps }} onConfirmed={showCodes} onAgain={beginAnew} />;
    case "making":
      return (
        <NewPasskey
          options={stage.options}
          place={{ step: 2, steps }}
          isFirst={isFirst}
          onMade={(codes) => (codes === null ? factor.finish() : showCodes(codes))}
          onAgain={() => setStage({ at: "proving" })}
        />
      );
    case "last":
      return <LastFactor name={passkey?.name ?? ""} roles={stage.roles} input={stage.input} />;
    case "proving":
      return (
        <Proving
          key={task}
          title={<FormattedMessage id={title} values={{ name: <bdi key="name">{passkey?.name}</bdi> }} />}
          act={act}
          place={steps === 1 ? null : { step: 1, steps }}
          proofs={isFirst ? null : { codes: hasCodes, passkeys: hasPasskeys }}
          onProved={proved}
        >
          <p>
            <FormattedMessage id={task === "end" && hasPasskeys ? "security.end.meansPasskeys" : means} />
          </p>
          {task === "replace" && neededFor.length > 0 && !hasPasskeys && (
            <p>
              <FormattedMessage id="security.replace.meanwhile" values={{ roles: namesOf(neededFor) }} />
            </p>
          )}
          {isFirst && (
            <p>
              <FormattedMessage id="security.setUp.password" />
            </p>
          )}
          {task === "setUp" && isFirst && knowsPasskeys() && (
            <p>
              <Button data-variant="quiet" onPress={() => setTask("addPasskey")}>
                <FormattedMessage id="security.byPasskey" />
              </Button>
            </p>
          )}
        </Proving>
      );
  }
}
