/** Which encoding a text file has, and its text as a stream; never a guess that garbles. */
import { isAscii, isUtf8 } from "node:buffer";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { createGunzip } from "node:zlib";

export const encodings = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5"] as const;
export type Encoding = (typeof encodings)[number];

export type EncodingVerdict =
  | { readonly kind: "known"; readonly encoding: Encoding }
  | { readonly kind: "unknown" }
  /** Bytes that do not belong to the encoding; the first stands on this line. */
  | { readonly kind: "broken"; readonly encoding: Encoding; readonly line: number };

const aliases: Readonly<Record<string, Encoding>> = {
  "utf-8": "utf-8",
  utf8: "utf-8",
  "utf-16": "utf-16le",
  "utf-16le": "utf-16le",
  "utf-16be": "utf-16be",
  gb18030: "gb18030",
  gbk: "gb18030",
  gb2312: "gb18030",
  cp936: "gb18030",
  big5: "big5",
  cp950: "big5",
};

/** The encoding that a name in drop.yaml means. */
export function encodingNamed(name: string): Encoding | null {
  return aliases[name.toLowerCase()] ?? null;
}

/** The bytes of a file, unpacked when it is gzip. */
export function byteStream(file: string, isPacked: boolean): AsyncIterable<Buffer> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 16 });
  if (!isPacked) return bytes;
  const unpacked = createGunzip({ chunkSize: 1 << 16 });
  bytes.on("error", (error) => unpacked.destroy(error));
  unpacked.on("close", () => bytes.destroy());
  return bytes.pipe(unpacked);
}

/** The first bytes of a file that is not packed. */
export function headBytes(file: string, length: number): Buffer {
  const handle = openSync(file, "r");
  try {
    const head = Buffer.alloc(length);
    return head.subarray(0, readSync(handle, head, 0, length, 0));
  } finally {
    closeSync(handle);
  }
}

const beginnings: readonly (readonly [bytes: string, kind: string])[] = [
  ["504b0304", "sheet"],
  ["d0cf11e0", "sheet"],
  ["1f8b", "gzip"],
  ["50415231", "parquet"],
  ["52617221", "archive"],
  ["377abcaf", "archive"],
];

/** What a file holds whose first bytes are those of no text; null for a text. */
export function otherKind(head: Buffer): string | null {
  const hex = head.toString("hex");
  return beginnings.find(([bytes]) => hex.startsWith(bytes))?.[1] ?? null;
}

/** The encoding that a byte order mark names. */
export function markedEncoding(head: Uint8Array): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  return null;
}

/** UTF-16 without a mark shows in the zero bytes of its ASCII characters. */
export function zeroPattern(head: Uint8Array): Encoding | null {
  if (!head.includes(0)) return null;
  const zeros = [0, 0];
  for (const [at, byte] of head.entries()) if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  const half = head.length / 2;
  if (odd > half * 0.3 && even < half * 0.02) return "utf-16le";
  if (even > half * 0.3 && odd < half * 0.02) return "utf-16be";
  return null;
}

/** False for the first bytes of a file that detectEncoding would take for UTF-16. */
export function beginsAsUtf8(head: Uint8Array): boolean {
  return (markedEncoding(head) ?? zeroPattern(head) ?? "utf-8") === "utf-8";
}

/**
 * Finds the encoding of a file by its mark, by validity and by what is plausible: in Chinese text
 * most two-byte characters are among the common ones of their encoding. A text that is valid as
 * nothing, or plausible as nothing, stays unknown.
 */
export async function detectEncoding(file: string, isPacked: boolean): Promise<EncodingVerdict> {
  const tally = byteTally();
  for await (const chunk of byteStream(file, isPacked)) tally.take(chunk);
  return tally.verdict();
}

/** The encoding of the first lines of a file; null when it cannot be told from them. */
export function detectHead(head: Buffer): Encoding | null {
  const tally = byteTally();
  const marked = markedEncoding(head) ?? zeroPattern(head);
  if (marked !== null) return marked;
  tally.take(head.subarray(0, head.lastIndexOf(10) + 1));
  const verdict = tally.verdict();
  return verdict.kind === "known" ? verdict.encoding : null;
}

