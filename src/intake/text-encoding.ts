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

function isWhole(encoding: Encoding, bytes: Buffer, mayGoOn: boolean): boolean {
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

/** Share of two-byte characters that are common ones, were the text GB18030 or Big5. */
function pairTally(): { take: (chunk: Uint8Array) => void; shares: () => CommonShares } {
  let lead = 0;
  let pairs = 0;
  let gb = 0;
  let big = 0;
  return {
    take: (chunk) => {
      for (const byte of chunk) {
        if (lead === 0) {
          if (byte >= 0x81) lead = byte;
          continue;
        }
        pairs += 1;
        if (isCommonGb(lead, byte)) gb += 1;
        if (isCommonBig5(lead, byte)) big += 1;
        lead = 0;
      }
    },
    shares: () => ({ gb18030: pairs === 0 ? 1 : gb / pairs, big5: pairs === 0 ? 1 : big / pairs }),
  };
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
  const best = (["gb18030", "big5"] as const)
    .filter((name) => fits(name) && shares[name] >= PLAUSIBLE)
    .toSorted((a, b) => shares[b] - shares[a])[0];
  if (best !== undefined) return { kind: "known", encoding: best };
  return mostlyUtf8(head)
    ? { kind: "broken", encoding: "utf-8", line: utf8Break }
    : { kind: "unknown" };
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
