/** What every store promises (`src/collector/store.ts`): one suite that each of them passes. */
import { setImmediate } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  QUARANTINE_LIMIT,
  type Logged,
  type NewAnswer,
  type Quarantined,
  type Store,
} from "../../src/collector/store.ts";
import { ID, openDoor, post } from "./door.ts";

export interface Place {
  readonly store: Store;
  /** The same answers through another process. */
  readonly beside: () => Promise<Store>;
  /** Kills what holds the answers and starts it again; null for a store that dies with its process. */
  readonly killed: (() => Promise<Store>) | null;
  /** A quicker way for thousands of posts. */
  readonly quarantineAll?: (posts: readonly Quarantined[]) => Promise<unknown>;
  readonly end: () => Promise<void>;
}

const STORED_AT = "2026-07-03T04:47:00.000Z";

export const answer = (id: string, more: Partial<NewAnswer> = {}): NewAnswer => ({
  id,
  survey: "tea",
  surveyVersion: 2,
  lang: "en",
  receivedAt: STORED_AT,
  startedAt: null,
  token: null,
  customerId: null,
  wave: null,
  consentVersion: "",
  suspect: null,
  hash: "h",
  answers: { satisfaction: 5 },
  contacts: [],
  ...more,
});

/** Texts that have broken a store before: quotes, NUL, escapes, every direction and width. */
const hardTexts = [
  "",
  " ",
  "'; DROP TABLE answers; --",
  `"'\`\\"`,
  "a\u0000b",
  "\\0 \\\\0 \\u0000 \\x00",
  "line\r\nbreak\ttab\u2028\u2029",
  "贵，𠮷野家，👩‍👩‍👧‍👦🏳️‍🌈",
  "مرحبا\u202eabc\u200f\ufeff",
  "e\u0301 é ﬁ Å",
  "%s ${x} {{y}} $1 ?1 :a @b",
  "null",
  "{}",
  "[1]",
  "0123",
  "1e5",
  "\u0001\u001f\u007f\u0085",
  "字".repeat(5000),
];

