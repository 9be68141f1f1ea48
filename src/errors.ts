/** Why a run could not be done, and what to do about it. The only error the user is expected to see; anything else is our bug. */
export class DtsenError extends Error {
  /** Stable name of the fault, e.g. `file-missing`; tests and `--json` use it. */
  readonly code: string;
  /** One sentence: what to do. */
  readonly hint: string;

  /** `message` is *subject: what is wrong*; never a value out of a row. */
  constructor(code: string, message: string, hint: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "DtsenError";
    this.code = code;
    this.hint = hint;
  }
}