interface ByteTally {
  readonly take: (chunk: Buffer) => void;
  readonly verdict: () => EncodingVerdict;
}

interface Candidate {
  readonly encoding: Encoding;
  readonly decoder: TextDecoder;
  /** Line of the first bytes that do not fit; null while all do. */
  brokenAt: number | null;
}

function byteTally(): ByteTally {
  const candidates: Candidate[] = (["utf-8", "gb18030", "big5"] as const).map((encoding) => ({
    encoding,
    decoder: new TextDecoder(encoding, { fatal: true }),
    brokenAt: null,
  }));
  const pairs = pairTally();
  let head: Buffer | null = null;
  let line = 1;
  return {
    take: (chunk) => {
      head ??= chunk;
      for (const candidate of candidates) tryChunk(candidate, chunk, line);
      if (!isAscii(chunk)) pairs.take(chunk);
      line += countLines(chunk);
    },
    verdict: () => {
      for (const candidate of candidates) tryChunk(candidate, null, line);
      return verdictOf(head ?? Buffer.alloc(0), candidates, pairs.shares());
    },
  };
}

function tryChunk(candidate: Candidate, chunk: Buffer | null, line: number): void {
  if (candidate.brokenAt !== null) return;
  try {
    if (chunk === null) candidate.decoder.decode();
    else if (hasStray(candidate.encoding, chunk)) throw new TypeError("stray");
    else candidate.decoder.decode(chunk, { stream: true });
  } catch {
    candidate.brokenAt = chunk === null ? line : brokenLine(candidate.encoding, chunk, line);
  }
}

/** The line of the first bad bytes in a chunk, whose own first bytes may end a character. */
function brokenLine(encoding: Encoding, chunk: Buffer, line: number): number {
  const isFirst = line === 1;
  let at = line;
  let from = 0;
  for (let to = chunk.indexOf(10); to >= 0; to = chunk.indexOf(10, from)) {
    if ((from > 0 || isFirst) && !isWhole(encoding, chunk.subarray(from, to), false)) return at;
    at += 1;
    from = to + 1;
  }
  return isWhole(encoding, chunk.subarray(from), true) && !isFirst ? line : at;
}

/** The decoder of Big5 lets a byte pass that Big5 does not have. */
function hasStray(encoding: Encoding, bytes: Uint8Array): boolean {
  return encoding === "big5" && bytes.includes(0xff);
}

function isWhole(encoding: Encoding, bytes: Buffer, mayGoOn: boolean): boolean {
  if (hasStray(encoding, bytes)) return false;
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: mayGoOn });
    return true;
  } catch {
    return false;
  }
}

function countLines(chunk: Buffer): number {
  let n = 0;
  for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) n += 1;
  return n;
}

interface CommonShares {
  readonly gb18030: number;
  readonly big5: number;
}

/**
 * Share of two-byte characters that are common ones, were the text GB18030 or Big5. A Latin text
 * shows in pairs amid letters (AÇÃO), and in second bytes that are letters: of Big5 most are not.
 */
function pairTally(): { take: (chunk: Uint8Array) => void; shares: () => CommonShares } {
  let lead = 0;
  let before = 0;
  let isAmid = false;
  let last = { gb: 0, big: 0 };
  const sum = { pairs: 0, high: 0, gb: 0, big: 0 };
  return {
    take: (chunk) => {
      for (const byte of chunk) {
        if (lead > 0) {
          last = { gb: Number(isCommonGb(lead, byte)), big: Number(isCommonBig5(lead, byte)) };
          sum.pairs += 1;
          if (byte >= 0xa1) sum.high += 1;
          sum.gb += last.gb;
          sum.big += last.big;
          lead = 0;
          before = 0;
          continue;
        }
        if (isAmid && isLetter(byte)) {
          sum.gb -= last.gb;
          sum.big -= last.big;
        }
        isAmid = byte >= 0x81 && isLetter(before);
        if (byte >= 0x81) lead = byte;
        before = byte;
      }
    },
    shares: () => {
      const share = (common: number) => (sum.pairs === 0 ? 1 : common / sum.pairs);
      return { gb18030: share(sum.gb), big5: share(sum.high) < 0.25 ? 0 : share(sum.big) };
    },
  };
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}

