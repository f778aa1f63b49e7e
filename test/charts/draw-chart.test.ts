import { brotliCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { ChainChart, ChartModel, ScatterChart, TrendChart } from "../../src/charts/chart.ts";
import { drawChart } from "../../src/charts/draw-chart.ts";
import { drawChain } from "../../src/charts/draw-chain.ts";
import { drawScatter } from "../../src/charts/draw-scatter.ts";
import { drawTrend } from "../../src/charts/draw-trend.ts";
import { demoCharts, demoLocales } from "../support/demo-reports.ts";
import { drawnChart, outside, overlapping } from "../support/svg-texts.ts";

const drawings = demoLocales.flatMap((locale) =>
  Object.entries(demoCharts(locale)).map(([name, chart]) => ({
    name: `${name} (${locale})`,
    svg: drawChart(chart, "label"),
  })),
);

describe.each(drawings)("drawChart(chart, label) of $name", ({ svg }) => {
  test("is 328 px wide and says its numbers in its label", () => {
    expect(drawnChart(svg).width).toBe(328);
    expect(svg).toContain('role="img" aria-label="label"');
  });

  test("keeps every text inside its viewBox", () => {
    expect(outside(drawnChart(svg))).toEqual([]);
  });

  test("lets no two texts touch", () => {
    expect(overlapping(drawnChart(svg).texts)).toEqual([]);
  });

  test("says no colour, no style and no size under 13 px", () => {
    expect(svg).not.toMatch(/style=|font-size|fill="|stroke="|NaN|undefined|Infinity/u);
  });

  test("weighs at most 1 kB as a browser fetches it", () => {
    expect(brotliCompressSync(svg).length).toBeLessThanOrEqual(1024);
  });
});

describe("drawChart(chart, label)", () => {
  test("escapes words that look like markup", () => {
    const svg = drawChart(
      {
        kind: "bars",
        style: { unit: "count", locale: "en" },
        bars: [{ label: '<b>&"', value: 1, text: "</svg>", tone: "data" }],
      },
      '"><script>',
    );
    expect(svg).toContain('aria-label="&quot;&gt;&lt;script&gt;"');
    expect(svg).toContain("&lt;b&gt;&amp;&quot;");
    expect(svg.match(/<\/svg>/gu)).toHaveLength(1);
  });

  test("draws a hundred people as a hundred marks, ten a row", () => {
    const svg = drawChart(demoCharts("en")["people"] as ChartModel, "");
    const marks = svg.match(/M[\d.]+ [\d.]+/gu) ?? [];
    expect(marks).toHaveLength(100);
    // First person in the middle of its 32.8 px cell, last one nine cells further.
    expect(marks[0]).toBe("M16 16");
    expect(svg).toContain('viewBox="0 0 328 328"');
  });

  test("never draws a whisker: intervals are bands of one path", () => {
    for (const { svg } of drawings) expect(svg).not.toContain("whisker");
    expect(drawings.filter(({ svg }) => svg.includes("f-band")).length).toBeGreaterThan(5);
  });
});

describe("drawTrend(chart, label)", () => {
  const style = { unit: "percent", locale: "en" } as const;
  const wave = (value: number | null, label = "Q") => ({
    label,
    value,
    low: value === null ? null : value - 0.01,
    high: value === null ? null : value + 0.01,
  });
  const panel = (tone: "good" | "bad" | "flat", values: readonly (number | null)[]) => ({
    name: "Share",
    points: values.map((value) => wave(value)),
    tone,
    note: "",
  });
  const chart = (...panels: TrendChart["panels"]): TrendChart => ({ kind: "trend", style, panels });

  test("colours the last point only when the change is clear", () => {
    expect(drawTrend(chart(panel("good", [0.5, 0.6, 0.7])), "")).toMatch(/f-good.*big t-good/u);
    expect(drawTrend(chart(panel("bad", [0.7, 0.6, 0.5])), "")).toMatch(/f-bad.*big t-bad/u);
    expect(drawTrend(chart(panel("flat", [0.5, 0.5, 0.5])), "")).not.toMatch(/good|bad/u);
  });

  test("gives panels that are compared the same span", () => {
    const svg = drawTrend(
      chart(panel("flat", [0.5, 0.51, 0.52]), panel("flat", [0.2, 0.6, 0.3])),
      "",
    );
    const ticks = [...svg.matchAll(/class="end" x="[\d.]+" y="[\d.]+">(\d+)%/gu)].map(([, tick]) =>
      Number(tick),
    );
    const [first, second] = [ticks.slice(0, 3), ticks.slice(3, 6)];
    const span = (panelTicks: readonly number[]) =>
      Math.max(...panelTicks) - Math.min(...panelTicks);
    expect(span(first)).toBe(span(second));
    // 20 % to 60 % and their bands of one point need 50 points a side at steps of 1, 2, 5, 10, 20, 50.
    expect(span(second)).toBe(100);
  });

  test("draws two waves as two dots without a line between", () => {
    expect(drawTrend(chart(panel("flat", [0.5, 0.6])), "")).not.toContain('class="line');
    expect(drawTrend(chart(panel("flat", [0.5, 0.6, 0.7])), "")).toContain('class="line');
  });

  test("leaves a gap where a wave says nothing", () => {
    const svg = drawTrend(chart(panel("flat", [0.5, 0.6, null, 0.7, 0.6])), "");
    const line = /class="line s-data" d="([^"]*)"/u.exec(svg)?.[1] ?? "";
    expect(line.match(/M/gu)).toHaveLength(2);
  });

  test("labels the last wave that has a value", () => {
    expect(drawTrend(chart(panel("flat", [0.5, 0.6, 0.75, null])), "")).toContain(">75%<");
  });
});

