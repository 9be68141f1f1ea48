import { PassThrough } from "node:stream";
import { run } from "../../src/cli/program.ts";

export interface Said {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** One invocation in this process, with nobody at a terminal. For the built program see `run-case.ts`. */
export async function say(
  argv: readonly string[],
  { folder = "/", environment = {} }: { folder?: string; environment?: Record<string, string> } = {},
): Promise<Said> {
  const texts = ["", ""];
  const [stdout, stderr] = texts.map((_, at) => {
    const stream = new PassThrough();
    stream.on("data", (chunk: Buffer) => (texts[at] += chunk.toString()));
    return stream;
  });
  const exitCode = await run(argv, { stdout: stdout!, stderr: stderr!, environment, folder, clock: () => 0 });
  return { exitCode, stdout: texts[0]!, stderr: texts[1]! };
}
