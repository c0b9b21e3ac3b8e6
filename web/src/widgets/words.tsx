import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { CombinedError } from "urql";

import type { Tongue } from "../i18n/language";
import { FaultNote } from "./fault-note";
import { useTongue } from "./tongue";
import { Waiting } from "./waiting";

type Messages = Record<string, string>;

// Of pages that few open, and none at a first visit: files of their own for each language, which no other page fetches.
const files = import.meta.glob<Messages>("../../messages/*/{open-data,printed,program,reply,security,webhook}.json", {
  import: "default",
});

const AREAS = ["open-data", "printed", "program", "reply", "security", "webhook"];

const known = new Map<Tongue, Messages>();

async function load(tongue: Tongue): Promise<void> {
  const parts = AREAS.map((part) => files[`../../messages/${tongue}/${part}.json`]?.());
  known.set(tongue, Object.assign({}, ...(await Promise.all(parts))) as Messages);
}

/**
 * What is inside can say what those pages say. With another language it stays where it is, with all that was typed or shown,
 * and speaks the one before until the words have come.
 */
export function Words({ children }: { children: ReactNode }) {
  const { locale, messages } = useIntl();
  const tongue = useTongue();
  const [own, setOwn] = useState(() => known.get(tongue) ?? null);
  const [failure, setFailure] = useState<CombinedError | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isWanted = true;
    load(tongue).then(
      () => {
        if (!isWanted) return;
        setOwn(known.get(tongue) ?? null);
        setFailure(null);
      },
      (error: unknown) => isWanted && setFailure(new CombinedError({ networkError: error as Error })),
    );
    return () => {
      isWanted = false;
    };
  }, [tongue, attempt]);

  if (own === null) {
    return failure === null ? (
      <Waiting />
    ) : (
      <FaultNote error={failure} retry={() => setAttempt((count) => count + 1)} />
    );
  }
  return (
    <IntlProvider locale={locale} messages={{ ...own, ...messages } as typeof messages}>
      {children}
    </IntlProvider>
  );
}
