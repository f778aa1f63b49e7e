/** Pictures for the repository: at most 256 colours, packed well; a page of text needs no more. */
import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLOURS = 256;

/** A picture as a browser takes it (8 bits, RGB or RGBA, all opaque), with a palette. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, bytes, pixels } = read(png);
  const colours = Int32Array.from({ length: width * height }, (_, at) =>
    pixels.readUIntBE(at * bytes, 3),
  );
  const palette = commonest(colours);
  const nearest = new Map(palette.map((colour, index) => [colour, index]));
  const rows = Buffer.alloc((width + 1) * height);
  colours.forEach((colour, at) => {
    const index = nearest.get(colour) ?? closest(colour, palette);
    nearest.set(colour, index);
    rows[Math.floor(at / width) * (width + 1) + 1 + (at % width)] = index;
  });
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const table = Buffer.concat(
    palette.map((colour) => Buffer.from([colour >> 16, colour >> 8, colour])),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk("IHDR", head),
    chunk("PLTE", table),
    chunk("IDAT", deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function commonest(colours: Int32Array): readonly number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  return [...counts]
    .toSorted(([a, many], [b, few]) => few - many || a - b)
    .slice(0, COLOURS)
    .map(([colour]) => colour);
}

function closest(colour: number, palette: readonly number[]): number {
  let [best, least] = [0, Infinity];
  palette.forEach((each, index) => {
    const distance = [16, 8, 0].reduce(
      (sum, shift) => sum + (((each >> shift) & 255) - ((colour >> shift) & 255)) ** 2,
      0,
    );
    if (distance < least) [best, least] = [index, distance];
  });
  return best;
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** A pixel's. */
  readonly bytes: number;
  readonly pixels: Buffer;
}

function read(png: Buffer): Picture {
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const bytes = png[25] === 6 ? 4 : 3;
  const packed: Buffer[] = [];
  for (let at = SIGNATURE.length; at < png.length;) {
    const size = png.readUInt32BE(at);
    if (png.toString("latin1", at + 4, at + 8) === "IDAT") {
      packed.push(png.subarray(at + 8, at + 8 + size));
    }
    at += size + 12;
  }
  const pixels = unfiltered(inflateSync(Buffer.concat(packed)), { width, height, bytes });
  return { width, height, bytes, pixels };
}

/** PNG keeps differences to the neighbours on the left and above. */
function unfiltered(
  raw: Buffer,
  {
    width,
    height,
    bytes,
  }: { readonly width: number; readonly height: number; readonly bytes: number },
): Buffer {
  const size = width * bytes;
  const pixels = Buffer.alloc(size * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (size + 1)] ?? 0;
    for (let x = 0; x < size; x += 1) {
      const at = y * size + x;
      const left = x < bytes ? 0 : (pixels[at - bytes] ?? 0);
      const above = y === 0 ? 0 : (pixels[at - size] ?? 0);
      const corner = x < bytes || y === 0 ? 0 : (pixels[at - size - bytes] ?? 0);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, corner)][filter] ?? 0;
      pixels[at] = (raw[y * (size + 1) + 1 + x] ?? 0) + guess;
    }
  }
  return pixels;
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((each) => Math.abs(guess - each)) as [
    number,
    number,
    number,
  ];
  return a <= b && a <= c ? left : b <= c ? above : corner;
}

function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, "latin1"), data]);
  const [size, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, check]);
}
