/**
 * Summed over the lists of `npm run bench:thin -- --extract 1M --rows 20k` but that of NIKs alone, on which some levels were also set: an
 * indication, not a proof. `npm run bench:estimate` counts it anew on lists of its own.
 */
import type { Calibration } from "./calibration.ts";

export const shippedCalibration: Calibration = { pairs: 133_641, promisedWrong: 50.5, trulyWrong: 20 };
