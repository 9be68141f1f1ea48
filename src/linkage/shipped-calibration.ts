/** Fitted on generated lists with known truth; made by `npm run bench:estimate`, not by hand. */
import type { Calibration } from "./calibration.ts";

export const shippedCalibration: Calibration = {
  kind: "isotonic",
  pairs: 172251,
  points: [
    [58, 0.75],
    [640, 0.75],
    [793, 0.967391],
    [3423, 0.967391],
    [3512, 0.991566],
    [8153, 0.991566],
    [8195, 0.995592],
    [10702, 0.995592],
    [10965, 0.997364],
    [11287, 0.99867],
    [11702, 0.99867],
    [12287, 0.99996],
    [13288, 0.99996],
  ],
};
