import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { pullAnswers, type PullOptions } from "../../src/collector/pull.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { openDoor, post } from "./door.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-pull-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let data = "";
let cases = 0;
beforeEach(() => {
  data = join(root, `${(cases += 1)}`);
});

const options = (more: Partial<PullOptions> = {}): PullOptions => ({
  data,
  out: join(data, "out"),
  file: join(data, "collector", "responses.sqlite"),
  surveys: [teaSurvey],
  today: "2026-07-03",
  ...more,
});

async function collect(...posts: readonly Record<string, unknown>[]): Promise<void> {
  const store = sqliteStore(options().file);
  const door = openDoor(store);
  for (const one of posts) {
    const reply = await door.json(post({}, { id: crypto.randomUUID(), ...one }));
    expect(reply.status).toBe(201);
  }
  await store.close();
}

/** All rows of all pulled files; what a dot hides is not there for intake. */
function pulled(): readonly Record<string, string>[] {
  const folder = join(data, "responses", "tea");
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) => readFileSync(join(folder, name), "utf8").trimEnd().split("\n"))
    .map((line) => JSON.parse(line) as Record<string, string>);
}

describe("pullAnswers(options)", () => {
  it("gives nothing where nothing was ever collected", () =>
    expect(pullAnswers(options())).toEqual([]));

  it("writes one row an answer, with every column, and the id unchanged", async () => {
    const id = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
    await collect({
      id,
      answers: { satisfaction: 2, recommend: 0, reasons: ["price"], why: "=1+1\n“贵”" },
    });
    expect(pullAnswers(options())).toMatchObject([
      { survey: "tea", kind: "answers", rows: 1 },
      { survey: "tea", kind: "cases", rows: 1 },
    ]);
    expect(pulled()).toEqual([
      {
        response_id: id,
        answered_at: "2026-07-03T04:47:00.000Z",
        survey_version: "2",
        lang: "en",
        suspect: "",
        satisfaction: "2",
        aspects_taste: "",
        aspects_wait: "",
        overall_expected: "",
        overall_perceived: "",
        recommend: "0",
        reasons: "price",
        why: "=1+1\n“贵”",
        order: "",
        born: "",
        cups: "",
        agree: "",
        channel: "",
      },
    ]);
  });

  it("writes each answer once, however often it is run", async () => {
    await collect({}, {});
    pullAnswers(options());
    expect(pullAnswers(options())).toEqual([]);
    await collect({});
    expect(pullAnswers(options())).toHaveLength(1);
    expect(pulled()).toHaveLength(3);
    expect(new Set(pulled().map(({ response_id }) => response_id)).size).toBe(3);
  });

  it.each(["planned", "written", "moved", "done"] as const)(
    "ends what was begun when it was killed once it had %s",
    async (point) => {
      await collect({}, {});
      const at = (here: string) => {
        if (here === point) throw new Error("killed");
      };
      expect(() => pullAnswers(options({ at }))).toThrow("killed");
      await collect({});
      pullAnswers(options());
      pullAnswers(options());
      expect(pulled()).toHaveLength(3);
      expect(new Set(pulled().map(({ response_id }) => response_id)).size).toBe(3);
    },
  );

  it("never touches a file that it has written", async () => {
    await collect({});
    const [first] = pullAnswers(options());
    const before = readFileSync(first?.file ?? "", "utf8");
    await collect({});
    const [second] = pullAnswers(options());
    expect(second?.file).not.toBe(first?.file);
    expect(readFileSync(first?.file ?? "", "utf8")).toBe(before);
  });

  it("marks suspects", async () => {
    await collect({ website: "x" });
    pullAnswers(options());
    expect(pulled().map(({ suspect }) => suspect)).toEqual(["true"]);
  });

  it("takes contact details to the worklists only, safe for a spreadsheet", async () => {
    await collect({
      answers: { satisfaction: 5, recommend: 9, reach: { value: "=HYPERLINK(1)", consent: "yes" } },
    });
    const files = pullAnswers(options());
    expect(files.map(({ kind }) => kind).toSorted()).toEqual(["answers", "cases", "contacts"]);
    expect(JSON.stringify(pulled())).not.toContain("HYPERLINK");
    const contacts = files.find(({ kind }) => kind === "contacts");
    expect(contacts?.file).toContain(join("out", "worklists", "collected"));
    expect(readFileSync(contacts?.file ?? "", "utf8")).toContain(",'=HYPERLINK(1)\n");
  });

  it("writes no wave that a link made up", async () => {
    const wave = { id: "wave", type: "hidden" as const, title: {} };
    const survey = { ...teaSurvey, questions: [...teaSurvey.questions, wave] };
    const store = sqliteStore(options().file);
    const door = openDoor(store, { surveys: [survey] });
    await door.json(post({ wave: "DROP" }));
    await door.json(post({ wave: "2026-Q2" }, { id: crypto.randomUUID() }));
    await store.close();
    pullAnswers(options({ surveys: [survey] }));
    expect(pulled().map((row) => row.wave)).toEqual(["", "2026-Q2"]);
  });
});
