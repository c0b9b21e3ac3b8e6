import { useState } from "react";
import { Button, Label, TextArea, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { type CombinedError, useMutation } from "urql";

import { tab } from "../../app/storage";
import type { StandingFragment } from "../../gql/graphql";
import { Instant } from "../../widgets";
import { lengthOf, MOST } from "../comments/draft";
import { ClearSection, ReturnSection } from "./documents";
import styles from "./packet.module.css";
import type { Ministry } from "./people";
import { RefusalNote } from "./refusal-note";
import { mineToReturn, mineToSign } from "./standing";

interface SigningProps {
  submission: string;
  section: string;
  account: string;
  clearance: StandingFragment;
  fourEyes: boolean;
  onChange: () => void;
}

/** The end of a packet: to sign what was read, or to give it back with a reason. */
export function Signing(props: SigningProps) {
  const mine = mineToReturn(props.clearance);
  const able = mineToSign(props.clearance);
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="signing" className={styles.signing}>
      <h2 id="signing">
        <FormattedMessage id={able.length > 0 ? "clearance.yourSignature" : "clearance.youSigned"} />
      </h2>
      {mine.map(({ ministry, isAwaited }) =>
        ministry ? <Decision key={ministry.id} ministry={ministry} isAwaited={isAwaited} {...props} /> : null,
      )}
    </section>
  );
}

type DecisionProps = SigningProps & { ministry: Ministry; isAwaited: boolean };

function Decision({ ministry, isAwaited, submission, section, account, clearance, fourEyes, onChange }: DecisionProps) {
  const [signing, sign] = useMutation(ClearSection);
  const [returning, giveBack] = useMutation(ReturnSection);
  const [error, setError] = useState<CombinedError | undefined>();
  const place = `normtrack.return.${account}.${submission}.${section}`;
  const [reason, setReason] = useState(() => tab.read(place) ?? "");
  const [isReturning, setReturning] = useState(reason !== "");
  const keep = (text: string) => {
    tab.write(place, text === "" ? null : text);
    setReason(text);
  };
  const asked = { submission, section, ministry: ministry.id, turn: clearance.turn };
  const name = <bdi key="name">{ministry.name}</bdi>;

  async function put() {
    const result = await sign({ input: asked });
    setError(result.error);
    if (result.data) onChange();
  }

  async function back() {
    const result = await giveBack({ input: { ...asked, reason: reason.trim() } });
    setError(result.error);
    if (!result.data) return;
    keep("");
    onChange();
  }

  return (
    <div className={styles.decision}>
      {isAwaited && (
        <>
          <p>
            <FormattedMessage
              id="clearance.signMeans"
              values={{
                turn: clearance.turn,
                at: clearance.sentAt ? <Instant key="at" at={clearance.sentAt} /> : "",
              }}
            />
          </p>
          {fourEyes && (
            <p className={styles.line}>
              <FormattedMessage id="clearance.fourEyes" />
            </p>
          )}
        </>
      )}
      {isReturning && (
        <TextField value={reason} onChange={keep} isRequired>
          <Label>
            <FormattedMessage id="clearance.returnReason" />
          </Label>
          <TextArea dir="auto" />
        </TextField>
      )}
      <RefusalNote error={error} onAnew={onChange} />
      <div className={styles.buttons}>
        {isAwaited && (
          <Button data-variant="primary" isPending={signing.fetching} onPress={() => void put()}>
            <span>
              <FormattedMessage id="clearance.sign" values={{ name }} />
            </span>
          </Button>
        )}
        {isReturning ? (
          <>
            <Button
              isDisabled={reason.trim() === "" || lengthOf(reason) > MOST}
              isPending={returning.fetching}
              onPress={() => void back()}
            >
              <span>
                <FormattedMessage id="clearance.returnNow" values={{ name }} />
              </span>
            </Button>
            <Button
              data-variant="quiet"
              onPress={() => {
                keep("");
                setReturning(false);
              }}
            >
              <FormattedMessage id="clearance.doNotReturn" />
            </Button>
          </>
        ) : (
          <Button onPress={() => setReturning(true)}>
            <span>
              <FormattedMessage id="clearance.return" values={{ name }} />
            </span>
          </Button>
        )}
      </div>
    </div>
  );
}
