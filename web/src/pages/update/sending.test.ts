import { describe, expect, it } from "vitest";

import { lose, nextAt, NOTHING_YET, PATIENCE, press, resume, type Sending, settle, take } from "./sending";

const SECOND = 1000;

/** How many calls an update takes whose reader needs so long for each section. */
function calls(sections: number, reading: number): number {
  let sending: Sending = NOTHING_YET;
  let [sent, confirmed] = [0, 0];
  const flush = (now: number) => {
    for (;;) {
      const untouched = sections - confirmed - sending.waiting.length;
      const at = nextAt(sending, { sections, untouched });
      if (at === null || at > now) return;
      const [flying, taken] = take(sending, now);
      sent += 1;
      confirmed += taken.length;
      sending = settle(flying);
    }
  };
  for (let place = 0; place < sections; place += 1) {
    const now = (place + 1) * reading;
    flush(now);
    sending = press(sending, `S${place}`, now);
    flush(now);
  }
  expect(confirmed).toBe(sections);
  return sent;
}

describe("sections that still hold", () => {
  it("go one by one where there are few", () => {
    expect(calls(6, SECOND)).toBe(6);
    expect(calls(18, 5 * SECOND)).toBe(18);
  });

  it.each([SECOND, 10 * SECOND, 25 * SECOND, 59 * SECOND])(
    "go two by two where there are many, however fast they are read: a section in %i ms",
    (reading) => {
      expect(calls(35, reading)).toBeLessThanOrEqual(18);
    },
  );

  it("wait for one another no longer than a minute", () => {
    const first = settle(take(press(NOTHING_YET, "A", 0), 0)[0]);
    const second = press(first, "B", 5);
    expect(nextAt(second, { sections: 35, untouched: 33 })).toBe(5 + PATIENCE);
    // The last one of a file has nothing to wait for; nor has one whose reader leaves.
    expect(nextAt(second, { sections: 35, untouched: 0 })).toBe(0);
  });

  it("are said once, and not while they are on their way", () => {
    const twice = press(press(NOTHING_YET, "A", 0), "A", 1);
    expect(twice.waiting).toEqual(["A"]);
    const [flying] = take(twice, 2);
    expect(press(flying, "A", 3)).toBe(flying);
    expect(nextAt(press(flying, "B", 3), { sections: 2, untouched: 0 })).toBeNull();
  });

  it("are all there after a lost connection, in their order, and are tried again at longer and longer intervals", () => {
    const [flying] = take(press(press(press(NOTHING_YET, "A", 0), "B", 1), "C", 2), 3);
    const lost = lose(flying, "unreached", 1000);
    expect(lost.waiting).toEqual(["A", "B", "C"]);
    const extent = { sections: 3, untouched: 0 };
    expect(nextAt(lost, extent)).toBe(4000);
    const again = lose(take(lost, 4000)[0], "unreached", 5000);
    expect(nextAt(again, extent)).toBe(11_000);
    expect(nextAt(resume(again, 6000), extent)).toBeLessThanOrEqual(6000);
    expect(nextAt(lose(flying, "signedOut", 0), extent)).toBeNull();
  });
});
