/** Fitted on generated lists with known truth; made by `npm run bench:estimate`, not by hand. */
import type { Calibration } from "./calibration.ts";

export const shippedCalibration: Calibration = {
  kind: "isotonic",
  pairs: 173164,
  points: [
    [58, 0.75],
    [640, 0.75],
    [793, 0.964789],
    [3319, 0.964789],
    [3320, 0.97541],
    [3723, 0.97541],
    [3725, 0.988722],
    [4064, 0.988722],
    [4070, 0.992868],
    [8195, 0.992868],
    [8239, 0.997017],
    [10965, 0.997017],
    [11287, 0.998656],
    [11702, 0.998656],
    [12287, 0.99996],
    [13288, 0.99996],
  ],
};
