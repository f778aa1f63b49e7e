/** What a build publishes, looked at as an outsider would who wants to find a person. */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { Figure } from "../../src/figures/figure.ts";
import { kindOf, type FigureId } from "../../src/figures/registry.ts";
import type { Company } from "../../src/pipeline.ts";
import { hasDrop, openDrop, openSample, projectFolder } from "../support/open-test-company.ts";
import { plainKey } from "../support/plain-company.ts";
import { plainFolder } from "../support/plain-rows.ts";

const keys = [
  "id",
  "value",
  "low",
  "high",
  "n",
  "unit",
  "by",
  "period",
  "method",
  "base",
  "source",
  "suppressed",
];

/** Counts of rows and files, which are no persons. */
/** Counts of what was read, and of things behind which nobody stands. */
const isOfRows = ({ id }: Figure) =>
  id.startsWith("data.") || kindOf(id.replace(/\.change$/u, "") as FigureId).of === "things";

/** Growth, slopes and coefficients of variation have no end. */
const endless: ReadonlySet<string> = new Set([
  "chain.revenue-growth",
  "demand.growth",
  "divergence.campaign-uplift",
  "elements.continuity",
  "experience.tenure-slope",
  "loyalty.sensitivity",
  "modes.swing",
]);

const leastOf = ({ id }: Figure) => (id.startsWith("employee.") ? 10 : 5);

