import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { createTerminal, type Terminal } from "../../src/platform/terminal.ts";

function world(isTTY: boolean): {
  terminal: (quiet?: boolean) => Terminal;
  stdout: () => string;
  stderr: () => string;
  tick: (ms: number) => void;
} {
  let now = 0;
  const streams = [0, 1].map(() => Object.assign(new PassThrough(), { isTTY, columns: 80 }));
  const written = streams.map((stream) => {
    let text = "";
    stream.on("data", (chunk: Buffer) => (text += chunk.toString()));
    return () => text;
  });
  const [stdout, stderr] = streams;
  return {
    terminal: (quiet = false) =>
      createTerminal({ stdout: stdout!, stderr: stderr!, environment: {}, folder: "/", clock: () => now }, { lang: "id", quiet }),
    stdout: written[0]!,
    stderr: written[1]!,
    tick: (ms) => (now += ms),
  };
}

test("in a pipe: nothing on stdout but the result, one line per phase on stderr, no colour", () => {
  const outside = world(false);
  const terminal = outside.terminal();
  const phase = terminal.phase("Mencocokkan", 100);
  for (let row = 0; row < 100; row++) phase.advance();
  outside.tick(2500);
  phase.done();
  terminal.out(terminal.paint.red("hasil\n"));
  expect(outside.stdout()).toBe("hasil\n");
  expect(outside.stderr()).toBe("Mencocokkan: 100 baris (2.5 s)\n");
});

test("quiet: nothing on stderr but what must be said", () => {
  const outside = world(false);
  const terminal = outside.terminal(true);
  terminal.phase("Membaca").done();
  terminal.note("catatan");
  terminal.err("dtsen: galat\n");
  expect(outside.stderr()).toBe("dtsen: galat\n");
});

test("quiet holds on a terminal too", () => {
  const outside = world(true);
  const phase = outside.terminal(true).phase("Membaca", 10);
  phase.advance(10);
  phase.done();
  expect(outside.stderr()).toBe("");
});

test("on a terminal: a bar while the work lasts, its result when it is done", () => {
  const outside = world(true);
  const phase = outside.terminal().phase("Membaca", 10);
  phase.advance(5);
  outside.tick(3000);
  phase.expect(20);
  phase.advance(5);
  phase.done("20 baris dibaca");
  expect(outside.stderr()).toContain("Membaca");
  expect(outside.stderr()).toContain("%");
  expect(outside.stderr()).toMatch(/Membaca: 20 baris dibaca \(3\.0 s\)\n$/);
  expect(outside.stdout()).toBe("");
});
