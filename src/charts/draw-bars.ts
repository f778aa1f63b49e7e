/** Bars from one left edge, their words at the end; a note that finds no room goes below. */
import type { BarsChart, Tone } from "./chart.ts";
import { path, picture, rect, text, WIDTH } from "./svg.ts";
import { textWidth, wrapLines } from "./text-width.ts";

type Bar = BarsChart["bars"][number];

const BAR = 26;
const LABEL_LIMIT = 104;
const SHORTEST_PLOT = 60;

interface Frame {
  readonly left: number;
  /** Where zero stands: right of `left` when a value is negative. */
  readonly zero: number;
  readonly pxPerUnit: number;
  readonly above: boolean;
  readonly below: boolean;
}

export function drawBars(chart: BarsChart, label: string): string {
  const frame = frameOf(chart.bars);
  const zeroLines: string[] = [];
  let y = 0;
  const rows = chart.bars.map((bar) => {
    const head = frame.above ? wrapLines(bar.label, WIDTH) : [bar.label];
    const top = frame.above ? y + head.length * 17 + 4 : y;
    const words = head.map((line, index) =>
      text(0, frame.above ? y + 15 + index * 17 : top + 17.5, line, { classes: "ink" }),
    );
    zeroLines.push(`M${frame.zero.toFixed(1)} ${top - 3}v${BAR + 6}`);
    const noted = frame.below && bar.note !== undefined;
    y = top + BAR + (noted ? 20 : 0) + 12;
    return words.join("") + drawBar(bar, frame, top);
  });
  const zero = frame.zero > frame.left ? path("zero", zeroLines.join("")) : "";
  return picture(Math.max(y - 8, 1), label, rows.join("") + zero);
}

function frameOf(bars: readonly Bar[]): Frame {
  const labels = Math.max(0, ...bars.map(({ label }) => textWidth(label)));
  const above = labels > LABEL_LIMIT;
  const left = above ? 0 : labels + 8;
  const below = scaleFor(bars, left, true).pxPerUnit * span(bars) < SHORTEST_PLOT;
  return { left, above, below, ...scaleFor(bars, left, !below) };
}

/** The longest bars that leave room for the words behind each of them. */
function scaleFor(bars: readonly Bar[], left: number, withNotes: boolean) {
  const lowest = Math.min(0, ...bars.map(({ value }) => value ?? 0));
  const scales = bars.map((bar) => {
    const room = WIDTH - left - wordsWidth(bar, withNotes);
    return room / Math.max(Math.max(bar.value ?? 0, 0) - lowest, 1e-9);
  });
  const widest = Math.max(span(bars), 1e-9);
  const pxPerUnit = Math.max(0, Math.min(...scales, (WIDTH - left) / widest));
  return { pxPerUnit, zero: left - lowest * pxPerUnit };
}

function span(bars: readonly Bar[]): number {
  const values = bars.map(({ value }) => value ?? 0);
  return Math.max(0, ...values) - Math.min(0, ...values);
}

function wordsWidth({ text: words, note }: Bar, withNotes: boolean): number {
  return 6 + textWidth(words) * 1.06 + (withNotes && note !== undefined ? 8 + textWidth(note) : 0);
}

function drawBar(bar: Bar, frame: Frame, top: number): string {
  const value = bar.value ?? 0;
  const width = Math.abs(value) * frame.pxPerUnit;
  const start = value < 0 ? frame.zero - width : frame.zero;
  const after = frame.zero + Math.max(0, value) * frame.pxPerUnit + 6;
  const noteClass = bar.tone === "bad" || bar.tone === "good" ? `t-${bar.tone}` : "";
  const below = Math.min(
    frame.zero + (frame.zero > frame.left ? 5 : 0),
    WIDTH - textWidth(bar.note ?? ""),
  );
  const noteX = frame.below ? below : after + textWidth(bar.text) * 1.06 + 8;
  const noteY = frame.below ? top + BAR + 15 : top + 17.5;
  return [
    bar.value === null || width === 0
      ? ""
      : rect(fillOf(bar.tone), { x: start, y: top, width: Math.max(width, 1), height: BAR }),
    text(after, top + 17.5, bar.text, bar.value === null ? {} : { classes: "strong" }),
    bar.note === undefined ? "" : text(noteX, noteY, bar.note, { classes: noteClass }),
  ].join("");
}

function fillOf(tone: Tone): string {
  if (tone === "data" || tone === "flat") return "q4";
  return `f-${tone}`;
}
