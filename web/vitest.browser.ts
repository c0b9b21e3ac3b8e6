import { defineConfig } from "vitest/config";

// The stories: people's jobs in a real browser, on the real server. One file after the other, because they share both.
export default defineConfig({
  test: {
    include: ["tests/**/*.story.ts"],
    globalSetup: "tests/harness/setup.ts",
    fileParallelism: false,
    testTimeout: 240_000,
    hookTimeout: 120_000,
  },
});