describe("drawScatter(chart, label)", () => {
  const at = (label: string, [x, y]: readonly [number, number], tone: "bad" | "data") => ({
    ...{ label, x, y, tone },
    ...{ xLow: x - 1, xHigh: x + 1, yLow: y - 0.05, yHigh: y + 0.05 },
  });
  const chart: ScatterChart = {
    kind: "scatter",
    style: { unit: "percent", locale: "en" },
    up: "Up",
    across: { name: "Across", style: { unit: "score", locale: "en", digits: 0 } },
    means: { x: 70, y: 0.25 },
    corner: "Corner",
    marks: [at("Problem", [61, 0.45], "bad"), at("Fine", [79, 0.05], "data")],
  };
  const svg = drawScatter(chart, "");

  test("crosses each dot with its two intervals, dashes both means", () => {
    // Up: 0 to 60% over 206 px, so 25% lies at 232 − 206·25/60 = 146.2.
    expect(svg).toMatch(/class="line s-context w1 dash" d="M[\d.]+ 26V232M[\d.]+ 146\.2H320"/u);
    const crosses = [...svg.matchAll(/class="cross s-(\w+)-band" d="([^"]*)"/gu)];
    expect(crosses.map(([, tone]) => tone)).toEqual(["bad", "data"]);
    // 40% and 50%: 232 − 206·40/60 = 94.7, 232 − 206·50/60 = 60.3.
    expect(crosses[0]![2]).toMatch(/ 94\.7V60\.3$/u);
  });

  test("names the problem and its corner in orange, the rest in ink", () => {
    expect(svg).toMatch(/class="t-bad halo"[^>]*>Corner</u);
    expect(svg).toMatch(/class="strong t-bad halo"[^>]*>Problem</u);
    expect(svg).toMatch(/class="ink halo"[^>]*>Fine</u);
  });

  test("leaves out a name that has no room, and keeps its dot", () => {
    const crowd = Array.from({ length: 12 }, (_, i) =>
      at(`Something long ${i}`, [70 + i / 100, 0.25], "data"),
    );
    const full = drawScatter({ ...chart, marks: crowd }, "");
    expect(overlapping(drawnChart(full).texts)).toEqual([]);
    expect(full.match(/h\.01/gu)).toHaveLength(12);
  });
});

