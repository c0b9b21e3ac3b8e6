import { useEffect, useMemo, useRef, useState } from "react";
import { FormattedMessage } from "react-intl";
import { type Client, type CombinedError, useClient } from "urql";

import { PLAIN } from "../../app/plain";
import { MatchesHeard } from "./editing-documents";
import { latestOf, type Matched } from "./hearing";
import style from "./capacity.module.css";
import type { Owned } from "./listing";

/** After a connection has ended, in milliseconds. */
const PAUSE = 5_000;

interface Hearing {
  need: string;
  state: string;
  /** What came before this was read with the page. */
  since: string;
}

/** Tells of each offer that comes to meet a need while the page is seen and the network is there. Returns what ends it. */
function listen(client: Client, { need, state, since }: Hearing, tell: (offer: string) => void): () => void {
  let subscription: { unsubscribe: () => void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;

  function begin() {
    clearTimeout(timer);
    if (isOver || subscription || document.visibilityState !== "visible" || !navigator.onLine) return;
    const context = { ...PLAIN, fetchSubscriptions: true };
    subscription = client.subscription(MatchesHeard, { state, since }, context).subscribe((result) => {
      const match = result.data?.capacityMatches;
      if (match?.need === need) tell(match.offer);
      if (result.error || !result.hasNext) pause(result.error);
    });
  }

  function end() {
    subscription?.unsubscribe();
    subscription = undefined;
  }

  function pause(error: CombinedError | undefined) {
    // Who is of the State no more does not ask again.
    isOver ||= error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "NOT_FOUND") ?? false;
    clearTimeout(timer);
    // The client is still handing the answer over: given up in the middle of that, it throws where nobody catches.
    timer = setTimeout(() => {
      end();
      if (!isOver) timer = setTimeout(begin, PAUSE);
    });
  }

  const seen = () => (document.visibilityState === "visible" ? begin() : end());
  document.addEventListener("visibilitychange", seen);
  addEventListener("online", begin);
  begin();
  return () => {
    isOver = true;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", seen);
    removeEventListener("online", begin);
    end();
  };
}

/** Which offers have come to meet the own need since the page was opened. None: nobody listens. */
export function useHeard(
  need: ({ id: string; revisedAt: string } & Owned) | null,
  matches: readonly Matched[] | null,
  again: () => void,
) {
  const client = useClient();
  const [offers, setOffers] = useState<readonly string[]>([]);
  const known = useRef<ReadonlySet<string>>(new Set());
  const anew = useRef(again);
  anew.current = again;
  const isRead = matches !== null;
  const first = useRef<readonly Matched[] | null>(null);
  if (isRead && first.current === null) {
    first.current = matches;
    known.current = new Set(matches.map(({ offer }) => offer.id));
  }
  const [id, state, revisedAt] = [need?.id, need?.state?.code, need?.revisedAt];
  useEffect(() => {
    if (id === undefined || state === undefined || revisedAt === undefined || !isRead) return undefined;
    const since = latestOf(first.current ?? [], revisedAt);
    return listen(client, { need: id, state, since }, (offer) => {
      // What came before the page was read is told once more: no instant is missed between reading and listening.
      if (known.current.has(offer)) return;
      known.current = new Set([...known.current, offer]);
      setOffers((before) => [...before, offer]);
      anew.current();
    });
  }, [client, id, state, revisedAt, isRead]);
  const heard = useMemo(
    () => (matches ?? []).filter(({ offer }) => offers.includes(offer.id)).map(({ offer }) => offer.id),
    [matches, offers],
  );
  return { heard, isNew: (offer: string) => offers.includes(offer) };
}

/** Says quietly that offers have come; nothing moves under anybody's hands. */
export function Heard({ offers }: { offers: readonly string[] }) {
  return (
    <p role="status" className={offers.length > 0 ? style.heard : "unseen"}>
      {offers.length > 0 && <FormattedMessage id="capacity.heard" values={{ count: offers.length }} />}
    </p>
  );
}
