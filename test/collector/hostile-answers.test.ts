/** What people may type comes out as they typed it, runs nowhere and stops no build. */
import fc from "fast-check";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { openEngine } from "../../src/intake/engine.ts";
import { listDrops, readDrops } from "../../src/intake/read-drops.ts";
import type { Question, SurveyDefinition } from "../../src/survey/definition.ts";
import { plainCell } from "../../src/tables/csv-cell.ts";
import { projectFolder } from "../support/project.ts";
import { openDoor } from "./door.ts";
import { allNaughty, naughty } from "./naughty-strings.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-hostile-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const t = (text: string) => ({ "zh-CN": text, en: text });
const option = (id: string, more = {}) => ({ id, title: t(id), ...more });
const question = (id: string, type: Question["type"], more: Partial<Question> = {}): Question => ({
  id,
  type,
  title: t(id),
  ...more,
});

/** A question of every type, each as free as a survey may leave it. */
const open: SurveyDefinition = {
  id: "tea",
  version: 1,
  audience: "customer",
  title: t("Open"),
  questions: [
    question("satisfaction", "rating", { scale: { min: 1, max: 5, na: [0] } }),
    question("recommend", "nps"),
    question("effort", "effort"),
    question("aspects", "matrix", {
      scale: { min: 1, max: 5 },
      items: [option("wait"), option("taste")],
    }),
    question("overall", "pair", { scale: { min: -2, max: 2 } }),
    question("one", "single", {
      options: [option("a"), option("b"), option("other", { other: true })],
    }),
    question("many", "multiple", {
      options: [option("a"), option("b"), option("other", { other: true })],
    }),
    question("order", "ranking", { options: [option("a"), option("b")] }),
    question("free", "number"),
    question("cups", "number", { scale: { min: -20, max: 20 } }),
    question("born", "date"),
    question("why", "text", { maxLength: 5000 }),
    question("agree", "consent"),
    question("reach", "contact"),
    ...["channel", "location", "team", "brand", "wave"].map((id) => question(id, "hidden")),
  ],
};

let companies = 0;
/** A company that takes posts; `read` pulls them and reads its data as a build does. */
function company() {
  const folder = join(root, `${(companies += 1)}`);
  const [data, out] = [join(folder, "data"), join(folder, "out")];
  const store = sqliteStore(answersFile(data));
  const door = openDoor(store, { surveys: [open] });
  return {
    post: (answers: unknown, more: Record<string, unknown> = {}) =>
      door.json({ id: crypto.randomUUID(), lang: "en", survey_version: 1, answers, ...more }),
    read: async () => {
      await store.close();
      const file = answersFile(data);
      const pulled = pullAnswers({ data, out, file, surveys: [open], today: "2026-07-03" });
      const cache = join(out, "cache");
      const engine = await openEngine({ scratch: join(folder, "scratch") });
      try {
        const folders = { data, cache, rejected: join(out, "rejected") };
        const list = await listDrops(folders, [open]);
        const drops = await readDrops(list, {
          engine,
          byRow: new Set(),
          folders,
          scratch: join(folder, "scratch"),
          rules: { timeZone: "Asia/Shanghai", wave: "quarter", badRows: 0, asOf: null },
          surveys: [open],
          progress: () => undefined,
        });
        const [source] = drops.sources;
        const cells = source && (await engine.columns(`SELECT * FROM ${source.relation}`));
        return { pulled, problems: [...list.problems, ...drops.problems], cells: cells ?? {} };
      } finally {
        engine.close();
      }
    },
  };
}

/** What is kept of a text: told in words in `cleanText`, done here sign by sign. */
function kept(given: string): string {
  const lines = given.split("\r\n").join("\n").split("\r").join("\n");
  const signs = [...lines].flatMap((sign) => {
    const point = sign.codePointAt(0)!;
    if (point >= 0xd800 && point <= 0xdfff) return ["\ufffd"];
    const isControl = (point < 32 && point !== 9 && point !== 10) || point === 127;
    return isControl ? [] : [sign];
  });
  return signs.join("").trim();
}

/** Soft hyphens, joiners, marks of direction and of byte order, by code point. */
const UNSEEN: readonly (readonly [from: number, to: number])[] = [
  [0xad, 0xad],
  [0x180e, 0x180e],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0xfeff, 0xfeff],
];

/** What is kept of the name of a channel: two that look alike are one. */
function named(text: string): string {
  const signs = [...text];
  const isSeen = (sign: string) =>
    sign.trim() !== "" &&
    !UNSEEN.some(([from, to]) => sign.codePointAt(0)! >= from && sign.codePointAt(0)! <= to);
  return signs.slice(signs.findIndex(isSeen), signs.findLastIndex(isSeen) + 1).join("");
}

/** Column of a CSV file by response, as Papa reads it. */
function readList(file: string): readonly Record<string, string>[] {
  const options = { header: true, skipEmptyLines: true, delimiter: "," } as const;
  return Papa.parse<Record<string, string>>(readFileSync(file, "utf8"), options).data;
}