describe("drawChain(chart, label)", () => {
  const chart: ChainChart = {
    kind: "chain",
    boxes: [
      { label: "Staff", text: "72" },
      { label: "Customers", text: "79" },
      { label: "Revenue", text: "12%" },
    ],
    links: [
      { text: "r 0.82", note: "0.40 to 0.95", state: "clear" },
      { text: "r 0.17", note: "not seen", state: "unclear" },
    ],
  };
  const svg = drawChain(chart, "");

  test("draws a clear link solid and one that is not seen dashed, one arrow each", () => {
    // Boxes are 38 high and 56 apart: the first link runs from 1 + 38 + 5 to 1 + 38 + 56 − 5.
    expect(svg).toMatch(/class="line s-data" d="M40 44V90"/u);
    expect(svg).toMatch(/class="line s-context w1 dash" d="M40 138V184"/u);
    expect(svg.match(/d="M35 /gu)?.length).toBe(2);
  });

  test("writes r in ink where it is clear, and what a box comes to at its right edge", () => {
    expect(svg).toMatch(/class="strong"[^>]*>r 0\.82</u);
    expect(svg).toMatch(/class="ink"[^>]*>r 0\.17</u);
    expect(svg).toMatch(/class="strong end" x="316"[^>]*>72</u);
  });
});

describe("drawCapacity(chart, label)", () => {
  const style = { unit: "count", locale: "en" } as const;
  const names = { demand: "Came", lost: "Turned away", max: "Most", best: "Best" };
  const point = (label: string, [demand, lost]: readonly [number, number]) => ({
    ...{ group: label.slice(0, 3), label, demand, lost },
    ...{ max: 100, best: 80 },
  });
  const points = [point("Mon 8", [60, 0]), point("Mon 11", [120, 20]), point("Tue 8", [50, 0])];
  const svg = drawChart({ kind: "capacity", style, names, points }, "");

  test("draws what was turned away in orange between served and demand", () => {
    // 0 to 150 over 160 px from 204 up: 120 lies at 76, 100 at 97.3.
    const lost = /class="f-bad" d="(M[^"]*,[^"]*)"/u.exec(svg)?.[1] ?? "";
    expect(lost).toContain(",76L");
    expect(lost).toContain(",97.3L");
  });

  test("lays the most as a line, the best dashed, and names each day once", () => {
    expect(svg).toMatch(/class="line s-ink" d="M[\d.]+,97\.3L/u);
    expect(svg).toMatch(/class="line s-context w1 dash" d="M[\d.]+,118\.7L/u);
    expect(svg.match(/>Mon</gu)).toHaveLength(1);
    expect(overlapping(drawnChart(svg).texts)).toEqual([]);
  });
});

describe("drawForecast(chart, label)", () => {
  const svg = drawChart(
    {
      kind: "forecast",
      style: { unit: "count", locale: "en" },
      name: "Orders",
      past: [
        { label: "May", value: 100 },
        { label: "June", value: 200 },
      ],
      ahead: [{ label: "July", value: 150, low: 100, high: 200 }],
    },
    "",
  );

  test("goes on dashed from the last known value, in a band without width there", () => {
    // 0 to 200 over 160 px from 190 up: 200 at 30, 150 at 70, 100 at 110.
    expect(svg).toMatch(/class="line s-data" d="M[\d.]+,110L[\d.]+,30"/u);
    expect(svg).toMatch(/class="line s-data dash" d="M[\d.]+,30L[\d.]+,70"/u);
    expect(svg).toMatch(/class="f-band" d="M[\d.]+,30L[\d.]+,30L[\d.]+,110L[\d.]+,30Z"/u);
  });

  test("writes the last value with its range", () => {
    expect(svg).toMatch(/class="big ink"[^>]*>150</u);
    expect(svg).toContain(">100–200<");
    expect(overlapping(drawnChart(svg).texts)).toEqual([]);
  });
});
