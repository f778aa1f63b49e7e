/** Rows of shares, 100 % each: dark ends, grey middle; the parts are named under the bars. */
import type { StackedChart } from "./chart.ts";
import { decimal } from "../words/numbers.ts";
import { BIG_PX, picture, rect, text, WIDTH } from "./svg.ts";
import { textWidth, wrapLines } from "./text-width.ts";

type Part = StackedChart["parts"][number];

const BAR = 26;
const LABEL_LIMIT = 104;
const GAP = 1;

const FILL = {
  bad: "f-bad",
  "soft-bad": "soft-bad",
  middle: "q2",
  "soft-good": "soft-good",
  good: "f-good",
} as const;

interface Frame {
  readonly left: number;
  readonly right: number;
  /** Long names stand above their bar instead of beside it. */
  readonly above: boolean;
}

export function drawStacked(chart: StackedChart, label: string): string {
  const frame = frameOf(chart);
  // The large figure at the end stands a little higher than its bar.
  let y = chart.rows.some(({ end }) => end !== undefined) ? 4 : 0;
  const rows = chart.rows.map((row) => {
    const head = frame.above ? wrapLines(row.label, WIDTH) : [row.label];
    const top = frame.above ? y + head.length * 17 + 4 : y;
    const words = head.map((line, index) =>
      text(0, frame.above ? y + 15 + index * 17 : top + 17.5, line, { classes: "ink" }),
    );
    y = top + BAR + (frame.above ? 10 : 8);
    return words.join("") + drawRow(chart, row, { frame, top });
  });
  const key = drawKey(chart.parts, frame, y + 12);
  return picture(key.bottom, label, rows.join("") + key.svg);
}

function frameOf({ rows }: StackedChart): Frame {
  const labels = Math.max(0, ...rows.map((row) => textWidth(row.label)));
  const ends = Math.max(0, ...rows.map((row) => textWidth(row.end ?? "", BIG_PX)));
  const above = labels > LABEL_LIMIT;
  return {
    left: above ? 0 : labels + 8,
    right: WIDTH - (ends > 0 ? ends + 10 : 0),
    above,
  };
}

function drawRow(
  chart: StackedChart,
  row: StackedChart["rows"][number],
  { frame, top }: { readonly frame: Frame; readonly top: number },
): string {
  const width = frame.right - frame.left;
  let x = frame.left;
  const segments = chart.parts.map((part, index) => {
    const share = row.shares[index] ?? 0;
    const start = x;
    x += share * width;
    return share > 0
      ? segment(part, share, { start, end: x, top, locale: chart.style.locale })
      : "";
  });
  const known = row.shares.some((share) => share !== null);
  const empty = known
    ? ""
    : rect("f-none s-context dash", {
        x: frame.left + 1,
        y: top + 1,
        width: width - 2,
        height: BAR - 2,
      });
  const end =
    row.end === undefined
      ? ""
      : text(WIDTH, top + 20.5, row.end, { at: "end", classes: "big ink" });
  return segments.join("") + empty + end;
}

function segment(
  part: Part,
  share: number,
  at: {
    readonly start: number;
    readonly end: number;
    readonly top: number;
    readonly locale: string;
  },
): string {
  const width = Math.max(0.8, at.end - at.start - GAP);
  const digits = decimal(share * 100, 0, at.locale);
  const words = [`${digits}%`, digits].find((each) => textWidth(each) + 6 <= width);
  const ink = part.tone === "bad" || part.tone === "good" ? "on-dark" : "ink";
  return (
    rect(FILL[part.tone], { x: at.start, y: at.top, width, height: BAR }) +
    (words === undefined
      ? ""
      : text(at.start + width / 2, at.top + 17.5, words, { at: "mid", classes: ink }))
  );
}

/** Three parts are named all; longer scales by their ends, the way the scale reads. */
function drawKey(
  parts: readonly Part[],
  frame: Frame,
  y: number,
): { readonly svg: string; readonly bottom: number } {
  const named = parts.length <= 3 ? parts : [parts[0] as Part, parts.at(-1) as Part];
  const widths = named.map(({ name }) => 14 + textWidth(name));
  const total = widths.reduce((sum, width) => sum + width, 0) + 14 * (named.length - 1);
  const left = total <= frame.right - frame.left ? frame.left : 0;
  const right = total <= frame.right - frame.left ? frame.right : WIDTH;
  if (total > WIDTH) {
    const lines = named.map((part, index) => keyEntry(part, 0, y + index * 19));
    return { svg: lines.join(""), bottom: y + (named.length - 1) * 19 + 6 };
  }
  const space =
    named.length > 1 ? (right - left - (total - 14 * (named.length - 1))) / (named.length - 1) : 0;
  let x = left;
  const entries = named.map((part, index) => {
    const entry = keyEntry(part, x, y);
    x += (widths[index] as number) + space;
    return entry;
  });
  return { svg: entries.join(""), bottom: y + 6 };
}

function keyEntry(part: Part, x: number, y: number): string {
  return (
    rect(FILL[part.tone], { x, y: y - 9.5, width: 10, height: 10 }) + text(x + 14, y, part.name)
  );
}
