/**
 * P8: 1,000 segment pages against a bare Astro build of as many pages from JSON, and
 * a rebuild with one page changed; P9: what a page of four charts sends before a touch.
 */
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import type { ChartModel } from "../../src/charts/chart.ts";
import type { Company } from "../../src/pipeline.ts";
import type { Block, Report, TableModel } from "../../src/reports/report.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import { demoCharts, demoReports, demoSite } from "../../test/support/demo-reports.ts";
import type { SiteContent } from "../../src/layouts/site-content.ts";
import type { Measured } from "./measured.ts";

const PAGES = 1_000;
const ROUNDS = 5;
const OWN_FILES = ["package.json", "package-lock.json"];

export async function benchPages(): Promise<readonly Measured[]> {
  const project = projectRoot();
  const folder = join(project, "out", "bench-pages");
  rmSync(folder, { recursive: true, force: true });
  try {
    const ours = ownRoot(project, join(folder, "ours"));
    const bare = bareRoot(project, join(folder, "bare"));
    const cold: number[] = [];
    const again: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      clean(ours, round);
      clean(bare, round);
      const reference = seconds(bare, [join("node_modules", "astro", "bin", "astro.mjs"), "build"]);
      writeContent(ours, round * 2);
      const first = seconds(ours, OWN_BUILD);
      cold.push(first / reference);
      writeContent(ours, round * 2 + 1);
      again.push(seconds(ours, OWN_BUILD) / first);
    }
    return [
      ratio(`P8 ${PAGES} segment pages against as many bare pages from JSON`, cold, 1.3),
      ratio("P8 rebuild with one page changed against cold", again, 0.65),
      ...pageWeight(join(ours, "dist")),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function ratio(name: string, ratios: readonly number[], goal: number): Measured {
  const median = ratios.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  const all = ratios.map((each) => each.toFixed(2)).join(", ");
  return {
    name,
    measured: `${median.toFixed(2)} (${all})`,
    goal: `<= ${goal}`,
    ok: median <= goal,
  };
}

/** Script and bytes of the demonstration page with four charts, before a reader touches it. */
function pageWeight(dist: string): readonly Measured[] {
  const html = readFileSync(join(dist, "en/reports/four/index.html"), "utf8");
  const scripts = [...html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/gu)];
  const fetched = scripts.filter(([, attributes]) => attributes?.includes("src=")).length;
  const inline = Buffer.byteLength(scripts.map(([, , code]) => code).join(""));
  const sheets = [...html.matchAll(/rel="stylesheet" href="\/([^"]+)"/gu)].map(([, file]) =>
    readFileSync(join(dist, file ?? ""), "utf8"),
  );
  const bytes = [html, ...sheets]
    .map((text) => brotliCompressSync(text).length)
    .reduce((sum, each) => sum + each, 0);
  return [
    {
      name: "P9 scripts fetched before a touch",
      measured: fetched,
      goal: "0",
      ok: fetched === 0,
    },
    {
      name: "P9 inline script",
      measured: `${inline} B`,
      goal: "<= 1024 B",
      ok: inline <= 1024,
    },
    {
      name: "P9 page of four charts with its styles, brotli",
      measured: `${bytes} B`,
      goal: "<= 30000 B",
      ok: bytes <= 30_000,
    },
  ];
}

const OWN_BUILD = [join("scripts", "run.js"), "bench/pages-build"];

/** The whole project, so that `npm run build` and this build are the same but for the data. */
function ownRoot(project: string, root: string): string {
  prepare(project, root);
  for (const part of ["src", "scripts", "content", "public", "test/support", ...OWN_FILES])
    cpSync(join(project, part), join(root, part), { recursive: true });
  // As many pages as the other has: reports alone.
  for (const part of ["surveys", "reports"])
    rmSync(join(root, "content", part), { recursive: true });
  return root;
}

/** The least that Astro can do for as many pages: one route, a collection, a chart, a table. */
function bareRoot(project: string, root: string): string {
  prepare(project, root);
  mkdirSync(join(root, "src/pages"), { recursive: true });
  writeFileSync(join(root, "package.json"), '{ "type": "module" }');
  writeFileSync(join(root, "astro.config.mjs"), "export default { build: { concurrency: 4 } };\n");
  writeFileSync(join(root, "src/pages/[page].astro"), BARE_PAGE);
  const pages = Array.from({ length: PAGES }, (_, page) => ({
    title: `Segment ${page}`,
    points: Array.from({ length: 12 }, (_, at) => 50 + ((page * 7 + at * 13) % 40)),
    rows: Array.from({ length: 12 }, (_, row) =>
      Array.from({ length: 6 }, (_, column) => (page + row * column) % 97),
    ),
  }));
  writeFileSync(join(root, "pages.json"), JSON.stringify(pages));
  return root;
}

function prepare(project: string, root: string): void {
  mkdirSync(root, { recursive: true });
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  symlinkSync(join(project, "tsconfig.json"), join(root, "tsconfig.json"));
}

/**
 * What the last round made is put aside and removed in the end: ext4 makes a new file slowly where
 * thousands were removed in the last half minute (0.3 ms instead of 0.1).
 */
