/** What the program says of itself: `--help` around the commands and options, and the exit codes. */
import type { Text } from "../language.ts";

export const programHelp = {
  about: {
    id: "Memadankan daftar bansos daerah dengan ekstrak DTSEN: luring, tepat, dan dapat dijelaskan.",
    en: "Reconciles regional social-assistance lists with a DTSEN extract: offline, exact, explainable.",
  },
  version: { id: "versi alat, penormal, dan tabel wilayah", en: "version of the tool, the normaliser and the region table" },
  help: { id: "tampilkan bantuan", en: "show this help" },
  example: { id: "Contoh", en: "Example" },
  steps: {
    id: "Dua langkah:\n  dtsen index <berkas ekstrak…> --db dtsen.db\n  dtsen match <berkas daftar…> --db dtsen.db --out laporan\n\nBantuan tiap perintah: dtsen match --help",
    en: "Two steps:\n  dtsen index <extract files…> --db dtsen.db\n  dtsen match <list files…> --db dtsen.db --out laporan\n\nHelp on each command: dtsen match --help",
  },
} satisfies Record<string, Text>;

/** Headings that commander writes in English. */
export const headings: Readonly<Record<string, Text>> = {
  "Usage:": { id: "Pemakaian:", en: "Usage:" },
  "Arguments:": { id: "Argumen:", en: "Arguments:" },
  "Options:": { id: "Pilihan:", en: "Options:" },
  "Commands:": { id: "Perintah:", en: "Commands:" },
};

/** What each exit code means; the numbers are `exitCodes` of program.ts. */
export const exitCodeTexts = {
  done: { id: "selesai", en: "done" },
  fault: {
    id: "tidak dapat dijalankan; pesan mengatakan apa yang harus dilakukan",
    en: "the run could not be done; the message says what to do",
  },
  usage: { id: "perintah atau pilihan keliru", en: "wrong usage" },
  limit: { id: "selesai, tetapi batas yang ditetapkan (--max-…) terlampaui", en: "done, but a limit you set (--max-…) was crossed" },
  bug: { id: "kesalahan di dalam program; laporkan teksnya", en: "a bug in the program; please report the text" },
  locked: { id: "dtsen lain sedang bekerja pada sasaran yang sama", en: "another run is at work on the same target" },
} satisfies Record<string, Text>;
