#!/usr/bin/env node
import("../dist/dtsen/main.js").catch((error) => {
  // Without the program its words are not there either: only these.
  const { DTSEN_LANG, LC_ALL, LANG } = process.env;
  const isIndonesian = /^(?:id|in)(?:[_.@-]|$)/i.test(DTSEN_LANG || LC_ALL || LANG || "");
  process.stderr.write(
    isIndonesian
      ? `dtsen: program tidak dapat dimuat (${error?.code ?? "?"})\n       Tutup program lain atau naikkan batas berkas terbuka (ulimit -n); bila tetap gagal, pasang ulang dtsen (dari sumbernya: npm ci).\n`
      : `dtsen: the program cannot be loaded (${error?.code ?? "?"})\n       Close other programs or raise the limit on open files (ulimit -n); if it fails again, install dtsen anew (from its source: npm ci).\n`,
  );
  process.exitCode = 1;
});
