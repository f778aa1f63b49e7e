/** With each answer stands when it came and which words the person agreed to. */
import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { consentText } from "../../src/survey/consent.ts";
import { openWords } from "../../src/words/words.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { ID, openDoor, post } from "./door.ts";
import { served, type Served } from "./served.ts";

let site: Served;

const words = (locale: string, own: Record<string, string> = {}) =>
  openWords(locale, { ...readDictionary(locale), ...own });

async function answered(lang: string, more: Record<string, unknown> = {}) {
  const reply = await fetch(`${site.url}/api/responses/tea`, {
    method: "POST",
    body: JSON.stringify(post(more, { id: crypto.randomUUID(), lang })),
    headers: { "content-type": "text/plain" },
  });
  expect(reply.status).toBe(201);
}

function consents(data: string) {
  const database = openAnswersFile(answersFile(data));
  const rows = database.prepare("SELECT version, lang, text FROM consents").all();
  database.close();
  return new Map(rows.map((row) => [String(row["version"]), row]));
}

describe("consentText(survey, words)", () => {
  it("is the line below the page, what asks for consent, and the box beside contact details", () => {
    expect(consentText(teaSurvey, words("en")).split("\n")).toEqual([
      "We do not record your name. Contact details are yours to give, and are kept apart from the answers.",
      "Agree?",
      "Reach you?",
      "You may contact me about these answers. Contact details are kept apart from them.",
    ]);
    const plain = { ...teaSurvey, questions: teaSurvey.questions.slice(0, 1) };
    expect(consentText(plain, words("en"))).toBe(
      "We do not record your name or phone number; reports show totals only.",
    );
  });
});

describe("an answer whose text cannot be kept", () => {
  it("is not stored either, and comes again when it can", async () => {
    const store = memoryStore();
    let isFull = true;
    const door = openDoor({
      ...store,
      keepConsent: async (consent) =>
        isFull ? { kind: "refused", why: "full" } : store.keepConsent(consent),
    });
    const reply = await door.json(post());
    expect([reply.status, await reply.json()]).toEqual([507, { code: "disk-full" }]);
    expect(await store.count()).toBe(0);
    isFull = false;
    expect((await door.json(post())).status).toBe(201);
    const [kept] = await store.consents();
    expect(kept?.version).toBe(store.answers.get(ID)?.consentVersion);
  });
});

describe("an answer", () => {
  afterEach(() => site.end());

  it("names a text that the store keeps, in its language, once", async () => {
    site = await served();
    for (const lang of ["en", "zh-CN", "en"]) await answered(lang);
    const kept = consents(site.data);
    expect(kept.size).toBe(2);
    for (const { lang, consent_version: version, received_at: at } of site.rows("answers")) {
      expect(kept.get(String(version))).toMatchObject({
        lang,
        text: consentText(teaSurvey, words(String(lang))),
      });
      expect(Math.abs(Date.parse(String(at)) - Date.now())).toBeLessThan(60_000);
    }
  });

  it("names another text once the words have changed, and the old text stays", async () => {
    let own = {};
    const surveys = [teaSurvey];
    site = await served({ words: (locale) => words(locale, own), surveys });
    await answered("en");
    own = { "survey.privacy.contact": "We now keep everything." };
    surveys[0] = { ...teaSurvey };
    await answered("en");
    const [before, after] = site.rows("answers").map((row) => String(row["consent_version"]));
    const kept = consents(site.data);
    expect(before).not.toBe(after);
    expect(kept.get(before ?? "")?.["text"]).toContain("We do not record your name.");
    expect(kept.get(after ?? "")?.["text"]).toContain("We now keep everything.");
  });

  it("takes its version with a contact to the worklist", async () => {
    site = await served();
    await answered("en", { reach: { value: "13800000000", consent: "yes" } });
    const [answer] = site.rows("answers");
    const { data, out } = site;
    const pulled = pullAnswers({
      data,
      out,
      file: answersFile(data),
      surveys: [teaSurvey],
      today: "2026-07-03",
    });
    const list = readFileSync(pulled.find(({ kind }) => kind === "contacts")?.file ?? "", "utf8");
    const [head, row] = list.split("\n");
    expect(head).toBe("response_id,agreed_at,consent_version,question,value");
    expect(row).toBe(
      [
        answer?.["id"],
        answer?.["received_at"],
        answer?.["consent_version"],
        "reach,13800000000",
      ].join(),
    );
  });
});
