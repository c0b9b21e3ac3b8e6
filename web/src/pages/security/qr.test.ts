import { encode } from "uqr";
import { expect, test } from "vitest";

import { pathOf } from "./qr";

test("each run of dark modules is a rectangle", () => {
  expect(
    pathOf([
      [false, true, true, false, true],
      [false, false, false, false, false],
      [true, true, true, true, true],
    ]),
  ).toBe("M1 0h2v1H1zM4 0h1v1H4zM0 2h5v1H0z");
});

test("the path covers what is dark, and nothing else", () => {
  const { data } = encode("otpauth://totp/Normtrack:a%40example.org?secret=JBSWY3DPEHPK3PXP&issuer=Normtrack", {
    ecc: "M",
    border: 4,
  });
  const drawn = data.map((row) => row.map(() => false));
  for (const [, x, y, width] of pathOf(data).matchAll(/M(\d+) (\d+)h(\d+)v1H\d+z/g)) {
    for (let more = 0; more < Number(width); more += 1) drawn[Number(y)]![Number(x) + more] = true;
  }
  expect(drawn).toEqual(data);
  // Light all around, as the standard asks for (ISO/IEC 18004, 6.3.8): four modules.
  expect(data.slice(0, 4).flat().some(Boolean)).toBe(false);
});
