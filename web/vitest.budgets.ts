import { defineConfig } from "vitest/config";

// What the console may cost, measured: `script/bench console`.
export default defineConfig({
  test: {
    include: ["tests/**/*.budget.ts", "tests/bytes.story.ts"],
    globalSetup: "tests/harness/setup.ts",
    maxWorkers: 1,
    testTimeout: 240_000,
    hookTimeout: 60_000,
  },
});