const address = ({ id, period, by }: Figure) =>
  plainKey(
    id,
    period,
    Object.fromEntries(Object.entries(by).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  );

/** Attributes that divide people; other names in `by` say which answer, tier or window is meant. */
const attributes = ["segment", "location", "channel", "team"];

for (const [name, open, isThere] of [
  ["sample", () => openSample(), true],
  ["olist", () => openDrop("olist"), hasDrop("olist")],
  ["cdnow", () => openDrop("cdnow"), hasDrop("cdnow")],
  ["ecsi-mobile", () => openDrop("ecsi-mobile"), hasDrop("ecsi-mobile")],
] as const) {
  describe.skipIf(!isThere)(
    `figures of ${name}${isThere ? "" : " (skipped: no ../shared)"}`,
    () => {
      let company: Company;
      let figures: readonly Figure[];
      beforeAll(async () => {
        company = await open();
        figures = company.figures;
      });

      it("have exactly the twelve keys, in their order", () => {
        expect(figures.filter((figure) => Object.keys(figure).join() !== keys.join())).toEqual([]);
      });

      it("stand at one address each, in order of address", () => {
        const addresses = figures.map(address);
        expect(addresses.length - new Set(addresses).size).toBe(0);
      });

      it("are finite, and low ≤ value ≤ high", () => {
        const odd = figures.filter(({ value, low, high, n }) => {
          const isFinite = [value, low, high, n].every(
            (each) => each === null || (typeof each === "number" && Number.isFinite(each)),
          );
          const hasOneEnd = (low === null) !== (high === null);
          const isOutside =
            (value !== null && low !== null && low > value + 1e-9) ||
            (value !== null && high !== null && high < value - 1e-9) ||
            (low !== null && high !== null && low > high);
          return !isFinite || hasOneEnd || isOutside;
        });
        expect(odd.map(address)).toEqual([]);
      });

      it("stay within their unit", () => {
        const odd = figures.filter(({ id, unit, value, low, high }) => {
          if (id.endsWith(".change") || endless.has(id)) return false;
          const [least, most] = {
            share: [0, 1],
            points: [-100, 100],
            index: [0, 100],
            count: [0, Infinity],
          }[unit as "share"] ?? [-Infinity, Infinity];
          return [value, low, high].some(
            (each) => each !== null && (each < least! || each > most!),
          );
        });
        expect(odd.map(address)).toEqual([]);
      });

      it("say nothing where they are hidden, and something where they are not", () => {
        const telling = figures.filter(
          ({ value, low, high, n, suppressed }) =>
            suppressed !== null &&
            suppressed !== "uniform" &&
            [value, low, high, n].some((each) => each !== null),
        );
        expect(telling.map(address)).toEqual([]);
        const uniform = figures.filter(({ suppressed }) => suppressed === "uniform");
        expect(
          uniform.filter(({ value, low, n }) => value !== null || low === null || n === null),
        ).toEqual([]);
      });

      it("rest on nobody or on k persons and more", () => {
        const small = figures.filter(
          (figure) =>
            !isOfRows(figure) && figure.n !== null && figure.n > 0 && figure.n < leastOf(figure),
        );
        expect(small.map(address)).toEqual([]);
      });

      it("never publish nobody or everybody of a small group as such", () => {
        const told = figures.filter(
          ({ id, unit, value, n, by }) =>
            unit === "share" &&
            Object.keys(by).some((each) => attributes.includes(each)) &&
            !id.endsWith(".change") &&
            n !== null &&
            n > 0 &&
            n < 30 &&
            (value === 0 || value === 1),
        );
        expect(told.map(address)).toEqual([]);
      });

      it("differ from the figure of one attribute less by nobody or by k persons and more", () => {
        const at = new Map(figures.map((each) => [address(each), each]));
        const near = figures.flatMap((inner) => {
          if (inner.n === null || isOfRows(inner) || inner.id.endsWith(".change")) return [];
          return wider(inner, at).flatMap((outer) => {
            const difference = outer.n! - inner.n!;
            return difference > 0 && difference < leastOf(inner)
              ? [`${address(outer)} less ${address(inner)} is ${difference}`]
              : [];
          });
        });
        expect(near).toEqual([]);
      });

      it("leave no level that the whole less the other levels gives away", () => {
        expect(recoverable(figures)).toEqual([]);
      });

      it("hide a change with either of its waves", () => {
        const at = new Map(figures.map((each) => [address(each), each]));
        const shown = figures.filter(({ id, value }) => id.endsWith(".change") && value !== null);
        const loose = shown.filter(({ id, period, by }) => {
          const own = at.get(address({ id: id.slice(0, -7), period, by } as Figure));
          return own === undefined || (own.value === null && own.suppressed !== "uniform");
        });
        expect(loose.map(address)).toEqual([]);
      });
    },
  );
}

it("figures of employees hide a team over all waves that is small in each of them", async () => {
  const { figures } = await openSample();
  const rows = plainFolder(join(projectFolder, "data", "responses", "team-pulse"));
  const teams = Map.groupBy(rows, ({ team }) => team!);
  const small = [...teams].flatMap(([team, answers]) => {
    const waves = Map.groupBy(answers, ({ answered_at }) => answered_at!.slice(0, 7));
    return [...waves.values()].every(({ length }) => length < 10) ? [team] : [];
  });
  expect(small.length).toBeGreaterThan(1);
  const shown = figures.filter(
    ({ id, by, value }) =>
      id.startsWith("employee.") && small.includes(by["team"] ?? "-") && value !== null,
  );
  expect(shown.map(address)).toEqual([]);
});

/** The whole of a level's attribute, and "all" of a wave, where they are published. */
function wider(inner: Figure, at: ReadonlyMap<string, Figure>): readonly Figure[] {
  const without = Object.entries(inner.by).filter(([name]) => !attributes.includes(name));
  const hasLevel = without.length < Object.keys(inner.by).length;
  const candidates = [
    ...(hasLevel ? [{ ...inner, by: Object.fromEntries(without) }] : []),
    ...(inner.period === "all" ? [] : [{ ...inner, period: "all" }]),
    ...(hasLevel && inner.period !== "all"
      ? [{ ...inner, by: Object.fromEntries(without), period: "all" }]
      : []),
  ];
  return candidates.flatMap((each) => {
    const found = at.get(address(each));
    return found === undefined || found.n === null ? [] : [found];
  });
}

/**
 * Levels of one attribute divide the whole. What the shown ones leave over must be nobody, or
 * at least k persons of at least two hidden levels.
 */
function recoverable(figures: readonly Figure[]): readonly string[] {
  const ofPersons = figures.filter((each) => !isOfRows(each) && !each.id.endsWith(".change"));
  const wholes = new Map(
    ofPersons
      .filter(({ by }) => Object.keys(by).length === 0)
      .map(({ id, period, n }) => [`${id}@${period}`, n]),
  );
  const leveled = ofPersons.filter(({ by }) => {
    const [name, ...more] = Object.keys(by);
    return more.length === 0 && name !== undefined && attributes.includes(name);
  });
  const tables = Map.groupBy(
    leveled,
    ({ id, period, by }) => `${id}@${period}|${Object.keys(by)[0]}`,
  );
  return [...tables].flatMap(([table, levels]) => {
    const whole = wholes.get(table.split("|")[0]!);
    const hidden = levels.filter(({ n }) => n === null);
    if (whole === undefined || whole === null || hidden.length === 0) return [];
    const rest = whole - levels.reduce((sum, { n }) => sum + (n ?? 0), 0);
    // A small level alone could be found; one hidden for the sake of others is not small.
    const isOne = hidden.length === 1 && hidden[0]!.suppressed === "small-group" && rest > 0;
    const isSmall = rest > 0 && rest < leastOf(levels[0]!);
    return isOne || isSmall ? [`${table} leaves ${rest} in ${hidden.length}`] : [];
  });
}