async function keepsText(texts: readonly string[]): Promise<void> {
  const { post, read } = company();
  for (const text of texts) {
    const answers = {
      recommend: 0,
      why: text,
      channel: text.slice(0, 90),
      one: "other",
      one_other: text.slice(0, 90),
    };
    const reach =
      kept(text.slice(0, 90)) === "" ? {} : { reach: { value: text.slice(0, 90), consent: "yes" } };
    const reply = await post({ ...answers, ...reach });
    expect([text, reply.status]).toEqual([text, 201]);
  }
  const { pulled, problems, cells } = await read();
  expect(problems).toEqual([]);
  const read_ = (name: string) => (cells[name] ?? []).map((cell) => String(cell ?? ""));
  expect(read_("why")).toEqual(texts.map(kept));
  expect(read_("one_other")).toEqual(texts.map((text) => kept(text.slice(0, 90))));
  expect(read_("channel")).toEqual(texts.map((text) => named(kept(text.slice(0, 90)))));
  const lists = pulled.filter(({ kind }) => kind !== "answers");
  const cases = readList(lists.find(({ kind }) => kind === "cases")?.file ?? "");
  expect(cases.map((row) => plainCell(row["text"] ?? ""))).toEqual(texts.map(kept));
  const contacts = readList(lists.find(({ kind }) => kind === "contacts")?.file ?? "");
  expect(contacts.map((row) => plainCell(row["value"] ?? ""))).toEqual(
    texts.map((text) => kept(text.slice(0, 90))).filter((text) => text !== ""),
  );
}

describe("a text through collector, pull, lists and the reading of a build", () => {
  it("has at least 150 naughty strings to try, none twice", () => {
    expect(allNaughty.length).toBeGreaterThanOrEqual(150);
    const known = new Set(allNaughty);
    expect(allNaughty.length - known.size).toBeLessThan(15);
  });

  it.each(Object.keys(naughty))("%s: comes out as it was typed", (kind) =>
    keepsText(naughty[kind] ?? []),
  );

  it("anything at all comes out as it was typed", () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: "binary", maxLength: 60 }), { minLength: 40, maxLength: 40 }),
        keepsText,
      ),
      { numRuns: 3 },
    ));
});

describe("the 515 strings of the Big List of Naughty Strings", () => {
  const archive = join(projectFolder, "..", "shared", "data-robust", "blns.tar.xz");
  it.skipIf(!existsSync(archive))(
    "come out as they were typed (skipped where the list is missing)",
    async () => {
      const text = execFileSync("tar", ["-xJOf", archive, "blns/blns.json"], { encoding: "utf8" });
      const strings = JSON.parse(text) as readonly string[];
      expect(strings).toHaveLength(515);
      await keepsText(strings);
    },
  );
});

describe("an answer that was taken", () => {
  const value: fc.Arbitrary<unknown> = fc.oneof(
    fc.constantFrom(...allNaughty.filter(({ length }) => length < 500)),
    fc.double(),
    fc.integer({ min: -25, max: 25 }),
    fc.constantFrom(
      "a",
      "b",
      "other",
      "yes",
      "no",
      "2026-02-29",
      "2024-02-29",
      "0000-01-01",
      "9999-12-31",
      "12026-01-01",
      "1e-7",
      "-0",
      "1.50",
      "٣",
    ),
    fc.constantFrom(
      1e-7,
      5e-324,
      -0,
      1e21,
      0.1 + 0.2,
      1.0000000000000002e-6,
      -1.2345678901234567e-6,
    ),
    fc.array(fc.constantFrom("a", "b", "other", "c", "", "a|b"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom("wait", "taste", "expected", "perceived", "value", "consent"),
      fc.constantFrom(1, -1, "2", "yes", "x", null),
      { maxKeys: 3 },
    ),
  );
  const names = [...open.questions.map(({ id }) => id), "one_other", "many_other"];
  const answers = fc.dictionary(fc.constantFrom(...names), value, { maxKeys: 4 });

  it("is refused in words where one's own words are too long", async () => {
    const reply = await company().post({ one: "other", one_other: "x".repeat(201) });
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({
      problems: [{ question: "one_other", message: "Your answer must be 200 characters or less" }],
    });
  });

  it("can be read by the build, whatever it is: nobody stops a build by answering", async () => {
    const { post, read } = company();
    const statuses = new Map<number, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 50, maxLength: 50 }), async (some) => {
        for (const { status } of await Promise.all(some.map((given) => post(given)))) {
          statuses.set(status, (statuses.get(status) ?? 0) + 1);
          expect([201, 422]).toContain(status);
        }
      }),
      { numRuns: 20 },
    );
    expect(statuses.get(201)).toBeGreaterThan(150);
    expect(statuses.get(422)).toBeGreaterThan(150);
    const { problems, cells } = await read();
    expect(problems).toEqual([]);
    expect(cells["response_id"]).toHaveLength(statuses.get(201) ?? 0);
  });
});

it("leaves nothing but the store, the pulled answers and the lists", async () => {
  const { post, read } = company();
  await post({ why: "../../x", channel: "../../x" }, { lang: "../../x" });
  await read();
  const files = readdirSync(join(root, `${companies}`, "data"), { recursive: true })
    .map(String)
    .toSorted();
  expect(files.filter((file) => !/\.ndjson$|responses\.sqlite(?:-shm|-wal)?$/u.test(file))).toEqual(
    ["collector", "responses", join("responses", "tea")],
  );
});
