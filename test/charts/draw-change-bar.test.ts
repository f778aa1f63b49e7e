import { expect, test } from "vitest";
import { drawChangeBar, drawStrip } from "../../src/charts/draw-change-bar.ts";
import type { StripRow, StripTable } from "../../src/reports/report.ts";

test("drawChangeBar(bar) puts zero in the middle and the band where the change is", () => {
  // The design's own example: +2.7 (1.2 to 4.2) on a span of 6 either side of 240 px.
  const svg = drawChangeBar({ value: 2.7, low: 1.2, high: 4.2, max: 6, tone: "good", text: "up" });
  expect(svg).toContain('class="zero" d="M120 2V20"');
  expect(svg).toContain('class="thick s-good-band" d="M144 11H204"');
  expect(svg).toContain('class="dotcap s-good" d="M174 11h.01"');
});

test("drawChangeBar(bar) cuts a band at the end of its span", () => {
  const svg = drawChangeBar({ value: -9, low: -20, high: 2, max: 6, tone: "flat", text: "" });
  expect(svg).toContain('d="M0 11H160"');
});

const row: StripRow = {
  label: "Campus",
  state: "firm",
  value: 0.46,
  low: 0.4,
  high: 0.52,
  valueText: "46%",
  rangeText: "40–52%",
  nText: "271",
  tone: "bad",
  text: 'Campus "46%"',
};
const strips: StripTable = {
  head: { group: "", value: "", range: "", n: "" },
  axis: {
    min: 0.1,
    max: 0.6,
    ticks: [
      { at: 0.1, text: "10%" },
      { at: 0.6, text: "60%" },
    ],
  },
  target: { at: 0.3, text: "Target 30%" },
  rows: [row],
};

test("drawStrip(row, table) draws range, value and target on one axis", () => {
  const svg = drawStrip(row, strips);
  expect(svg).toContain('class="thick s-bad-band" d="M60 14H84"');
  expect(svg).toContain('class="dotcap s-bad" d="M72 14h.01"');
  expect(svg).toContain('class="target" d="M40 0v28"');
  expect(svg).toContain('aria-label="Campus &quot;46%&quot;"');
});

test("drawStrip(row, table) draws a thin group hollow and dashed, without tone", () => {
  const svg = drawStrip({ ...row, state: "thin" }, strips);
  expect(svg).toContain("thin-range");
  expect(svg).toContain("dotcore");
  expect(svg).not.toContain("bad");
});

test("drawStrip(row, table) draws a range without a value where there is none", () => {
  expect(drawStrip({ ...row, state: "thin", value: null }, strips)).not.toContain("dotcap");
});
