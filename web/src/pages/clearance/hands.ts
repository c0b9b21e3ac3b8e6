import { useEffect, useState } from "react";
import { useClient } from "urql";

import type { ClearanceActFragment, HandsQuery, OwnFragment, UnclearedQuery } from "../../gql/graphql";
import { isOpenToChange } from "../submissions/rights";
import { Hands, Uncleared } from "./documents";
import { dutiesOf } from "./duties";
import { backBecause, mineToSign } from "./standing";

type File = UnclearedQuery["submissions"][number];
type Section = NonNullable<HandsQuery["submission"]>["sections"][number];

/** A section that is in somebody's hands. */
export interface Hand {
  submission: File;
  section: Section;
  code: string;
  /** Why it came back. */
  because: ClearanceActFragment | null;
}

export interface InHand {
  toSign: Hand[];
  back: Hand[];
}

/** What somebody is to sign in a file, and what came back to them to be mended. */
export function handsOf(viewer: OwnFragment | null, submission: File, sections: readonly Section[]): InHand {
  const duties = dutiesOf(viewer, submission.state?.code ?? "");
  const all = sections.flatMap((section): Hand[] => {
    const code = section.section?.code;
    if (code === undefined) return [];
    const { status, history } = section.clearance;
    return [{ submission, section, code, because: backBecause(status, history) }];
  });
  return {
    toSign: all.filter(({ section }) => mineToSign(section.clearance).length > 0),
    back: all.filter(({ section: { clearance, assignment } }) => {
      return (clearance.status === "RETURNED" || clearance.status === "REOPENED") && duties.has(assignment);
    }),
  };
}

/** What is in the reader's hands in all files; none while that is not known. */
export function useHands(): InHand | null {
  const client = useClient();
  const [inHand, setInHand] = useState<InHand | null>(null);

  useEffect(() => {
    let isWanted = true;
    const options = { requestPolicy: "network-only" } as const;
    async function read() {
      const { data } = await client.query(Uncleared, {}, options).toPromise();
      const waiting = (data?.submissions ?? []).filter(({ stage, round, uncleared }) => {
        return uncleared.length > 0 && isOpenToChange(stage, round.stage);
      });
      const found: InHand = { toSign: [], back: [] };
      for (const submission of waiting) {
        const file = await client.query(Hands, { id: submission.id }, options).toPromise();
        const { toSign, back } = handsOf(data?.viewer ?? null, submission, file.data?.submission?.sections ?? []);
        found.toSign.push(...toSign);
        found.back.push(...back);
      }
      if (isWanted) setInHand(found);
    }
    void read();
    return () => {
      isWanted = false;
    };
  }, [client]);

  return inHand;
}
