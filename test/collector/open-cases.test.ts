import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Papa from "papaparse";
import { afterAll, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { caseColumns, caseOf } from "../../src/collector/open-cases.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import type { Answers } from "../../src/survey/answers.ts";
import { changed, teaSurvey } from "../survey/tea-survey.ts";
import { ID, NOON, openDoor, post } from "./door.ts";

const survey = changed("satisfaction", { construct: "satisfaction" });
const root = mkdtempSync(join(tmpdir(), "zhike-cases-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function opened(answers: Answers, more: Record<string, string> = {}) {
  const row = {
    id: ID,
    survey: "tea",
    survey_version: 2,
    received_at: NOON.toISOString(),
    suspect: null,
    customer_id: null,
    answers: JSON.stringify(answers),
  };
  const { contact = "", ...cells } = more;
  const one = caseOf({
    surveys: [survey],
    row: { ...row, ...cells },
    contact,
    timeZone: "Asia/Shanghai",
  });
  return one && Object.fromEntries(caseColumns.map((name, at) => [name, one[at]]));
}

describe("caseOf(task)", () => {
  it("opens at the lowest two points of satisfaction, due 24 hours later by the company's clock", () => {
    expect(
      opened(
        { satisfaction: 2, recommend: 9, reasons: ["price"], why: "凉了" },
        { customer_id: "C1" },
      ),
    ).toEqual({
      case_id: "W-7WJG-9R2F",
      opened_at: "2026-07-03T12:47:00",
      due_at: "2026-07-04T12:47:00",
      customer_id: "C1",
      type: "low-score",
      channel: "",
      location: "",
      reason: "satisfaction=2",
      contact: "",
      text: "凉了",
      owner: "",
      first_reply_at: "",
      closed_at: "",
      resolved: "",
    });
    expect(opened({ satisfaction: 3, recommend: 9 })).toBeNull();
  });

  it("opens from 0 to 6 of the recommendation, and where somebody wants to hear from us", () => {
    expect(opened({ satisfaction: 5, recommend: 6 })).toMatchObject({ reason: "recommend=6" });
    expect(opened({ satisfaction: 5, recommend: 7 })).toBeNull();
    expect(opened({ satisfaction: 5, recommend: 9 }, { contact: "138" })).toMatchObject({
      type: "contact",
      reason: "contact",
      contact: "138",
    });
  });

  it("opens none for a value beside the scale, or for what no person sent", () => {
    expect(opened({ satisfaction: 0, recommend: 9 })).toBeNull();
    expect(opened({ satisfaction: 1, recommend: 0 }, { suspect: "trap" })).toBeNull();
    expect(opened({ satisfaction: 1, recommend: 0 }, { suspect: "rate" })).not.toBeNull();
  });
});

describe("pullAnswers(options)", () => {
  it("writes each case once to the worklist, safe for a spreadsheet, and nothing of it to data", async () => {
    const data = join(root, "data");
    const out = join(root, "out");
    const store = sqliteStore(answersFile(data));
    const door = openDoor(store, { surveys: [survey] });
    const reach = { value: "=1380000", consent: "yes" };
    await door.json(post({ satisfaction: 4, recommend: 3, reach }));
    await door.json(post({}, { id: crypto.randomUUID() }));
    await store.close();
    const options = { data, out, file: answersFile(data), surveys: [survey], today: "2026-07-03" };
    const at = (point: string) => {
      if (point === "moved") throw new Error("killed");
    };
    expect(() => pullAnswers({ ...options, at })).toThrow("killed");
    const files = pullAnswers(options);
    expect(files.filter(({ kind }) => kind === "cases")).toMatchObject([{ rows: 1 }]);
    expect(pullAnswers(options)).toEqual([]);
    const folder = join(out, "worklists", "collected");
    const [name = ""] = readdirSync(folder).filter((each) => each.startsWith("cases-"));
    const { data: rows } = Papa.parse<Record<string, string>>(
      readFileSync(join(folder, name), "utf8"),
      { header: true, skipEmptyLines: true },
    );
    expect(rows).toMatchObject([{ case_id: "W-7WJG-9R2F", contact: "'=1380000" }]);
    const kept = readdirSync(join(data, "responses", "tea"))
      .map((each) => readFileSync(join(data, "responses", "tea", each), "utf8"))
      .join("");
    expect(kept).not.toContain("1380000");
  });

  it("opens none for employees", async () => {
    const data = join(root, "employees", "data");
    const store = sqliteStore(answersFile(data));
    const surveys = [{ ...teaSurvey, audience: "employee" as const }];
    await openDoor(store, { surveys }).json(post({ recommend: 0 }));
    await store.close();
    const out = join(root, "employees", "out");
    const pulled = pullAnswers({
      data,
      out,
      file: answersFile(data),
      surveys,
      today: "2026-07-03",
    });
    expect(pulled.map(({ kind }) => kind)).toEqual(["answers"]);
  });
});
