import { useEffect, useState, type ReactNode } from "react";
import { IntlProvider, useIntl } from "react-intl";
import { CombinedError } from "urql";

import type { Tongue } from "../i18n/language";
import { type Area, PARTS } from "./areas";
import { FaultNote } from "./fault-note";
import { useTongue } from "./tongue";
import { Waiting } from "./waiting";

type Messages = Record<string, string>;

// Of pages that few open, and none at a first visit: files of their own for each language, which no other page fetches.
const files = import.meta.glob<Messages>("../../messages/*/later/*.json", { import: "default" });

const known = new Map<string, Messages>();

const keyOf = (tongue: Tongue, area: Area) => `${tongue} ${area}`;

/** Has the words of an area here before they are needed. */
export async function loadWords(tongue: Tongue, area: Area): Promise<void> {
  const parts = PARTS[area].map((part) => files[`../../messages/${tongue}/later/${part}.json`]?.());
  known.set(keyOf(tongue, area), Object.assign({}, ...(await Promise.all(parts))) as Messages);
}

/**
 * What is inside can say what the pages of an area say. With another language it stays where it is, with all that was typed or
 * shown, and speaks the one before until the words have come.
 */
export function Words({ of: area, children }: { of: Area; children: ReactNode }) {
  const { locale, messages } = useIntl();
  const tongue = useTongue();
  const [own, setOwn] = useState(() => known.get(keyOf(tongue, area)) ?? null);
  const [failure, setFailure] = useState<CombinedError | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let isWanted = true;
    loadWords(tongue, area).then(
      () => {
        if (!isWanted) return;
        setOwn(known.get(keyOf(tongue, area)) ?? null);
        setFailure(null);
      },
      (error: unknown) => isWanted && setFailure(new CombinedError({ networkError: error as Error })),
    );
    return () => {
      isWanted = false;
    };
  }, [tongue, area, attempt]);

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
