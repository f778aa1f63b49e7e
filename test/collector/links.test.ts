import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import jsQR from "jsqr";
import { brotliDecompressSync } from "node:zlib";
import { encode } from "uqr";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import {
  changeLinkKeys,
  keysFile,
  openLinkKeys,
  readLinkKeys,
  watchedLinkKeys,
} from "../../src/collector/link-keys.ts";
import { planMailing, unanswered } from "../../src/collector/mailing.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { linkToken, readLinkToken } from "../../src/collector/personal-link.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { rateLimit } from "../../src/collector/rate.ts";
import { readRecipients } from "../../src/collector/recipients.ts";
import { openAnswersFile } from "../../src/collector/sqlite-schema.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { openFolders } from "../../src/settings/folders.ts";
import { ID, NOON, openDoor, post } from "./door.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-links-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let data = "";
let cases = 0;
beforeEach(() => {
  data = join(root, `${(cases += 1)}`);
});

const key = { id: "k1", secret: new Uint8Array(32).fill(7) };
const claim = { survey: "tea", wave: "2026-Q3", customerId: "C00017" };
const token = linkToken(claim, key);
const readLink = (text: string) => readLinkToken(text, [key]);

describe("linkToken(claim, key), readLinkToken(token, keys)", () => {
  it("comes back as it went, whatever an id may hold", () => {
    for (const customerId of ["C00017", "", "张三 <a@b.example>", '\u0000"\\', "9".repeat(120)]) {
      expect(readLink(linkToken({ ...claim, customerId }, key))).toEqual({ ...claim, customerId });
    }
  });

  it("is the same for the same person, survey and wave, and another for any other", () => {
    expect(linkToken({ ...claim }, key)).toBe(token);
    const others = [{ customerId: "C00018" }, { wave: "2026-Q4" }, { survey: "tea2" }];
    const all = [token, ...others.map((other) => linkToken({ ...claim, ...other }, key))];
    expect(new Set(all).size).toBe(4);
  });

  it("shows nothing of the id, plain or in base64, and no length of ids up to 16 apart", () => {
    const sealed = Buffer.from(token.slice(6), "base64url").toString("latin1");
    expect(token + sealed).not.toContain("C00017");
    expect(token + sealed).not.toContain("tea");
    expect(linkToken({ ...claim, customerId: "C" }, key)).toHaveLength(token.length);
  });

  it("is nobody's with any of its characters changed, cut or added", () => {
    for (let at = 0; at < token.length; at += 1) {
      const other = token[at] === "A" ? "B" : "A";
      expect(readLink(token.slice(0, at) + other + token.slice(at + 1))).toBeNull();
      expect(readLink(token.slice(0, at))).toBeNull();
    }
    expect(readLink(`${token}A`)).toBeNull();
    expect(readLinkToken(token, [{ id: "k1", secret: new Uint8Array(32) }])).toBeNull();
  });
});

describe("openLinkKeys(file), changeLinkKeys(file)", () => {
  it("are made once, for their owner's eyes only", () => {
    const file = keysFile(data);
    expect(readLinkKeys(file)).toEqual([]);
    const keys = openLinkKeys(file);
    expect(openLinkKeys(file)).toEqual(keys);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(keys[0]?.secret).toHaveLength(32);
  });

  it("keep links of the key before good, and no older ones, in a collector that runs", () => {
    const file = keysFile(data);
    const watched = watchedLinkKeys(file);
    expect(watched()).toEqual([]);
    const [first] = openLinkKeys(file);
    const old = linkToken(claim, first!);
    changeLinkKeys(file);
    expect(readLinkToken(old, watched())).toEqual(claim);
    changeLinkKeys(file);
    expect(readLinkToken(old, watched())).toBeNull();
    expect(watched().map(({ id }) => id)).toEqual(["k3", "k2"]);
  });

  it("throws link-keys-unreadable and never writes over what it cannot read", () => {
    mkdirSync(join(data, "collector"), { recursive: true });
    writeFileSync(keysFile(data), "{");
    expect(() => openLinkKeys(keysFile(data))).toThrow("link-keys-unreadable");
    expect(readFileSync(keysFile(data), "utf8")).toBe("{");
  });
});

