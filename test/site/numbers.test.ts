import Papa from "papaparse";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { figureKey, type Figure } from "../../src/figures/figure.ts";
import { launchBrowser, serveSite, type Served } from "../support/browser.ts";
import { builtSite, filesOf, pagesOf, readSite } from "../support/built-site.ts";
import { couldBe, printedNumbers } from "./printed.ts";

const site = builtSite();
const figures = JSON.parse(readSite(site, "data/figures.json")) as readonly Figure[];
const byKey = new Map(figures.map((each) => [figureKey(each.id, each.period, each.by), each]));
const numbersOf = ({ value, low, high, n }: Figure): readonly number[] =>
  [value, low, high, n].filter((each) => each !== null);

interface Block {
  readonly key: string;
  readonly classes: string;
  readonly value: string;
  readonly change: string;
  readonly note: string;
}

interface Table {
  readonly file: string;
  readonly heads: readonly string[];
  readonly rows: readonly {
    readonly cells: readonly string[];
    readonly numbers: readonly string[];
    readonly isInstead: boolean;
  }[];
}

interface ReportPage {
  readonly address: string;
  readonly blocks: readonly Block[];
  readonly tables: readonly Table[];
  readonly strong: readonly string[];
}

const pages: ReportPage[] = [];
let browser: Browser;
let served: Served;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchBrowser(), serveSite(site)]);
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const reports = pagesOf(site).filter((each) => /^\/[^/]+\/(?:reports\/.*)?$/u.test(each));
  for (const address of reports) {
    await page.goto(served.url + address);
    pages.push({ address, ...(await page.evaluate(readNumbers)) });
  }
});

afterAll(async () => {
  await browser?.close();
  await served?.stop();
});

/** Runs inside the page. */
function readNumbers(): Omit<ReportPage, "address"> {
  const text = (element: Element | null | undefined) =>
    (element?.textContent ?? "").replace(/\s+/gu, " ").trim();
  const all = (selector: string, root: ParentNode = document) => [
    ...root.querySelectorAll(selector),
  ];
  return {
    blocks: all(".numbers > .number").map((block) => ({
      key: block.getAttribute("data-figure") ?? "",
      classes: block.className,
      value: text(block.querySelector(".value")),
      change:
        block.querySelector("svg.bar")?.getAttribute("aria-label") ??
        text(block.querySelector(".change")),
      note: text(block.querySelector(".note")),
    })),
    tables: all("table.data, table.strips").map((table) => {
      const near = table.closest(".fits")?.nextElementSibling;
      const link =
        near?.querySelector("a[download]") ??
        table.closest("details")?.querySelector("a[download]");
      return {
        file: decodeURIComponent(link?.getAttribute("href") ?? ""),
        heads: all("thead th", table).map(text),
        rows: all("tbody tr", table).map((row) => ({
          cells: all("th, td", row).map(text),
          numbers: all("td.num", row).map(text),
          isInstead: row.querySelector(".instead") !== null,
        })),
      };
    }),
    strong: all(".lead strong").map(text),
  };
}