function clean(root: string, round: number): void {
  const aside = join(root, `round-${round}`);
  mkdirSync(aside, { recursive: true });
  for (const made of ["dist", ".astro", "out"].filter((name) => existsSync(join(root, name))))
    renameSync(join(root, made), join(aside, made));
}

/** As a change of the data does it: one report is another, and the digest of the inputs. */
function writeContent(root: string, changed: number): void {
  const content: SiteContent & Pick<Company, "remarks" | "summary"> = {
    site: { ...demoSite, digest: `${changed}`.padStart(16, "0") },
    figures: [],
    systems: [],
    reports: segmentReports(changed),
    remarks: [],
    summary: [],
  };
  writeFileSync(join(root, "content.json"), JSON.stringify(content));
}

function seconds(root: string, command: readonly string[]): number {
  const start = performance.now();
  const run = spawnSync(process.execPath, command, {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1" },
  });
  if (run.status !== 0) throw new Error(`${command.join(" ")}\n${run.stdout}\n${run.stderr}`);
  return (performance.now() - start) / 1000;
}

/** 1,000 segment pages of one chart and a table of 12 × 6, with an overview and a page of four charts. */
function segmentReports(changed: number): readonly Report[] {
  const overview = demoReports().filter(({ path, locale }) => path === "" && locale === "en");
  const segments = Array.from({ length: PAGES - 2 }, (_, index) => segment(index, changed));
  return [...overview, fourCharts(), ...segments];
}

function chartBlock(id: string, chart: ChartModel): Block & { kind: "chart" } {
  return {
    kind: "chart",
    chart,
    title: "Satisfaction over six quarters",
    sub: null,
    caption: "The light band is the likely range.",
    label: "Satisfaction rose from 83% to 86%",
    table: numbersTable(id, 6, 4),
  };
}

function numbersTable(id: string, rows: number, columns: number): TableModel {
  const keys = Array.from({ length: columns }, (_, column) => `c${column}`);
  return {
    id,
    columns: keys.map((key, column) => ({
      key,
      title: `Column ${column}`,
      kind: column === 0 ? "words" : "number",
    })),
    rows: Array.from({ length: rows }, (_, row) => ({
      cells: Object.fromEntries(keys.map((key, column) => [key, String(row * 7 + column)])),
      raw: Object.fromEntries(keys.map((key, column) => [key, row * 7 + column])),
    })),
  };
}

function page(id: string, name: string, blocks: readonly Block[]): Report {
  return {
    id,
    locale: "en",
    path: `reports/${id}/`,
    name,
    inMenu: id === "four",
    kicker: [name, "Q2 2026"],
    finding: { clauses: ["Satisfaction rose to 86%"], tone: "good", kind: "change", figures: [] },
    lead: ["Satisfaction rose to ", { strong: "86%" }, "."],
    hero: null,
    sections: [{ id: "where", head: "What they said", sub: null, blocks }],
    places: {},
    how: null,
    description: name,
    figures: [],
    summary: name,
  };
}

function segment(index: number, changed: number): Report {
  const name = index === 7 ? `Segment ${index}, look ${changed}` : `Segment ${index}`;
  const trend = demoCharts("en")["single"] as ChartModel;
  return page(`segment/s${index}`, name, [
    chartBlock(`segment-s${index}-trend`, trend),
    { kind: "table", table: numbersTable(`segment-s${index}`, 12, 6) },
  ]);
}

function fourCharts(): Report {
  const charts = Object.entries(demoCharts("en")).slice(0, 4);
  return page("four", "Four charts", [
    { kind: "charts", items: charts.map(([name, chart]) => chartBlock(`four-${name}`, chart)) },
  ]);
}

/** One chart with axis and labels and a table of 12 × 6, 3.7 kB. */
const BARE_PAGE = `---
import { readFileSync } from "node:fs";
export function getStaticPaths() {
  const pages = JSON.parse(readFileSync("pages.json", "utf8"));
  return pages.map((data, index) => ({ params: { page: String(index) }, props: { data } }));
}
const { title, points, rows } = Astro.props.data;
const line = points.map((value, index) => (index ? "L" : "M") + index * 28 + " " + (100 - value)).join("");
---
<!doctype html>
<html lang="en">
  <head><meta charset="utf-8" /><title>{title}</title></head>
  <body>
    <h1>{title}</h1>
    <svg viewBox="0 0 328 120" role="img" aria-label={title}>
      {[25, 50, 75, 100].map((value) => <g><path d={"M0 " + (100 - value) + "H328"} stroke="#ccc" /><text x="0" y={100 - value} class="axis">{value}</text></g>)}
      <path d={line} fill="none" stroke="currentColor" />
      {points.map((value, index) => <circle cx={index * 28} cy={100 - value} r="3" />)}
      {points.map((value, index) => <text x={index * 28} y="118" class="label">{value}</text>)}
    </svg>
    <table>
      <thead><tr>{rows[0].map((_, column) => <th scope="col">Column {column}</th>)}</tr></thead>
      <tbody>{rows.map((row) => <tr>{row.map((cell) => <td class="num">{cell}</td>)}</tr>)}</tbody>
    </table>
  </body>
</html>
`;
