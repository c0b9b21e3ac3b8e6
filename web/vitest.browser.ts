import { defineConfig } from "vitest/config";

// The stories: people's jobs in a real browser, on the real server. Two files at a time, each on a server of its own; the
// files that come to one server do so one after the other, so each has States of its own.
export default defineConfig({
  test: {
    include: ["tests/**/*.story.ts"],
    globalSetup: "tests/harness/setup.ts",
    maxWorkers: process.env["NORMTRACK_SERVER"] === undefined ? 2 : 1,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
