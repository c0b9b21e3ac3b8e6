import { Link } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { Button, DropZone, FileTrigger, isFileDropItem, Text } from "react-aria-components";
import { FormattedMessage, useIntl } from "react-intl";

import { type File as Given, type Report, verify } from "../../verify";
import { Page, useTongue } from "../../widgets";
import { Words } from "../../widgets/words";
import { canVerify, ownKeys, readFiles, sorted } from "./given";
import style from "./register.module.css";
import { Verdict } from "./verdict";

/** Where the keys came from that were verified with. */
type Source = { from: "file"; name: string } | { from: "register" } | { from: "nowhere" };

interface Outcome {
  report: Report;
  source: Source;
}

async function judge(given: Given[]): Promise<Outcome | null> {
  const { files, keys } = sorted(given);
  if (files.length === 0) return null;
  if (keys) return { report: await verify(files, keys.ring), source: { from: "file", name: keys.name } };
  const own = await ownKeys();
  return { report: await verify(files, own), source: { from: own ? "register" : "nowhere" } };
}

/** Takes files and says what of them holds. Nothing of them leaves the browser. */
export function VerifyPage() {
  return (
    <Words of="register">
      <Content />
    </Words>
  );
}

function Content() {
  const { formatMessage } = useIntl();
  const tongue = useTongue();
  const [given, setGiven] = useState<Given[]>([]);
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [isAble, setAble] = useState(true);

  useEffect(() => {
    void canVerify().then(setAble);
  }, []);

  async function take(files: Iterable<File>) {
    const taken = await readFiles(files);
    const names = new Set(taken.map(({ name }) => name));
    const all = [...given.filter(({ name }) => !names.has(name)), ...taken];
    setGiven(all);
    setOutcome(await judge(all));
  }

  return (
    <Page
      title={formatMessage({ id: "register.verify.title" })}
      above={
        <p className="muted">
          <Link to="/$tongue/register" params={{ tongue }}>
            <FormattedMessage id="shell.nav.register" />
          </Link>
        </p>
      }
      intro={
        <p>
          <FormattedMessage id="register.verify.intro" />
        </p>
      }
    >
      {!isAble && (
        <p role="alert">
          <FormattedMessage id="register.verify.unable" />
        </p>
      )}
      <DropZone
        className={`react-aria-DropZone ${style.drop}`}
        onDrop={(event) => {
          void Promise.all(event.items.filter(isFileDropItem).map((item) => item.getFile())).then(take);
        }}
      >
        <Text slot="label">
          <FormattedMessage id="register.verify.drop" />
        </Text>
        <FileTrigger allowsMultiple onSelect={(files) => void take(files ?? [])}>
          <Button>
            <FormattedMessage id="register.verify.choose" />
          </Button>
        </FileTrigger>
        <p className="muted">
          <FormattedMessage id="register.verify.private" />
        </p>
      </DropZone>
      <div role="status" aria-live="polite">
        {outcome && <Verdict report={outcome.report} />}
        {outcome && (
          <p className="muted">
            {outcome.source.from === "file" ? (
              <FormattedMessage id="register.keys.file" values={{ name: outcome.source.name }} />
            ) : (
              <FormattedMessage
                id={outcome.source.from === "register" ? "register.keys.register" : "register.keys.none"}
              />
            )}
          </p>
        )}
      </div>
      {given.length > 0 && (
        <Button
          onPress={() => {
            setGiven([]);
            setOutcome(null);
          }}
        >
          <FormattedMessage id="register.verify.clear" />
        </Button>
      )}
    </Page>
  );
}
