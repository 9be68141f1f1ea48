/** Answers kept; with more the memory starts anew. */
const MOST = 100_000;

/** A function of a text that remembers its answers, none of which is `undefined`: names and places repeat from row to row. */
export function remembering<Answer>(answerTo: (text: string) => Answer): (text: string) => Answer {
  const known = new Map<string, Answer>();
  return (text) => {
    let answer = known.get(text);
    if (answer === undefined) {
      if (known.size >= MOST) known.clear();
      const key = apart(text);
      known.set(key, (answer = answerTo(key)));
    }
    return answer;
  };
}

/** A text by itself: a piece of a longer one keeps the whole in memory, here a batch of the list. */
export function apart(text: string): string {
  return ` ${text}`.slice(1);
}