describe("a personal link at the collector's door", () => {
  it("says whose answer it is and for which wave", async () => {
    const store = memoryStore();
    const reply = await openDoor(store, { readLink }).json(post({}, { token }));
    expect(reply.status).toBe(201);
    expect(store.answers.get(ID)).toMatchObject({
      customerId: "C00017",
      wave: "2026-Q3",
      suspect: null,
    });
  });

  it.each([
    ["broken", token.slice(0, -1), "token"],
    ["of another survey", linkToken({ ...claim, survey: "other" }, key), "token"],
    ["that is somebody's time stamp", "1783053600", null],
  ])("%s: the answer is kept as nobody's", async (_, bad, suspect) => {
    const store = memoryStore();
    expect((await openDoor(store, { readLink }).json(post({}, { token: bad }))).status).toBe(201);
    expect(store.answers.get(ID)).toMatchObject({ customerId: null, wave: null, suspect });
  });

  it("is not used up by any number of GETs, and its later answer is kept beside the first", async () => {
    const store = memoryStore();
    const door = openDoor(store, { readLink });
    for (let look = 0; look < 3; look += 1) await door.get(`/en/s/tea/?t=${token}`);
    await door.json(post({}, { token }));
    const second = await door.json(post({ satisfaction: 4 }, { token, id: crypto.randomUUID() }));
    expect(second.status).toBe(201);
    expect([...store.answers.values()].map(({ customerId }) => customerId)).toEqual([
      "C00017",
      "C00017",
    ]);
  });

  it("survives a browser without script: page, form, errors, answer", async () => {
    const store = memoryStore();
    const built =
      '<noscript><meta content="0; url=/en/s/tea/form" /></noscript><main id="survey"><a href="/en/s/tea/form">x</a><form method="post" id="form"></form></main>';
    const door = openDoor(store, { readLink, builtPage: async () => built });
    const page = await (await door.get(`/en/s/tea/?t=${token}&location=S01`)).text();
    expect(page.split(`/en/s/tea/form?t=${token}&amp;location=S01"`)).toHaveLength(3);
    expect(page).toContain(
      `<form method="post" id="form"><input type="hidden" name="_token" value="${token}" />`,
    );
    const plain = await (await door.get(`/en/s/tea/form?t=${token}`)).text();
    expect(plain).toContain(`name="_token" value="${token}"`);
    const fields = { satisfaction: "5", _lang: "en", _version: "2", _id: ID, _token: token };
    const again = await (await door.form(fields)).text();
    expect(again).toContain(`name="_token" value="${token}"`);
    expect((await door.form({ ...fields, recommend: "9" })).status).toBe(303);
    expect(store.answers.get(ID)?.customerId).toBe("C00017");
  });

  it("is packed for a browser that can unpack it", async () => {
    const door = openDoor(memoryStore(), { readLink });
    const path = `/en/s/tea/form?t=${token}`;
    const reply = await door.request(path, { headers: { "accept-encoding": "gzip, br" } });
    expect(reply.headers.get("content-encoding")).toBe("br");
    const page = brotliDecompressSync(Buffer.from(await reply.arrayBuffer())).toString();
    expect(page).toContain(`name="_token" value="${token}"`);
  });

  it("writes nothing of an address into the page but a token", async () => {
    const door = openDoor(memoryStore(), { readLink });
    const page = await (await door.get('/en/s/tea/form?t=v1."><script>x</script>')).text();
    expect(page).not.toContain("<script>x");
  });

  it("is marked, then refused, when it sends more than a person would", async () => {
    const store = memoryStore();
    const door = openDoor(store, { readLink, linkRate: rateLimit({ burst: 1, perMinute: 1 }) });
    const send = (more: Record<string, unknown>) =>
      door.json(post({}, { id: crypto.randomUUID(), ...more }));
    const replies = [await send({ token }), await send({ token }), await send({ token })];
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 429]);
    expect([...store.answers.values()].map(({ suspect }) => suspect)).toEqual([null, "rate"]);
    expect((await send({})).status).toBe(201);
  });

  it("is refused without script as it is with one: the answers stay on the page", async () => {
    const store = memoryStore();
    const door = openDoor(store, { readLink, linkRate: { take: () => "refused" } });
    const fields = { satisfaction: "4", recommend: "9", _lang: "en", _id: ID, _token: token };
    const reply = await door.form(fields);
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([429, "5"]);
    const page = await reply.text();
    expect(page).toContain("They are still on this page");
    expect(page).toMatch(/value="4"[^>]* checked/u);
    expect(store.answers.size).toBe(0);
  });

  it("stands in the pulled row", async () => {
    const file = join(data, "collector", "responses.sqlite");
    const store = sqliteStore(file);
    const door = openDoor(store, { readLink });
    await door.json(post({}, { token }));
    await door.json(post({}, { id: crypto.randomUUID() }));
    await store.close();
    const out = join(data, "out");
    const [pulled] = pullAnswers({ data, out, file, surveys: [teaSurvey], today: "2026-07-03" });
    const rows = readFileSync(pulled?.file ?? "", "utf8")
      .trimEnd()
      .split("\n");
    expect(JSON.parse(rows[0] ?? "")).toMatchObject({ customer_id: "C00017", wave: "2026-Q3" });
    expect(rows[1]).not.toContain("customer_id");
  });
});

