import { useState } from "react";
import { Button } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { known } from "../../app/known";
import { session } from "../../app/session";
import { graphql } from "../../gql";
import { FaultNote } from "../../widgets/fault-note";
import { knowsPasskeys, show } from "./webauthn";

const BeginPasskeySignIn = graphql(`
  mutation BeginPasskeySignIn {
    beginPasskeySignIn {
      options
    }
  }
`);

const FinishPasskeySignIn = graphql(`
  mutation FinishPasskeySignIn($input: FinishPasskeySignInInput!) {
    finishPasskeySignIn(input: $input) {
      tokens {
        ...Access
      }
      device
    }
  }
`);

/** Signs in with a passkey and nothing else: neither address nor password. */
export function PasskeySignIn({ onSignedIn }: { onSignedIn: (() => void) | undefined }) {
  const [, begin] = useMutation(BeginPasskeySignIn);
  const [, finish] = useMutation(FinishPasskeySignIn);
  const enter = async () => {
    const asked = await begin({});
    if (!asked.data) return asked.error;
    const answer = await show(asked.data.beginPasskeySignIn.options);
    if ("refused" in answer) return "cancelled";
    const { credential } = answer;
    const { data, error } = await finish({ input: { credential, device: known.read(), keptIn: "COOKIE" } });
    if (!data) return error;
    known.keep(data.finishPasskeySignIn.device);
    session.enter(data.finishPasskeySignIn.tokens);
    onSignedIn?.();
    return undefined;
  };
  return <PasskeyButton label="session.passkey" act={enter} />;
}

interface PasskeyStepProps {
  options: unknown;
  onShown: (credential: unknown) => Promise<void>;
}

/** Shows a passkey after the password, in the place of a code. */
export function PasskeyStep({ options, onShown }: PasskeyStepProps) {
  const act = async () => {
    const answer = await show(options);
    if ("refused" in answer) return "cancelled";
    // Why it was refused is said beside the code, which is what is left then.
    await onShown(answer.credential);
    return undefined;
  };
  return <PasskeyButton label="session.passkey.second" act={act} />;
}

interface PasskeyButtonProps {
  label: "session.passkey" | "session.passkey.second";
  act: () => Promise<CombinedError | "cancelled" | undefined>;
}

function PasskeyButton({ label, act }: PasskeyButtonProps) {
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<CombinedError | "cancelled" | undefined>();
  if (!knowsPasskeys()) return null;
  return (
    <>
      <Button
        isPending={isBusy}
        onPress={async () => {
          setBusy(true);
          setFailure(await act());
          setBusy(false);
        }}
      >
        <FormattedMessage id={label} />
      </Button>
      {failure === "cancelled" ? (
        <p role="alert">
          <FormattedMessage id="session.passkey.cancelled" />
        </p>
      ) : (
        <FaultNote error={failure} title={<FormattedMessage id="session.signIn.failed" />} />
      )}
    </>
  );
}