/** Level 1 of GB 2312 (3,755 common characters) and the punctuation of China. */
function isCommonGb(lead: number, trail: number): boolean {
  return trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xd7) || (lead >= 0xa1 && lead <= 0xa3));
}

/** Level 1 of Big5 (5,401 common characters) and punctuation. */
function isCommonBig5(lead: number, trail: number): boolean {
  const isTrail = (trail >= 0x40 && trail <= 0x7e) || trail >= 0xa1;
  return isTrail && lead >= 0xa1 && lead <= 0xc6;
}

const PLAUSIBLE = 0.7;
/** A text so plausible has its encoding, though some of its bytes are broken. */
const NEARLY = 0.9;

function verdictOf(
  head: Buffer,
  candidates: readonly Candidate[],
  shares: CommonShares,
): EncodingVerdict {
  const fits = (name: Encoding) =>
    candidates.some(({ encoding, brokenAt }) => encoding === name && brokenAt === null);
  const utf8Break = candidates[0]?.brokenAt ?? null;
  const marked = markedEncoding(head) ?? zeroPattern(head);
  if (marked === "utf-8" && utf8Break !== null) {
    return { kind: "broken", encoding: "utf-8", line: utf8Break };
  }
  if (marked !== null) return { kind: "known", encoding: marked };
  if (utf8Break === null) return { kind: "known", encoding: "utf-8" };
  const isFit = (name: Encoding & keyof CommonShares) => fits(name) && shares[name] >= PLAUSIBLE;
  const [best, other] =
    shares.big5 > shares.gb18030 ? (["big5", "gb18030"] as const) : (["gb18030", "big5"] as const);
  if (isFit(best)) return { kind: "known", encoding: best };
  if (mostlyUtf8(head)) return { kind: "broken", encoding: "utf-8", line: utf8Break };
  const line = candidates.find(({ encoding }) => encoding === best)?.brokenAt ?? null;
  if (line !== null && shares[best] >= NEARLY) return { kind: "broken", encoding: best, line };
  return isFit(other) ? { kind: "known", encoding: other } : { kind: "unknown" };
}

/** True when the beginning is UTF-8 with characters beyond ASCII: then a later fault is damage. */
function mostlyUtf8(head: Buffer): boolean {
  const cut = head.subarray(0, Math.max(0, head.length - 4));
  const lines = cut.toString("latin1").split("\n");
  const good = lines.filter((line) => {
    const bytes = Buffer.from(line, "latin1");
    return !isAscii(bytes) && isUtf8(bytes);
  });
  const bad = lines.filter((line) => !isUtf8(Buffer.from(line, "latin1")));
  return good.length > bad.length;
}

/** Bytes that do not belong to the encoding that a file was said to have. */
export interface DecodingFault {
  readonly line: number;
}

/**
 * The text of a file, decoded as a stream, without its byte order mark. Ends early, after
 * telling `onFault`, where bytes do not belong to the encoding.
 */
export async function* decodedText(
  bytes: AsyncIterable<Uint8Array>,
  encoding: Encoding,
  onFault: (fault: DecodingFault) => void,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const isWide = encoding.startsWith("utf-16");
  let line = 1;
  let last: Uint8Array = new Uint8Array();
  try {
    for await (const chunk of bytes) {
      last = chunk;
      if (hasStray(encoding, chunk)) throw new TypeError("stray");
      const text = decoder.decode(chunk, { stream: true });
      line += countNewlines(text);
      yield text;
    }
    last = new Uint8Array();
    yield decoder.decode();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    onFault({ line: isWide ? line : brokenLine(encoding, Buffer.from(last), line) });
  }
}

function countNewlines(text: string): number {
  let n = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) n += 1;
  return n;
}
