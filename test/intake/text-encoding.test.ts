import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { byteStream, decodedText, detectEncoding } from "../../src/intake/text-encoding.ts";

const folder = mkdtempSync(join(tmpdir(), "encoding-"));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(bytes: Uint8Array): string {
  const file = join(folder, "text.csv");
  writeFileSync(file, bytes);
  return file;
}

/** A text in an encoding that only has a decoder, by turning the decoder round. */
function encoded(text: string, encoding: "gb18030" | "big5"): Buffer {
  const decoder = new TextDecoder(encoding);
  const pairs = new Map<string, number[]>();
  for (let lead = 0x81; lead < 0xff; lead += 1) {
    for (let trail = 0x40; trail < 0xff; trail += 1) {
      const character = decoder.decode(Uint8Array.of(lead, trail));
      if ([...character].length === 1 && !pairs.has(character)) pairs.set(character, [lead, trail]);
    }
  }
  return Buffer.from(
    [...text].flatMap((c) => (c < "\u0080" ? [c.charCodeAt(0)] : (pairs.get(c) ?? []))),
  );
}

const simplified = "客户编号,评价\nC1,服务很好，下次再来\nC2,排队时间太长了，店员态度一般\n";
const traditional = "客戶編號,評價\nC1,服務很好，下次再來\nC2,排隊時間太長了，店員態度一般\n";

test("encoded(text) writes the published bytes of GB 2312 and Big5", () => {
  // 客户 is BFCD BBA7 in GB 2312, 客戶 is ABC8 A4E1 in Big5.
  expect(encoded("客户", "gb18030").toString("hex")).toBe("bfcdbba7");
  expect(encoded("客戶", "big5").toString("hex")).toBe("abc8a4e1");
});

test.each([
  ["utf-8", simplified, Buffer.from(simplified)],
  ["utf-8", traditional, Buffer.from(`\ufeff${traditional}`)],
  ["gb18030", simplified, encoded(simplified, "gb18030")],
  ["big5", traditional, encoded(traditional, "big5")],
  ["utf-16le", simplified, Buffer.from(`\ufeff${simplified}`, "utf16le")],
  ["utf-16be", simplified, Buffer.from(`\ufeff${simplified}`, "utf16le").swap16()],
  ["utf-8", "plain\n", Buffer.from("plain\n")],
] as const)(
  "detectEncoding(%s) finds it and the text comes back",
  async (encoding, text, bytes) => {
    const file = fileOf(bytes);
    expect(await detectEncoding(file, false)).toEqual({ kind: "known", encoding });
    let read = "";
    for await (const piece of decodedText(byteStream(file, false), encoding, () => undefined)) {
      read += piece;
    }
    expect(read).toBe(text);
  },
);

test("detectEncoding(Latin 1) does not take it for Chinese", async () => {
  const text = "id,city\n1,München\n2,Café\n3,São Paulo\n4,Péssimo\n5,Málaga\n";
  expect(await detectEncoding(fileOf(Buffer.from(text, "latin1")), false)).toEqual({
    kind: "unknown",
  });
});

test.each(["SÃO PAULO", "AVALIAÇÃO", "20°C", "ÄRGER", "INSTRUÇÕES"])(
  "detectEncoding(Latin 1 with %s alone) does not take it for Chinese",
  async (text) => {
    const bytes = Buffer.from(`customer_id,segment\nC1,${text}\nC2,${text}\n`, "latin1");
    expect(await detectEncoding(fileOf(bytes), false)).toEqual({ kind: "unknown" });
  },
);

test("detectEncoding(damaged GB 18030) names the line of the first bad bytes", async () => {
  const bytes = Buffer.concat([
    encoded(simplified, "gb18030"),
    Buffer.from([0x43, 0x33, 0xff, 0x0a]),
  ]);
  expect(await detectEncoding(fileOf(bytes), false)).toEqual({
    kind: "broken",
    encoding: "gb18030",
    line: 4,
  });
});

test("detectEncoding(damaged UTF-8) names the line of the first bad bytes", async () => {
  const lines = ["客户", "编号", "评价"].map((text) => Buffer.from(`${text}\n`));
  const damaged = Buffer.concat([...lines, Buffer.of(0xe5, 0x8c, 0x0a), ...lines]);
  expect(await detectEncoding(fileOf(damaged), false)).toEqual({
    kind: "broken",
    encoding: "utf-8",
    line: 4,
  });
});

test("decodedText(bytes of another encoding) stops and names the line", async () => {
  const faults: number[] = [];
  const bytes = byteStream(fileOf(Buffer.from("a\nb\n\xff\n", "latin1")), false);
  const pieces: string[] = [];
  for await (const piece of decodedText(bytes, "utf-8", ({ line }) => faults.push(line))) {
    pieces.push(piece);
  }
  expect(faults).toEqual([3]);
});
