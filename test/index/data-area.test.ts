import { closeSync, openSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openArea, packDirectory } from "../../src/index/area-directory.ts";
import { appendArea, areaBytes, AreaReader, AreaWriter } from "../../src/index/data-area.ts";
import { PageCache } from "../../src/index/page-cache.ts";
import { openIndex } from "../../src/index/record-index.ts";
import { random } from "../support/random.ts";
import { Case } from "../support/run-case.ts";

let office: Case;
beforeAll(() => void (office = new Case()));
afterAll(() => office[Symbol.dispose]());

test("what is written is read back, behind whatever the file holds; entries passed over are empty (seed 5)", () => {
  const next = random(5);
  const entries = new Map<number, Uint8Array>();
  for (let number = 0; number < 300; number++) {
    if (next() < 0.3) continue;
    // A few are longer than what the writer gathers, and than what the cache holds.
    const length = number === 17 ? 5 << 20 : Math.floor(next() * 3000);
    entries.set(
      number,
      Uint8Array.from({ length }, () => Math.floor(next() * 256)),
    );
  }
  const parts = ["one", "two"].map((name) => {
    const writer = new AreaWriter(office.path(name));
    for (const [number, entry] of entries) writer.add(number, entry);
    return { path: office.path(name), starts: writer.finish(310) };
  });
  const whole = office.write("whole", "x".repeat(100));
  appendArea(
    whole,
    parts.map(({ path }) => path),
  );
  const first = areaBytes(parts[0]!.starts.at(-1)!);
  expect(statSync(whole).size).toBe(100 + 2 * first);
  const descriptor = openSync(whole, "r");
  parts.forEach(({ starts }, part) => {
    const area = new AreaReader(descriptor, 100 + part * first, starts);
    const cache = new PageCache(area, 7, 2048);
    expect(area.entries).toBe(310);
    for (let round = 0; round < 2; round++) {
      for (let number = 0; number < 310; number++) {
        const entry = entries.get(number) ?? new Uint8Array(0);
        expect([cache.has(number), Buffer.compare(cache.get(number)!.subarray(0, entry.length), entry)]).toEqual([entry.length > 0, 0]);
      }
    }
    const some = new Uint8Array(area.size(20, 40));
    area.read(some, 0, 20, 40);
    for (let number = 20; number < 40; number++) {
      const entry = entries.get(number) ?? new Uint8Array(0);
      expect(Buffer.compare(some.subarray(area.size(20, number), area.size(20, number) + entry.length), entry)).toBe(0);
    }
  });
  closeSync(descriptor);
});

test("the directory gives back the starts and the first NIK of every page, and says when the file ends early", () => {
  const words = (length: number, from: number): Uint32Array => Uint32Array.from({ length }, (_, at) => from + at);
  // 40 persons lie on three pages; two bits choose among four buckets.
  const fences = [
    { high: 32019901, low: 1800001 },
    { high: 32019902, low: 0 },
    { high: 0xffffffff, low: 0xffffffff },
  ];
  const directory = packDirectory(words(4, 0), words(5, 0), fences);
  const areaBytes = 8 * (3 + 4) + directory.byteLength;
  const path = office.path("ruas");
  writeFileSync(path, Buffer.concat([Buffer.alloc(100 + 8 * 3, 1), Buffer.alloc(8 * 4, 2), Buffer.from(directory.buffer)]));
  const shape = { areaBytes, persons: 40, bucketBits: 2 };
  const descriptor = openSync(path, "r");
  const area = openArea(descriptor, shape)!;
  expect([area.persons.entries, area.buckets.entries]).toEqual([3, 4]);
  expect(Array.from(area.fenceHigh, (high, at) => ({ high, low: area.fenceLow[at] }))).toEqual(fences);
  const bytes = new Uint8Array(8);
  for (const [reader, filled] of [
    [area.persons, 1],
    [area.buckets, 2],
  ] as const) {
    for (let entry = 0; entry < reader.entries; entry++)
      expect([reader.read(bytes, 0, entry), ...bytes]).toEqual([true, ...Array<number>(8).fill(filled)]);
  }
  closeSync(descriptor);
  const short = office.write("pendek", "x");
  const shortDescriptor = openSync(short, "r");
  expect(openArea(shortDescriptor, shape)).toBeNull();
  closeSync(shortDescriptor);
});

describe("an index that is not whole is refused with the command that rebuilds it", () => {
  beforeAll(async () => {
    office.write(
      "ekstrak.csv",
      "nik,nokk,nama,tanggal_lahir,jenis_kelamin,desil_nasional\n3201990101800001,3201990101100001,AMINAH,1980-01-01,1,2\n",
    );
    expect((await office.run(["index", "ekstrak.csv", "--db", "utuh.db", "--quiet"])).exitCode).toBe(0);
  });

  test.each<[string, (path: string, size: number) => void]>([
    ["its end is missing", (path, size) => truncateSync(path, size - 8)],
    ["all behind SQLite's pages is missing", (path, size) => truncateSync(path, size - (size % 4096) - 4096)],
    ["something was put behind it", (path) => writeFileSync(path, "more", { flag: "a" })],
  ])("%s", (_, spoil) => {
    const path = office.write("rusak.db", readFileSync(office.path("utuh.db")));
    openIndex(path)[Symbol.dispose]();
    spoil(path, statSync(path).size);
    expect(() => openIndex(path)).toThrowError(
      expect.objectContaining({ code: "index-damaged", params: { file: path, inputs: expect.anything() as string[] } }) as Error,
    );
  });
});
