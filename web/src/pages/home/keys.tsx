import { useState } from "react";
import { Button, FieldError, FileTrigger, Input, Label, TextField } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import { useMutation, useQuery } from "urql";

import { FaultNote, Instant, Waiting } from "../../widgets";
import { HomeKeys, RegisterHomeKey, RevokeHomeKey } from "./documents";
import style from "./home.module.css";
import { keysIn } from "./published";

/** The keys of the State's own instance: what they signed can be handed in. */
export function Keys({ state, mayKeep }: { state: string; mayKeep: boolean }) {
  const [{ data, error }, again] = useQuery({
    query: HomeKeys,
    variables: { state },
    requestPolicy: "cache-and-network",
  });
  const anew = () => again({ requestPolicy: "network-only" });
  return (
    <section aria-labelledby="keys" className={style.part}>
      <h2 id="keys">
        <FormattedMessage id="home.keys" />
      </h2>
      <p className={style.note}>
        <FormattedMessage id="home.keysMean" />
      </p>
      <FaultNote error={error} retry={anew} />
      {!data && !error && <Waiting />}
      {data?.homeKeys.length === 0 && (
        <p>
          <FormattedMessage id="home.noKeys" />
        </p>
      )}
      <ul role="list" className={style.keys}>
        {data?.homeKeys.map((key) => (
          <li key={key.id}>
            <p>
              <code dir="ltr">{key.kid}</code>
              {" · "}
              <code dir="ltr">{key.publicKey}</code>
            </p>
            <p className={style.note}>
              <FormattedMessage id="home.registeredAt" values={{ at: <Instant at={key.registeredAt} /> }} />
              {key.revokedAt && (
                <>
                  {" "}
                  <strong>
                    <FormattedMessage id="home.revokedAt" values={{ at: <Instant at={key.revokedAt} /> }} />
                  </strong>
                </>
              )}
            </p>
            {mayKeep && !key.revokedAt && <Revoke id={key.id} kid={key.kid} onDone={anew} />}
          </li>
        ))}
      </ul>
      {mayKeep ? (
        <Register state={state} onDone={anew} />
      ) : (
        <p className={style.note}>
          <FormattedMessage id="home.whoKeepsKeys" />
        </p>
      )}
    </section>
  );
}

/** Revoking is asked for twice: nothing brings a key back. */
function Revoke({ id, kid, onDone }: { id: string; kid: string; onDone: () => void }) {
  const [isAsked, setAsked] = useState(false);
  const [{ fetching, error }, revoke] = useMutation(RevokeHomeKey);
  if (!isAsked) {
    return (
      <Button onPress={() => setAsked(true)}>
        <FormattedMessage id="home.revoke" values={{ kid }} />
      </Button>
    );
  }
  return (
    <div className="notice">
      <p>
        <FormattedMessage id="home.revokeMeans" />
      </p>
      <p>
        <Button
          autoFocus
          isPending={fetching}
          onPress={() => void revoke({ input: { key: id } }).then(({ data }) => data && onDone())}
        >
          <FormattedMessage id="home.revokeNow" values={{ kid }} />
        </Button>{" "}
        <Button data-variant="quiet" onPress={() => setAsked(false)}>
          <FormattedMessage id="home.leaveIt" />
        </Button>
      </p>
      <FaultNote error={error} />
    </div>
  );
}

function Register({ state, onDone }: { state: string; onDone: () => void }) {
  const [kid, setKid] = useState("");
  const [publicKey, setPublicKey] = useState("");
  const [hasTried, setTried] = useState(false);
  const [isNoKey, setNoKey] = useState(false);
  const [isDone, setDone] = useState(false);
  const [{ fetching, error }, register] = useMutation(RegisterHomeKey);

  async function read(file: File) {
    const [key] = keysIn(await file.text()).reverse();
    setNoKey(key === undefined);
    if (key === undefined) return;
    setKid(key.kid);
    setPublicKey(key.publicKey);
  }

  async function act() {
    setTried(true);
    if (kid.trim() === "" || publicKey.trim() === "") return;
    const { data } = await register({ input: { state, kid: kid.trim(), publicKey: publicKey.trim() } });
    if (!data) return;
    setKid("");
    setPublicKey("");
    setTried(false);
    setDone(true);
    onDone();
  }

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <h3>
        <FormattedMessage id="home.register" />
      </h3>
      <p className={style.note}>
        <FormattedMessage id="home.registerMeans" values={{ address: <code dir="ltr">/.well-known/jwks.json</code> }} />
      </p>
      <p>
        <FileTrigger
          acceptedFileTypes={[".json"]}
          onSelect={(files) => {
            const file = files?.[0];
            if (file) void read(file);
          }}
        >
          <Button>
            <FormattedMessage id="home.readKeys" />
          </Button>
        </FileTrigger>
      </p>
      {isNoKey && (
        <p role="alert" className="react-aria-FieldError">
          <FormattedMessage id="home.noKeyInFile" />
        </p>
      )}
      {(
        [
          ["home.kid", kid, setKid],
          ["home.publicKey", publicKey, setPublicKey],
        ] as const
      ).map(([label, value, set]) => (
        <TextField
          key={label}
          value={value}
          onChange={(typed) => {
            setDone(false);
            set(typed);
          }}
          isInvalid={hasTried && value.trim() === ""}
          validationBehavior="aria"
        >
          <Label>
            <FormattedMessage id={label} />
          </Label>
          <Input dir="ltr" autoComplete="off" spellCheck={false} />
          <FieldError>
            <FormattedMessage id="home.isMissing" />
          </FieldError>
        </TextField>
      ))}
      <FaultNote error={error} />
      <Button type="submit" isPending={fetching}>
        <FormattedMessage id="home.registerNow" />
      </Button>{" "}
      <span role="status" className={style.note}>
        {isDone && <FormattedMessage id="home.isRegistered" />}
      </span>
    </form>
  );
}
