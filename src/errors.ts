import { faultText, type FaultCode, type FaultParams } from "./faults.ts";

/** Why a run could not be done, and what to do about it. The only error the user is expected to see; anything else is our bug. */
export class DtsenError<Code extends FaultCode = FaultCode> extends Error {
  /** Stable name of the fault, e.g. `file-missing`; tests and `--json` use it. */
  readonly code: Code;
  /** Names and numbers for its words; never a value out of a row. */
  readonly params: FaultParams<Code>;

  constructor(code: Code, params: FaultParams<Code>, options?: ErrorOptions) {
    super(faultText(code, params, "en").message, options);
    this.name = "DtsenError";
    this.code = code;
    this.params = params;
  }
}