interface Csv {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function readCsv(file: string): Csv {
  const text = readSite(site, file.replace(/^\//u, "")).replace(/^\ufeff/u, "");
  const [heads = [], ...rows] = Papa.parse<string[]>(text, { skipEmptyLines: true }).data;
  return { heads, rows };
}

const isNumber = (cell: string) => /^-?\d+(?:\.\d+)?(?:e[-+]?\d+)?$/iu.test(cell);
/** Provenance and definitions: rows, hashes and words of files, not figures. */
const isAboutFiles = (file: string) => /\/(?:data-files|methods-[a-z]+)\.csv$/u.test(file);
const tableFiles = filesOf(site).filter((file) => /^data\/tables\/.*\.csv$/u.test(file));

function faults(find: (page: ReportPage) => readonly string[]): readonly string[] {
  return pages.flatMap((page) => find(page).map((fault) => `${page.address} ${fault}`));
}

describe("number blocks", () => {
  test("each names a figure and prints its value, its range and its n", () => {
    const wrong = ({ blocks }: ReportPage) =>
      blocks.flatMap(({ key, value, note, classes }) => {
        const figure = byKey.get(key);
        if (figure === undefined)
          return /\b(?:missing|hidden)\b/u.test(classes) ? [] : [`no figure ${key}`];
        // Of few things no n is published, so that nobody takes them for persons.
        if (figure.n === null && figure.value !== null) return [];
        const told = [
          ...printedNumbers(value),
          ...printedNumbers(note.replace(/\d{4}年.*|(?:Q\d )?\d{4}.*$/u, "")),
        ];
        const unknown = told.filter(
          (each) =>
            !numbersOf(figure).some((raw) => couldBe(each, raw, figure.unit) || couldBe(each, raw)),
        );
        return unknown.map((each) => `${key} ${figure.value}: ${value} ${note} (${each.value})`);
      });
    expect(pages.flatMap(({ blocks }) => blocks).length).toBeGreaterThan(100);
    expect(faults(wrong)).toEqual([]);
  });

  test("a change is the figure's own change, with its ends", () => {
    const wrong = ({ blocks }: ReportPage) =>
      blocks
        .filter(({ change }) => change !== "")
        .filter(({ key, change }) => {
          const figure = byKey.get(key.replace("@", ".change@"));
          if (figure === undefined) return true;
          const isPoints = figure.unit === "share" ? 100 : 1;
          const raw = numbersOf(figure).map((each) => Math.abs(each) * isPoints);
          return printedNumbers(change).some(
            (each) =>
              !raw.some((other) =>
                couldBe({ ...each, value: Math.abs(each.value), isPercent: false }, other),
              ),
          );
        })
        .map(({ key, change }) => `${key}: ${change}`);
    expect(
      pages.flatMap(({ blocks }) => blocks).filter(({ change }) => change !== "").length,
    ).toBeGreaterThan(20);
    expect(faults(wrong)).toEqual([]);
  });

  test("none shows a value that is suppressed", () => {
    const wrong = ({ blocks }: ReportPage) =>
      blocks
        .filter(({ key, value }) => (byKey.get(key)?.suppressed ?? null) !== null && value !== "")
        .map(({ key, value }) => `${key} ${value}`);
    expect(faults(wrong)).toEqual([]);
  });
});

describe("downloads of tables", () => {
  const known = new Set(figures.flatMap(numbersOf));
  const valuesOf = Map.groupBy(figures, ({ low, high }) => `${low} ${high}`);

  test("every number in them is a number of data/figures.json", () => {
    const stray = tableFiles
      .filter((file) => !isAboutFiles(`/${file}`))
      .flatMap((file) =>
        readCsv(file).rows.flatMap(([label, ...cells]) =>
          cells
            .filter((cell) => isNumber(cell) && !known.has(Number(cell)))
            .map((cell) => `${file} ${label}: ${cell}`),
        ),
      );
    expect(tableFiles.length).toBeGreaterThan(100);
    expect(stray).toEqual([]);
  });

  test("the ends of a range stand in them with the value they belong to", () => {
    const stray = tableFiles.flatMap((file) => {
      const { heads, rows } = readCsv(file);
      const [low, high] = [heads.indexOf("low"), heads.indexOf("high")];
      if (low < 0 || high < 0) return [];
      return rows
        .filter((row) => row[low] !== "" && row[high] !== "")
        .filter((row) => {
          const values = valuesOf.get(`${Number(row[low])} ${Number(row[high])}`);
          return (
            values?.some(({ value }) => value === null || row.includes(String(value))) !== true
          );
        })
        .map((row) => `${file} ${row.join(" | ")}`);
    });
    expect(stray).toEqual([]);
  });

  test("a row with a reason why it is hidden holds no number", () => {
    const open = tableFiles.flatMap((file) => {
      const { heads, rows } = readCsv(file);
      const why = heads.findIndex((head) => /^(?:suppressed|隐藏原因|Why hidden)$/u.test(head));
      if (why < 0) return [];
      return rows
        .filter((row) => row[why] !== "" && row[why] !== "uniform" && row.slice(1).some(isNumber))
        .map((row) => `${file} ${row.join(" | ")}`);
    });
    expect(open).toEqual([]);
  });

  test("no cell is a formula, and each opens as UTF-8", () => {
    const files = [...tableFiles, "data/figures.csv"];
    const formula = /^[\s\u00a0\u3000]*[=+\-@＝＋－＠]/u;
    const bad = files.flatMap((file) => {
      const { heads, rows } = readCsv(file);
      return [heads, ...rows]
        .flat()
        .filter((cell) => formula.test(cell) && !isNumber(cell))
        .map((cell) => `${file} ${cell}`);
    });
    expect(bad).toEqual([]);
    expect(files.filter((file) => !readSite(site, file).startsWith("\ufeff"))).toEqual([]);
  });
});

describe("tables on pages", () => {
  test("each row prints what its download holds", () => {
    const wrong = ({ tables, address }: ReportPage) =>
      tables
        .filter(({ file }) => !isAboutFiles(file))
        .flatMap(({ file, rows }) => {
          if (file === "") return ["a table without a download"];
          const csv = readCsv(file);
          return rows.flatMap(({ cells, numbers, isInstead }, index) => {
            const label = cells[0] ?? "";
            const sameLabel = csv.rows.filter(([first]) => first === label);
            const row = sameLabel.length === 1 ? sameLabel[0] : csv.rows[index];
            const raw = (row ?? []).slice(1).filter(isNumber).map(Number);
            if (isInstead) return [];
            const told = numbers.flatMap((cell) => printedNumbers(cell));
            const stray = told.filter(
              (each) => !raw.some((other) => couldBe(each, other) || couldBe(each, other * 100)),
            );
            return stray.map(
              (each) => `${file} ${cells.join(" | ")} (${each.value}) of ${raw.join()}`,
            );
          });
        })
        .map((fault) => `${address} ${fault}`);
    expect(pages.flatMap(({ tables }) => tables).length).toBeGreaterThan(150);
    expect(pages.flatMap(wrong)).toEqual([]);
  });
});

describe("leads", () => {
  test("what stands out in them is a number of a figure of the same group", () => {
    const wrong = ({ address, strong }: ReportPage) => {
      const [, dimension] = /\/reports\/(segment|location|channel)\//u.exec(address) ?? [];
      const group = figures.filter(({ by }) =>
        dimension === undefined
          ? Object.keys(by).every(
              (name) => !["segment", "location", "channel", "team"].includes(name),
            )
          : dimension in by || Object.keys(by).length === 0,
      );
      return strong
        .flatMap((text) => printedNumbers(text).map((each) => ({ text, each })))
        .filter(
          ({ each }) =>
            !group.some((figure) =>
              numbersOf(figure).some((raw) => couldBe(each, raw, each.isPercent ? "share" : "")),
            ),
        )
        .map(({ text }) => text);
    };
    expect(pages.flatMap(({ strong }) => strong).length).toBeGreaterThan(10);
    expect(faults(wrong)).toEqual([]);
  });
});

test("every figure has an address of its own, ends in order, and its value between them", () => {
  expect(byKey.size).toBe(figures.length);
  const odd = figures.filter(({ value, low, high }) => {
    if ([value, low, high].some((each) => each !== null && !Number.isFinite(each))) return true;
    if (low === null || high === null) return low !== high;
    return low > high || (value !== null && (value < low - 1e-9 || value > high + 1e-9));
  });
  expect(odd).toEqual([]);
});

test("figures.csv says what figures.json says", () => {
  const { heads, rows } = readCsv("data/figures.csv");
  const [id, value] = [heads.indexOf("id"), heads.indexOf("value")];
  expect(rows.map((row) => [row[id], row[value]])).toEqual(
    figures.map((figure) => [figure.id, figure.value === null ? "" : String(figure.value)]),
  );
});