describe("planMailing(database, recipients, options), unanswered(database, wave)", () => {
  const people = ["a", "b", "c"].map((customerId) => ({ customerId, mayAsk: customerId !== "c" }));
  const options = { survey: "tea", wave: "2026-Q3", now: NOON, contactDays: 30 };
  const open = () => openAnswersFile(join(data, "collector", "responses.sqlite"));

  it("leaves out who said no, and gives the same links again", () => {
    const database = open();
    const plan = { customers: ["a", "b"], optedOut: 1, askedLately: 0 };
    expect(planMailing(database, people, options)).toEqual(plan);
    expect(planMailing(database, people, options)).toEqual(plan);
    database.close();
  });

  it("asks nobody twice within the days, whatever the survey", () => {
    const database = open();
    planMailing(database, people.slice(0, 1), options);
    const after = (days: number) => new Date(NOON.getTime() + days * 86_400_000);
    const other = { ...options, survey: "relationship", now: after(29) };
    expect(planMailing(database, people, other)).toMatchObject({
      customers: ["b"],
      askedLately: 1,
    });
    const late = planMailing(database, people.slice(0, 1), { ...other, now: after(31) });
    expect(late).toMatchObject({ customers: ["a"], askedLately: 0 });
    database.close();
  });

  it("knows who has not answered in this wave", async () => {
    const database = open();
    planMailing(database, people, { ...options });
    const store = sqliteStore(join(data, "collector", "responses.sqlite"));
    await openDoor(store, { readLink }).json(
      post({}, { token: linkToken({ ...claim, customerId: "a" }, key) }),
    );
    expect(unanswered(database, options)).toEqual(["b"]);
    expect(unanswered(database, { ...options, wave: "2026-Q2" })).toEqual([]);
    await store.close();
    database.close();
  });

  it("reminds nobody whom another survey has asked within the days", () => {
    const database = open();
    const both = people.map(({ customerId }) => ({ customerId, mayAsk: true }));
    planMailing(database, both, options);
    const day = (days: number) => new Date(NOON.getTime() + days * 86_400_000);
    const other = { ...options, survey: "relationship", contactDays: 0, now: day(5) };
    planMailing(database, both.slice(0, 1), other);
    expect(unanswered(database, { ...options, now: day(34) })).toEqual(["b", "c"]);
    expect(unanswered(database, { ...options, now: day(36) })).toEqual(["a", "b", "c"]);
    expect(unanswered(database, { ...options, contactDays: 0, now: day(6) })).toHaveLength(3);
    database.close();
  });
});

