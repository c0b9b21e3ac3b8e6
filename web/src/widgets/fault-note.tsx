import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Button, Link } from "react-aria-components";
import { FormattedMessage } from "react-intl";
import type { CombinedError } from "urql";

import { factor, wantsFactor } from "../app/factor";
import { wordsOf } from "./fault";
import { useTongue } from "./tongue";

interface FaultNoteProps {
  error: CombinedError | null | undefined;
  /** Asks again. */
  retry?: () => void;
  /** What did not succeed, where the page knows it better than the code does. */
  title?: ReactNode;
}

/** What went wrong in the reader's words, with the code to quote. */
export function FaultNote({ error, retry, title }: FaultNoteProps) {
  if (error === null || error === undefined) return null;
  const { code, title: general, detail, id } = wordsOf(error);
  const isWithheld = wantsFactor(error);
  return (
    <div className="fault-note" role="alert">
      <p className="fault-title">
        {isWithheld ? <FormattedMessage id="shell.fault.secondFactor" /> : (title ?? <FormattedMessage id={general} />)}
      </p>
      {detail !== null && <p>{detail}</p>}
      {code === "UNREACHABLE" && (
        <p>
          <FormattedMessage id="shell.fault.unreachableHint" />
        </p>
      )}
      <p className="fault-code">
        <FormattedMessage id="shell.fault.code" values={{ code: <code>{code}</code> }} />
        {id !== null && (
          <>
            {" · "}
            <FormattedMessage id="shell.fault.id" values={{ id: <code>{id}</code> }} />
          </>
        )}
      </p>
      {code === "UNAUTHENTICATED" && title === undefined && <WayIn />}
      {isWithheld && (
        <Button onPress={() => factor.begin("setUp")}>
          <FormattedMessage id="shell.setUpFactor" />
        </Button>
      )}
      {retry !== undefined && (
        <Button onPress={retry}>
          <FormattedMessage id="shell.fault.retry" />
        </Button>
      )}
    </div>
  );
}

/** Where what was asked for needs somebody to be signed in. */
function WayIn() {
  const tongue = useTongue();
  const here = useLocation({ select: ({ href }) => href });
  return (
    <p>
      <Link href={`/${tongue}/sign-in?next=${encodeURIComponent(here)}`}>
        <FormattedMessage id="shell.signIn" />
      </Link>
    </p>
  );
}
