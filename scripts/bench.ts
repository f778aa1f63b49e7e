/**
 * `npm run bench`: the measured budgets, as ratios to a reference run beside them.
 * `npm run bench -- ingest pages` runs only those named.
 */
import type { Measured } from "./bench/measured.ts";

const benches: Readonly<Record<string, () => Promise<readonly Measured[]>>> = {
  "bg-nbd": async () => (await import("./bench/bg-nbd.ts")).benchBgNbd(),
  charts: async () => (await import("./bench/charts.ts")).benchCharts(),
  collector: async () => (await import("./bench/collector.ts")).benchCollector(),
  ingest: async () => (await import("./bench/ingest.ts")).benchIngest(),
  pages: async () => (await import("./bench/pages.ts")).benchPages(),
  "survey-page": async () => (await import("./bench/survey-page.ts")).benchSurveyPage(),
  "whole-build": async () => (await import("./bench/whole-build.ts")).benchWholeBuild(),
};

const wanted = process.argv.slice(2);
const all: Measured[] = [];
for (const [name, bench] of Object.entries(benches)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n${name}`);
  for (const measured of await bench()) {
    all.push(measured);
    console.log(
      `  ${measured.ok ? "reached" : "MISSED "}  ${measured.name}: ${measured.measured} (goal ${measured.goal})`,
    );
  }
}
const missed = all.filter(({ ok }) => !ok).length;
console.log(`\n${all.length - missed} of ${all.length} goals reached.`);
if (missed > 0) process.exitCode = 1;
