import { afterEach, expect, test, vi } from "vitest";

import { device } from "./storage";

afterEach(() => vi.unstubAllGlobals());

test("what is kept can be read and forgotten", () => {
  const kept = new Map<string, string>();
  vi.stubGlobal("localStorage", {
    getItem: (place: string) => kept.get(place) ?? null,
    setItem: (place: string, text: string) => kept.set(place, text),
    removeItem: (place: string) => kept.delete(place),
  });
  device.write("theme", "dark");
  expect(device.read("theme")).toBe("dark");
  device.write("theme", null);
  expect(device.read("theme")).toBeNull();
});

test("a browser that forbids it stops nothing", () => {
  vi.stubGlobal("localStorage", {
    getItem: () => {
      throw new DOMException("denied", "SecurityError");
    },
    setItem: () => {
      throw new DOMException("denied", "SecurityError");
    },
  });
  expect(() => device.write("theme", "dark")).not.toThrow();
  expect(device.read("theme")).toBeNull();
});
