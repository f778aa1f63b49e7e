import { figureKey, type Figure } from "../../src/figures/figure.ts";
import { kindOf, type FigureId } from "../../src/figures/registry.ts";

/** What no figure of any company may be; empty when all is well. */
export function figureFaults(figures: readonly Figure[]): readonly string[] {
  const keys = figures.map(({ id, period, by }) => figureKey(id, period, by));
  const repeated = keys.filter((key, place) => keys.indexOf(key) !== place);
  return [
    ...repeated.map((key) => `${key} stands twice`),
    ...figures.flatMap((figure, place) =>
      faultsOf(figure).map((fault) => `${keys[place]}: ${fault}`),
    ),
  ];
}

function faultsOf({ id, unit, value, low, high, n, suppressed }: Figure): string[] {
  const faults = [];
  const numbers = [value, low, high, n].filter((each) => each !== null);
  if (!numbers.every((each) => typeof each === "number" && Number.isFinite(each)))
    faults.push("not a number");
  if (value !== null && low !== null && low > value + 1e-9)
    faults.push(`low ${low} above ${value}`);
  if (value !== null && high !== null && high < value - 1e-9)
    faults.push(`high ${high} below ${value}`);
  if (suppressed !== null && suppressed !== "uniform" && numbers.length > 0)
    faults.push("hidden, yet told");
  // What counts hours, standards or campaigns stands for nobody.
  const isOfThings = kindOf(id.replace(/\.change$/u, "") as FigureId).of === "things";
  const isOfRows = id.startsWith("data.") || isOfThings;
  const least = id.startsWith("employee.") ? 10 : 5;
  if (!isOfRows && n !== null && n > 0 && n < least) faults.push(`n ${n}`);
  if (unit === "share" && !id.endsWith(".change") && numbers.length > 0) {
    if ([value, low, high].some((each) => each !== null && (each < 0 || each > 1)))
      faults.push("no share");
  }
  return faults;
}
