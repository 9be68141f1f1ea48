import { configDefaults, defineConfig } from "vitest/config";

/** Its faults are put under modules that other files have loaded by then. */
const alone = ["test/report/report-files.test.ts"];

export default defineConfig({
  test: {
    // Tests of the built program need dist; built once, before the first of them.
    globalSetup: ["test/support/build.ts"],
    // Much of their time they wait for programs they have started.
    maxWorkers: "100%",
    // Several of them start processes and build indexes on slow machines.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      // No other file of tests leaves anything behind in its process: the sources are loaded once.
      {
        extends: true,
        test: { name: "together", include: ["test/**/*.test.ts"], exclude: [...configDefaults.exclude, ...alone], isolate: false },
      },
      { extends: true, test: { name: "alone", include: alone } },
    ],
  },
});
