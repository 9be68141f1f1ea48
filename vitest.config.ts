import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Tests of the built program need dist; built once, before the first of them.
    globalSetup: ["test/support/build.ts"],
    // No file of tests leaves anything behind in its process: the sources are loaded once.
    isolate: false,
    // Several of them start processes and build indexes on slow machines.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
