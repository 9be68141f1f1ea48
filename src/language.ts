/** Languages a person can be spoken to in: officials' Indonesian and English. */
export const languages = ["id", "en"] as const;
export type Lang = (typeof languages)[number];

/** One text in both languages. */
export type Text = Readonly<Record<Lang, string>>;

export function isLang(text: string): text is Lang {
  return text === "id" || text === "en";
}

/** What of the environment speaks of language. */
export type LanguageEnvironment = Readonly<Record<string, string | undefined>>;

/**
 * The language of the terminal: `--lang`, else `DTSEN_LANG`, else the locale, else English. An unusable `DTSEN_LANG` is
 * passed over: a wrong setting of the machine must not stop a run.
 */
export function terminalLanguage(flag: string | undefined, environment: LanguageEnvironment): Lang {
  if (flag !== undefined && isLang(flag)) return flag;
  const own = environment["DTSEN_LANG"]?.trim().toLowerCase();
  if (own !== undefined && isLang(own)) return own;
  // The first one set decides, as POSIX has it; `in` was the code for Indonesian until 1989 and some machines keep it.
  const locale = [environment["LC_ALL"], environment["LC_MESSAGES"], environment["LANG"]].find(
    (value) => value !== undefined && value !== "",
  );
  return locale !== undefined && /^(id|in)([_.@-]|$)/i.test(locale) ? "id" : "en";
}

/** The language of the reports: Indonesian unless asked for by `--lang` (or the config file), whatever the locale. */
export function reportLanguage(flag: Lang | undefined): Lang {
  return flag ?? "id";
}
