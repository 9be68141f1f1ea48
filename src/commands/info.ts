/** `dtsen info`: what an index says of itself, and with `--check` whether it is whole. */
import { basename } from "node:path";
import type { CommandResult, InfoOptions } from "../run/options.ts";
import { readIndexMeta } from "../index/index-database.ts";
import { verifyIndex } from "../index/verify-index.ts";
import { untidily } from "../platform/signals.ts";
import type { Terminal } from "../platform/terminal.ts";
import { indexText, indexVersionText } from "../report/index-summary.ts";

/** Throws `index-damaged` where the test finds anything that is not as it was built. */
export function info({ db, check }: InfoOptions, { lang }: Terminal): CommandResult {
  const verified = check ? untidily(() => verifyIndex(db)) : null;
  const meta = verified?.meta ?? readIndexMeta(db);
  const { nikPrefixes: _prefixes, birthYears: _years, ...shown } = meta;
  const tested = verified === null ? {} : { intact: true, writtenSince: verified.writtenSince };
  return {
    json: { file: basename(db), ...tested, ...shown },
    text: indexText(basename(db), meta, lang) + indexVersionText(meta, verified, lang),
  };
}