export function storeContract(name: string, open: () => Promise<Place>): void {
  describe(`what every store promises: ${name}`, () => {
    let place: Place;
    let store: Store;
    beforeEach(async () => {
      place = await open();
      store = place.store;
    });
    afterEach(() => place.end());

    const all = async (from = store): Promise<readonly Logged[]> => from.read(0, 1_000_000);
    const ids = async () => (await all()).map(({ answer }) => answer.id);
    const postAside = (body: string, receivedAt = STORED_AT): Quarantined => {
      return { survey: "tea", receivedAt, reason: "answers-refused", body };
    };
    const setAside = (body: string, receivedAt?: string) =>
      store.quarantine(postAside(body, receivedAt));
    /** How many posts in quarantine say so; they are gone then. */
    const asideWith = async (text: string) => (await store.forget([text])).quarantined;

    it("stores an id once, and says when it had it or it differs", async () => {
      expect(await store.append(answer("a"))).toEqual({ kind: "stored" });
      const later = { receivedAt: "2026-07-04T00:00:00.000Z" };
      const had = { kind: "had", storedAt: STORED_AT };
      expect(await store.append(answer("a", later))).toEqual(had);
      const other = answer("a", { ...later, hash: "other", answers: { satisfaction: 1 } });
      expect(await store.append(other)).toEqual({ kind: "differs", storedAt: STORED_AT });
      expect(await store.count()).toBe(1);
      expect((await all())[0]?.answer).toEqual(answer("a"));
    });

    it("answers 201, 200 and 409 at the collector's door, and sets the other content aside", async () => {
      const door = openDoor(store);
      const replies = [post(), post(), post({ satisfaction: 4 })].map(
        (each) => () => door.json(each),
      );
      const statuses = [];
      for (const send of replies) statuses.push((await send()).status);
      expect(statuses).toEqual([201, 200, 409]);
      expect((await all())[0]?.answer.answers).toEqual({ satisfaction: 5, recommend: 9 });
      expect(await asideWith(ID)).toBe(1);
    });

    it("takes a post whose version is no number of a version, and those that come with it", async () => {
      const door = openDoor(store);
      const versions = [2, 1e300, 2 ** 53, -1, 2 ** 31, 0.5, 2];
      const sent = versions.map((survey_version) =>
        door.json(post({}, { id: crypto.randomUUID(), survey_version })),
      );
      expect((await Promise.all(sent)).map(({ status }) => status)).toEqual(
        versions.map(() => 201),
      );
      expect(new Set((await all()).map((logged) => logged.answer.surveyVersion))).toEqual(
        new Set([2]),
      );
    });

    it("acknowledges one of a thousand equal answers that come at once, by two ways", async () => {
      const other = await place.beside();
      const results = await Promise.all(
        Array.from({ length: 1000 }, (_, at) => (at % 2 ? store : other).append(answer("a"))),
      );
      const kinds = results.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === "stored")).toHaveLength(1);
      expect(kinds.filter((kind) => kind === "had")).toHaveLength(999);
      expect(await store.count()).toBe(1);
    });

    it("keeps one of two contents that come at once under one id, and tells all others so", async () => {
      const hashes = Array.from({ length: 200 }, (_, at) => (at % 2 ? "x" : "y"));
      const results = await Promise.all(
        hashes.map((hash) =>
          store.append(answer("a", { hash, contacts: [{ question: "reach", value: hash }] })),
        ),
      );
      const [kept] = await all();
      expect(kept?.answer.contacts).toEqual([{ question: "reach", value: kept?.answer.hash }]);
      const kinds = results.map(({ kind }, at) => [hashes[at] === kept?.answer.hash, kind].join());
      const counted = Object.groupBy(kinds, (kind) => kind);
      expect(counted["true,stored"]).toHaveLength(1);
      expect(counted["true,had"]).toHaveLength(99);
      expect(counted["false,differs"]).toHaveLength(100);
    });

    it("takes more at once than one batch holds, and reads each back once", async () => {
      const many = Array.from({ length: 2100 }, (_, at) => `r${at}`);
      const results = await Promise.all(many.map((id) => store.append(answer(id))));
      expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["stored"]));
      expect(await store.count()).toBe(2100);
      expect((await ids()).toSorted()).toEqual(many.toSorted());
    });

    it("counts the unsuspected answers of a survey, or those of them with a text", async () => {
      const said: readonly NewAnswer[] = [
        answer("a", { answers: { channel: "app" } }),
        answer("b", { answers: { channel: "shop" }, suspect: "late" }),
        answer("c", { answers: { channel: "app" }, suspect: "over-quota" }),
        answer("d", { answers: { channel: "app" }, survey: "other" }),
        answer("e", { answers: { "channel-2": "app" } }),
        answer("f", { answers: { channel: 5, place: { channel: "app" } } }),
        ...(["trap", "repeat", "rate", "token"] as const).map((suspect) =>
          answer(suspect, { answers: { channel: "app" }, suspect }),
        ),
      ];
      for (const one of said) await store.append(one);
      const having = (question: string, value: string) => store.countOf("tea", { question, value });
      expect(await store.countOf("tea", null)).toBe(5);
      expect(await store.countOf("nobody-asked", null)).toBe(0);
      expect(await having("channel", "app")).toBe(2);
      expect(await having("channel", "")).toBe(0);
      expect(await having("channel", "5")).toBe(0);
      expect(await having("channel-2", "app")).toBe(1);
    });

    it("finds what two answers at most between two ids say, both ids included", async () => {
      const [first, last] = [
        "3f2504e0-4f00-0000-0000-000000000000",
        "3f2504e0-4fff-ffff-ffff-ffffffffffff",
      ];
      for (const id of [
        "3f2504e0-4eff-ffff-ffff-ffffffffffff",
        "3f2504e0-5000-0000-0000-000000000000",
        "a0000000-4f89-41d3-9a0c-0305e82c3301",
      ]) {
        await store.append(answer(id));
      }
      expect(await store.between(first, last)).toEqual([]);
      const said = { survey: "tea", surveyVersion: 2, answers: { why: "贵 \0 'ok'" } };
      await store.append(answer(last, { ...said, customerId: "c-1", token: "t" }));
      expect(await store.between(first, last)).toEqual([said]);
      await store.append(answer(first));
      expect(await store.between(first, last)).toHaveLength(2);
      await store.append(answer("3f2504e0-4f89-41d3-9a0c-0305e82c3301"));
      expect(await store.between(first, last)).toHaveLength(2);
    });

    it("counts answers with any text in them, and those that have it", async () => {
      const texts = [...hardTexts, "\ud800 half a character"];
      const said = texts.map((text, at) =>
        answer(`r${at}`, { answers: { why: text, channel: "app" } }),
      );
      await Promise.all(said.map((one) => store.append(one)));
      const having = (question: string, value: string) => store.countOf("tea", { question, value });
      expect(await having("channel", "app")).toBe(texts.length);
      const visible = texts.filter((text) => !/[\0-\x1f]|\p{Cs}/u.test(text));
      expect(visible.length).toBeGreaterThan(10);
      for (const text of visible) expect([text, await having("why", text)]).toEqual([text, 1]);
    });

    it("keeps a text that people agreed to once, as it first was, whoever is forgotten", async () => {
      const agreed = { version: "0123456789ab", lang: "en", text: "Yes\n“是”", firstAt: STORED_AT };
      const later = { ...agreed, version: "ba9876543210", firstAt: "2026-07-04T00:00:00.000Z" };
      const other = await place.beside();
      const results = await Promise.all([
        ...[store, other, store].map((each) => each.keepConsent(agreed)),
        other.keepConsent(later),
      ]);
      expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["stored"]));
      await store.keepConsent({ ...agreed, text: "another", firstAt: later.firstAt });
      await store.append(answer("a", { consentVersion: agreed.version }));
      await store.forget(["a"]);
      await store.letGo("2031-01-01T00:00:00.000Z", 1_000_000);
      expect(await other.consents()).toEqual([agreed, later]);
    });

    it("knows what it has, and whether it can write", async () => {
      await store.append(answer("a"));
      expect([await store.has("a"), await store.has("b")]).toEqual([true, false]);
      expect(await store.isReady()).toBe(true);
    });

    it("writes what waits before it closes", async () => {
      const written = store.append(answer("a"));
      const other = await place.beside();
      await store.close();
      expect(await written).toEqual({ kind: "stored" });
      expect(await other.has("a")).toBe(true);
    });

    it("reads back whatever was said of an answer, marks and contact details too", async () => {
      const contacts = [
        { question: "reach", value: "13800000000" },
        { question: "mail", value: "a@shop.example" },
      ];
      const said = [
        answer("a"),
        answer("b", {
          suspect: "trap",
          consentVersion: "0123456789ab",
          startedAt: "2026-07-03T04:40:00.000Z",
        }),
        answer("c", { suspect: "repeat", token: "v1.k1.x", customerId: "C1", wave: "2026-Q3" }),
        answer("d", { suspect: "rate", customerId: "00123", wave: "", contacts }),
        answer("e", { suspect: "token", survey: "relationship", surveyVersion: 1, lang: "zh-CN" }),
        answer("late", { suspect: "late" }),
        answer("over", { suspect: "over-quota" }),
        answer("f", {
          answers: {
            nps: 0,
            share: 0.1,
            many: ["a", "b"],
            none: [],
            matrix: { taste: 4 },
            pair: { expected: 5, perceived: 3 },
          },
        }),
      ];
      for (const one of said) await store.append(one);
      expect((await all()).map((logged) => logged.answer)).toEqual(said);
    });

    it("keeps the contact details of the first copy only", async () => {
      const reach = (value: string) => ({ contacts: [{ question: "reach", value }] });
      await store.append(answer("a", reach("first")));
      await store.append(answer("a", reach("first")));
      await store.append(answer("a", { hash: "other", ...reach("second") }));
      expect((await all())[0]?.answer.contacts).toEqual(reach("first").contacts);
    });

    it("gives every text back as it came", async () => {
      const half = { why: "\ud800 half a character" };
      const said = [
        ...hardTexts.map((text, at) =>
          answer(`r${at}`, {
            token: text,
            customerId: text,
            wave: "",
            answers: { why: text, [`key ${at}`]: [text] },
            contacts: [{ question: "reach", value: text }],
          }),
        ),
        answer("half", { answers: half }),
      ];
      const results = await Promise.all(said.map((one) => store.append(one)));
      expect(new Set(results.map(({ kind }) => kind))).toEqual(new Set(["stored"]));
      const back = new Map((await all()).map((logged) => [logged.answer.id, logged.answer]));
      for (const one of said) expect(back.get(one.id)).toEqual(one);
      for (const text of hardTexts.filter((each) => each.trim() !== "")) {
        await setAside(`{"why": ${text}}`);
        expect([text, await asideWith(text)]).toEqual([text, 1]);
      }
    });

    it("is read page by page in the order of storing, by whatever clock", async () => {
      const clocks = ["2026-07-03", "2026-07-01", "2026-07-02", "2031-01-01", "2019-01-01"];
      for (const [at, day] of clocks.entries()) {
        await store.append(answer(`r${at}`, { receivedAt: `${day}T00:00:00.000Z` }));
      }
      const [one, two] = await store.read(0, 2);
      const rest = await store.read(two?.seq ?? 0, 2);
      const last = await store.read(rest[1]?.seq ?? 0, 2);
      const read = [one, two, ...rest, ...last].map((logged) => logged?.answer.id);
      expect(read).toEqual(["r0", "r1", "r2", "r3", "r4"]);
      expect(await store.read(last[0]?.seq ?? 0, 2)).toEqual([]);
    });

    it("misses nothing when it is read amid writing by two", async () => {
      const other = await place.beside();
      let isWriting = true;
      const writing = Promise.all(
        [store, other].map(async (each, by) => {
          for (let round = 0; round < 40; round += 1) {
            await Promise.all([0, 1, 2].map((at) => each.append(answer(`${by}-${round}-${at}`))));
          }
        }),
      ).then(() => (isWriting = false));
      const read: string[] = [];
      let after = 0;
      for (let wasWriting = true; wasWriting;) {
        wasWriting = isWriting;
        await setImmediate();
        const page = await other.read(after, 7);
        after = page.at(-1)?.seq ?? after;
        read.push(...page.map((logged) => logged.answer.id));
        if (page.length > 0) wasWriting = true;
      }
      await writing;
      expect(read).toHaveLength(240);
      expect(new Set(read).size).toBe(240);
    });

    it("keeps the newest posts in quarantine, so many and no more", async () => {
      await setAside("post-0;");
      const posts = Array.from({ length: QUARANTINE_LIMIT }, (_, at) =>
        postAside(`post-${at + 1};`),
      );
      const inOne = (all: readonly Quarantined[]) => Promise.all(all.map(store.quarantine));
      await (place.quarantineAll ?? inOne)(posts);
      expect(await asideWith("post-0;")).toBe(0);
      expect(await asideWith("post-")).toBe(QUARANTINE_LIMIT);
    });

    it("forgets a person by response or by customer, and nobody else", async () => {
      const contacts = [{ question: "reach", value: "13800000000" }];
      await store.append(answer("a", { customerId: "C1", contacts }));
      await store.append(answer("b", { customerId: "C10", contacts }));
      await store.append(answer("c", { customerId: "C1" }));
      await store.append(answer("d", { contacts }));
      for (const body of ["names a1b", "response-a;", "nobody"]) await setAside(body);
      expect(await store.forget(["C"])).toMatchObject({ responses: [], contacts: 0 });
      const one = await store.forget(["C1"]);
      expect({ ...one, responses: one.responses.toSorted() }).toMatchObject({
        responses: ["a", "c"],
        contacts: 1,
      });
      const kept = [answer("b", { customerId: "C10", contacts }), answer("d", { contacts })];
      expect((await all()).map((logged) => logged.answer)).toEqual(kept);
      expect(await store.forget(["d", "unknown"])).toMatchObject({ responses: ["d"], contacts: 1 });
      expect(await store.forget(["d"])).toEqual({ responses: [], contacts: 0, quarantined: 0 });
      expect(await store.count()).toBe(1);
    });

    it("forgets what was set aside and names the person, by any id of theirs", async () => {
      await store.append(answer("id-of-answer", { customerId: "C1" }));
      for (const body of ['{"id":"id-of-answer"}', "C1 wrote", "somebody else"]) {
        await setAside(body);
      }
      expect((await store.forget(["C1"])).quarantined).toBe(2);
      expect(await asideWith("somebody")).toBe(1);
    });

    it("never gives a place in the log twice, so that a reader goes on after what was forgotten", async () => {
      for (const id of ["a", "b"]) await store.append(answer(id));
      const after = (await all()).at(-1)?.seq ?? 0;
      await store.forget(["b"]);
      await store.append(answer("c"));
      expect((await store.read(after, 10)).map((logged) => logged.answer.id)).toEqual(["c"]);
    });

    it("lets go what is old and lies before a place, with its contact details", async () => {
      const contacts = [{ question: "reach", value: "13800000000" }];
      const days = ["2026-05-01", "2026-07-01", "2026-05-02", "2026-05-03"];
      for (const [at, day] of days.entries()) {
        const receivedAt = `${day}T00:00:00.000Z`;
        await store.append(answer(`r${at}`, { receivedAt, contacts }));
        await setAside(`post-${at};`, receivedAt);
      }
      const third = (await all())[2]?.seq ?? 0;
      expect(await store.letGo("2026-06-01T00:00:00.000Z", third)).toBe(2);
      expect(await ids()).toEqual(["r1", "r3"]);
      expect(await asideWith("post-")).toBe(1);
      expect((await store.forget(["r0", "r1", "r2", "r3"])).contacts).toBe(2);
    });

    it("has after a kill what it acknowledged before, and takes more", async (context) => {
      if (place.killed === null) return context.skip("this store dies with its process");
      const said = Array.from({ length: 50 }, (_, at) =>
        answer(`r${at}`, { contacts: [{ question: "reach", value: `${at}` }] }),
      );
      await Promise.all(said.map((one) => store.append(one)));
      const agreed = { version: "0123456789ab", lang: "en", text: "Yes", firstAt: STORED_AT };
      await store.keepConsent(agreed);
      const after = await place.killed();
      expect(await after.consents()).toEqual([agreed]);
      expect((await all(after)).map((logged) => logged.answer)).toEqual(said);
      expect((await after.append(answer("r0", { hash: "h" }))).kind).toBe("had");
      expect((await after.append(answer("new"))).kind).toBe("stored");
      expect(await after.isReady()).toBe(true);
      await after.close();
    });
  });
}
