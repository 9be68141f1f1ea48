/** Long loops that stay in reach of signals. */
import { setImmediate } from "node:timers/promises";

/** The same things in the same order, with a pause after so many in which signals and the terminal's clock are heard. */
export async function* withPauses<T>(things: Iterable<T>, atATime = 1_000): AsyncGenerator<T> {
  let given = 0;
  for (const thing of things) {
    if (++given % atATime === 0) await setImmediate();
    yield thing;
  }
}