describe("readRecipients(task)", () => {
  const site = { timeZone: "Asia/Shanghai", wave: "quarter" } as const;
  const task = (file: string | null = null) => ({ data, out: join(data, "out"), file, site });
  const write = (path: string, text: string) => {
    mkdirSync(join(data, path, ".."), { recursive: true });
    writeFileSync(join(data, path), text);
    return join(data, path);
  };

  it("gives customers of the data folder who did not say no and have not left", async () => {
    write(
      "customers/all.csv",
      "customer_id,opt_in,opt_out_at,left_at\na,true,,\nb,false,,\nc,true,2026-01-02,\nd,,,2026-01-02\ne,,,\n",
    );
    expect(await readRecipients(task())).toEqual([
      { customerId: "a", mayAsk: true },
      { customerId: "b", mayAsk: false },
      { customerId: "c", mayAsk: false },
      { customerId: "d", mayAsk: false },
      { customerId: "e", mayAsk: true },
    ]);
  });

  it("asks nobody of a list who said no in the data folder", async () => {
    write("customers/all.csv", "customer_id,opt_in\na,true\nb,false\n");
    const list = write("list.csv", "customer_id\nb\na\nz\n");
    const may = (await readRecipients(task(list))).map(({ customerId, mayAsk }) => [
      customerId,
      mayAsk,
    ]);
    expect(new Map(may as [string, boolean][])).toEqual(
      new Map([
        ["a", true],
        ["b", false],
        ["z", true],
      ]),
    );
  });

  it("throws recipients-missing and file-missing", async () => {
    await expect(readRecipients(task())).rejects.toThrow("recipients-missing");
    await expect(readRecipients(task(join(data, "none.csv")))).rejects.toThrow("file-missing");
  });
});

describe("npm run links", () => {
  const run = (...rest: readonly string[]) => {
    const env = { ...process.env, ZHIKE_DATA: data, ZHIKE_LANG: "en" };
    const options = { env, encoding: "utf8", stdio: "pipe" } as const;
    try {
      return execFileSync(process.execPath, ["scripts/links.ts", ...rest], options);
    } catch (error) {
      return (error as { stderr: string }).stderr.split("  ")[0];
    }
  };

  it("writes a list, and says what it does not understand", () => {
    mkdirSync(join(data, "customers"), { recursive: true });
    writeFileSync(join(data, "customers", "a.csv"), "customer_id\nC00017\n");
    const folders = openFolders({ ZHIKE_DATA: data });
    onTestFinished(() => rmSync(folders.out, { recursive: true, force: true }));
    const out = join(data, "links.csv");
    const rest = ["--url", "https://tea.example", "--wave", "2026-Q3"];
    expect(run("after-visit", ...rest, "--out", out)).toContain("1 link for 2026-Q3");
    const [head, row] = readFileSync(out, "utf8").split("\n");
    expect(head).toBe("customer_id,link");
    const [, link = ""] = /^C00017,(https:.*)$/u.exec(row ?? "") ?? [];
    const url = new URL(link);
    expect(url.origin + url.pathname).toBe("https://tea.example/zh-CN/s/after-visit/");
    expect(readLinkToken(url.searchParams.get("t") ?? "", readLinkKeys(keysFile(data)))).toEqual({
      survey: "after-visit",
      wave: "2026-Q3",
      customerId: "C00017",
    });
    const reminders = join(data, "reminders.csv");
    const remind = () => run("after-visit", ...rest, "--unanswered", "--out", reminders);
    expect(remind()).toContain("1 customer has not answered");
    writeFileSync(join(data, "customers", "a.csv"), "customer_id,opt_in\nC00017,false\n");
    expect(remind()).toContain("0 customers have not answered");
    expect(readFileSync(reminders, "utf8")).toBe("customer_id,link\n");
    expect(run("after-visit", ...rest.slice(2))).toBe("links-address-missing");
    expect(run("team-pulse", ...rest)).toBe("links-survey-unknown");
    expect(run("after-visit", "--wave", "soon", "--url", "https://tea.example")).toBe(
      "links-wave-unreadable",
    );
    expect(run("after-visit", "--zzz")).toBe("links-argument-unknown");
  }, 60_000);

  it("makes codes that a phone reads back", () => {
    const link = `https://tea.example/zh-CN/s/after-visit/?t=${token}`;
    const { data: dots, size } = encode(link, { ecc: "M", border: 4 });
    const wide = size * 4;
    const pixels = new Uint8ClampedArray(wide * wide * 4);
    for (let y = 0; y < wide; y += 1) {
      for (let x = 0; x < wide; x += 1) {
        const shade = dots[y >> 2]?.[x >> 2] === true ? 0 : 255;
        pixels.set([shade, shade, shade, 255], (y * wide + x) * 4);
      }
    }
    expect(jsQR(pixels, wide, wide)?.data).toBe(link);
  });
});
