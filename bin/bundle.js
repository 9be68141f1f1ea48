/** The last step of `npm run build`: the compiled program and its packages in a few files, which start in half the time that hundreds take. */
import { join, resolve } from "node:path";
import { build } from "rolldown";

const dist = resolve(import.meta.dirname, "../dist");

await build({
  input: {
    main: join(dist, "src/main.js"),
    // A thread begins in a file of its own, beside the one that starts it.
    "link-worker": join(dist, "src/run/link-worker.js"),
    "build-worker": join(dist, "src/index/build-worker.js"),
    "statements-worker": join(dist, "src/index/statements-worker.js"),
  },
  platform: "node",
  // It brings a binary.
  external: ["better-sqlite3"],
  // What is imported only where it is needed may still share a file with what always is.
  checks: { ineffectiveDynamicImport: false },
  output: { dir: join(dist, "dtsen"), cleanDir: true, chunkFileNames: "[name]-[hash].js" },
});
