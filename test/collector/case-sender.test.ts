import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import {
  startCaseSender,
  type CaseSender,
  type SenderOptions,
} from "../../src/collector/case-sender.ts";
import { noLog } from "../../src/collector/door-log.ts";
import { forget } from "../../src/collector/keep.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import { readWebhook, signedHeaders, webhookOf } from "../../src/collector/webhook-signature.ts";
import { changed, teaSurvey } from "../survey/tea-survey.ts";
import { NOON, openDoor, post } from "./door.ts";

const SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const survey = changed("satisfaction", { construct: "satisfaction" });
const root = mkdtempSync(join(tmpdir(), "zhike-webhook-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
const open: (() => Promise<unknown> | void)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

describe("signedHeaders(message, secrets)", () => {
  it("signs as the published example of the specification's libraries", () => {
    const { secrets } = readWebhook("https://a.example", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    const id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const message = { id, timestamp: 1614265330, body: '{"test": 2432232314}' };
    expect(signedHeaders(message, secrets)).toEqual({
      "webhook-id": id,
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });
});

describe("readWebhook(address, secrets)", () => {
  it.each([
    "https://crm.example/in",
    "http://127.0.0.1:9/x",
    "http://localhost/x",
    "http://[::1]:9",
  ])("takes %s", (address) => expect(readWebhook(address, SECRET).url.href).toContain(address));

  it.each([
    "http://crm.example",
    "ftp://a.example",
    "https://a:b@c.example",
    "crm",
    "http://127.evil.example",
  ])("throws webhook-address-unusable for %s", (address) =>
    expect(() => readWebhook(address, SECRET)).toThrow("webhook-address-unusable"),
  );

  it.each([
    "",
    "secret",
    SECRET.slice(6),
    `whsec_${Buffer.alloc(23).toString("base64")}`,
    `${SECRET} x`,
  ])("throws webhook-secret-unusable for %j", (secret) =>
    expect(() => readWebhook("https://a.example", secret)).toThrow("webhook-secret-unusable"),
  );
});

describe("webhookOf(environment)", () => {
  const named = { ZHIKE_WEBHOOK: "https://crm.example/in", ZHIKE_WEBHOOK_SECRET: SECRET };

  it("is what the environment names, or nothing", () => {
    expect(webhookOf({})).toBeNull();
    expect(webhookOf({ ...named, ZHIKE_STORE: "" })?.url.href).toBe(named.ZHIKE_WEBHOOK);
  });

  it("throws webhook-store-elsewhere where the answers are not in a file", () =>
    expect(() => webhookOf({ ...named, ZHIKE_STORE: "postgres://u:p@host/db" })).toThrow(
      "webhook-store-elsewhere",
    ));
});

interface Got {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A receiver that answers as told, in turn; 204 when nothing is told. */
async function receiver(...answers: ((response: ServerResponse) => void)[]) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      got.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      const answer = answers.shift() ?? ((reply) => reply.writeHead(204).end());
      answer(response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  open.push(() => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  });
  return { got, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/cases` };
}

const status =
  (code: number, headers = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(code, headers).end();

/** By WebCrypto and by hand, as a receiver would write it. */
async function isSigned({ headers, body }: Got, secret = SECRET): Promise<boolean> {
  const bytes = Uint8Array.from(atob(secret.slice(6)), (sign) => sign.codePointAt(0) ?? 0);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes, algorithm, false, ["verify"]);
  const text = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
  const signatures = String(headers["webhook-signature"]).split(" ");
  const verdicts = signatures.map((each) => {
    const [version, mark = ""] = each.split(",");
    const signature = Uint8Array.from(atob(mark), (sign) => sign.codePointAt(0) ?? 0);
    return (
      version === "v1" &&
      crypto.subtle.verify("HMAC", key, signature, new TextEncoder().encode(text))
    );
  });
  return (await Promise.all(verdicts)).includes(true);
}

let folders = 0;
interface Company {
  readonly data: string;
  readonly collect: (
    answers: Record<string, unknown>,
    more?: Record<string, unknown>,
  ) => Promise<string>;
}

function company(surveys = [survey]): Company {
  const data = join(root, `${(folders += 1)}`);
  return {
    data,
    collect: async (answers, more = {}) => {
      const store = sqliteStore(answersFile(data));
      const id = crypto.randomUUID();
      const reply = await openDoor(store, { surveys }).json(post(answers, { id, ...more }));
      expect(reply.status).toBe(201);
      await store.close();
      return id;
    },
  };
}

interface Clock {
  ms: number;
}

function sender(
  data: string,
  url: string,
  {
    clock = { ms: NOON.getTime() },
    ...more
  }: Partial<SenderOptions> & { readonly clock?: Clock } = {},
): CaseSender {
  const running = startCaseSender({
    file: answersFile(data),
    surveys: [survey],
    timeZone: "Asia/Shanghai",
    webhook: readWebhook(url, SECRET),
    log: noLog,
    now: () => clock.ms,
    random: () => 0.5,
    everyMs: 5,
    ...more,
  });
  open.push(() => running.stop().catch(() => {}));
  return running;
}

async function until(isTrue: () => boolean): Promise<void> {
  for (let look = 0; look < 400 && !isTrue(); look += 1) await pause(5);
  expect(isTrue()).toBe(true);
}
const pause = (ms: number) => new Promise((wait) => setTimeout(wait, ms));

describe("startCaseSender(options)", () => {
  it("posts a signed notice of each case that opens while it runs, and of nothing else", async () => {
    const { data, collect } = company();
    const { got, url } = await receiver();
    await collect({ satisfaction: 5, recommend: 9 });
    sender(data, url);
    const reach = { value: "13800000000", consent: "yes" };
    await collect(
      { satisfaction: 1, reasons: ["price"], recommend: 3, why: "凉了", reach },
      { token: "CANARY" },
    );
    await collect({ reach });
    await collect({ satisfaction: 1, reasons: ["price"], recommend: 0 }, { website: "x" });
    await until(() => got.length === 2);
    await pause(60);
    expect(got).toHaveLength(2);
    expect(await Promise.all(got.map((each) => isSigned(each)))).toEqual([true, true]);
    expect(await isSigned({ ...got[0]!, body: `${got[0]!.body} ` })).toBe(false);
    const [low, asked] = got
      .map(({ body }) => JSON.parse(body) as { data: { reason: string } })
      .toSorted((a, b) => b.data.reason.localeCompare(a.data.reason));
    expect(low).toMatchObject({
      type: "case.opened",
      timestamp: "2026-07-03T04:47:00.000Z",
      data: {
        survey: "tea",
        day: "2026-07-03",
        due_at: "2026-07-04T04:47:00.000Z",
        reason: "low-score",
        questions: ["satisfaction", "recommend"],
      },
    });
    expect(asked?.data).toMatchObject({ reason: "contact", questions: [] });
    const all = JSON.stringify(got);
    for (const canary of ["138", "凉", "CANARY"]) expect(all).not.toContain(canary);
    expect(got[0]?.headers).toMatchObject({ "content-type": "application/json" });
  });

  it("tries again after 5 seconds, a minute, five minutes, under one id and a new time", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const { got, url } = await receiver(status(500), status(302, { location: "/x" }), status(404));
    await collect({ recommend: 0 });
    sender(data, url, { clock });
    for (const [at, seconds] of [5, 60, 300].entries()) {
      await until(() => got.length === at + 1);
      await pause(30);
      clock.ms += seconds * 1000 - 1;
      await pause(30);
      expect(got).toHaveLength(at + 1);
      clock.ms += 1;
    }
    await until(() => got.length === 4);
    clock.ms += 100 * 3_600_000;
    await pause(40);
    expect(got).toHaveLength(4);
    expect(new Set(got.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(got.map(({ body }) => body)).size).toBe(1);
    expect(got.map(({ headers }) => Number(headers["webhook-timestamp"]))).toEqual(
      [0, 5, 65, 365].map((seconds) => NOON.getTime() / 1000 + seconds),
    );
    expect(await Promise.all(got.map((each) => isSigned(each)))).not.toContain(false);
  });

  it("waits as long as Retry-After asks, and stretches its own times by up to a fifth", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const { got, url } = await receiver(status(503, { "retry-after": "90" }), status(500));
    await collect({ recommend: 0 });
    sender(data, url, { clock, random: () => 1 });
    await until(() => got.length === 1);
    await pause(30);
    clock.ms += 89_000;
    await pause(30);
    expect(got).toHaveLength(1);
    clock.ms += 1000;
    await until(() => got.length === 2);
    await pause(30);
    clock.ms += 71_999;
    await pause(30);
    expect(got).toHaveLength(2);
    clock.ms += 1;
    await until(() => got.length === 3);
  });

  it("gives up a receiver that does not answer in time, and comes back to it", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const { got, url } = await receiver(() => {});
    await collect({ recommend: 0 });
    sender(data, url, { clock, timeoutMs: 40 });
    await until(() => got.length === 1);
    await pause(120);
    clock.ms += 5000;
    await until(() => got.length === 2);
  });

  it("outlives a restart: neither what failed nor what came meanwhile is left out", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const { got, url } = await receiver(status(500));
    await collect({ recommend: 0 });
    const first = sender(data, url, { clock });
    await until(() => got.length === 1);
    await pause(30);
    await first.stop();
    await collect({ recommend: 1 });
    clock.ms += 5000;
    sender(data, url, { clock });
    await until(() => got.length === 3);
    const ids = got.map(({ headers }) => headers["webhook-id"]);
    expect([ids[1], ids[2]]).toContain(ids[0]);
    expect(new Set(ids).size).toBe(2);
  });

  it("stops within moments while a receiver keeps it waiting, and sends it after the next start", async () => {
    const { data, collect } = company();
    const { got, url } = await receiver(() => {});
    await collect({ recommend: 0 });
    const first = sender(data, url);
    await until(() => got.length === 1);
    const start = performance.now();
    await first.stop();
    expect(performance.now() - start).toBeLessThan(1000);
    sender(data, url);
    await until(() => got.length === 2);
    expect(got[1]?.headers["webhook-id"]).toBe(got[0]?.headers["webhook-id"]);
  });

  it("sends no more to an address that is gone, also after a restart; another address gets them", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const [old, next] = [await receiver(status(410)), await receiver()];
    await collect({ recommend: 0 });
    const first = sender(data, old.url, { clock });
    await until(() => old.got.length === 1);
    await collect({ recommend: 1 });
    clock.ms += 3_600_000;
    await pause(40);
    await first.stop();
    const second = sender(data, old.url, { clock });
    await pause(60);
    expect(old.got).toHaveLength(1);
    await second.stop();
    sender(data, next.url, { clock });
    await until(() => next.got.length === 2);
  });

  it("tells of cases whose clock still runs when it is first switched on, and of no older ones", async () => {
    const { data, collect } = company();
    await collect({ recommend: 0 });
    const { got, url } = await receiver();
    const late = sender(data, url, { clock: { ms: NOON.getTime() + 24 * 3_600_000 + 1 } });
    await pause(60);
    expect(got).toHaveLength(0);
    await late.stop();
    const other = company();
    await other.collect({ recommend: 0 });
    sender(other.data, url, { clock: { ms: NOON.getTime() + 24 * 3_600_000 - 1 } });
    await until(() => got.length === 1);
  });

  it("signs with both secrets while one is changed", async () => {
    const { data, collect } = company();
    const { got, url } = await receiver();
    await collect({ recommend: 0 });
    const other = `whsec_${Buffer.alloc(24, 9).toString("base64")}`;
    sender(data, url, { webhook: readWebhook(url, `${other} ${SECRET}`) });
    await until(() => got.length === 1);
    expect([await isSigned(got[0]!), await isSigned(got[0]!, other)]).toEqual([true, true]);
  });

  it("gives up after eleven attempts over three days, and says which case", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const { got, url } = await receiver(...Array.from({ length: 12 }, () => status(500)));
    const told: unknown[] = [];
    await collect({ recommend: 0 });
    sender(data, url, { clock, log: { ...noLog, event: (...each) => void told.push(each) } });
    for (let attempt = 1; attempt <= 11; attempt += 1) {
      await until(() => got.length === attempt);
      await until(() => told.length === attempt);
      clock.ms += 30 * 3_600_000;
    }
    await pause(40);
    expect(got).toHaveLength(11);
    expect(told.at(-1)).toEqual([
      "webhook-given-up",
      { case: expect.stringMatching(/^W-/u), status: 500 },
    ]);
  });

  it("forgets a notice with the person", async () => {
    const { data, collect } = company();
    const clock = { ms: NOON.getTime() };
    const { got, url } = await receiver(status(500));
    const id = await collect({ recommend: 0 });
    sender(data, url, { clock });
    await until(() => got.length === 1);
    await pause(30);
    expect(await forget({ data, out: join(data, "out") }, id)).toMatchObject({ answers: 1 });
    clock.ms += 3_600_000;
    await pause(40);
    expect(got).toHaveLength(1);
  });

  it("opens none for employees", async () => {
    const surveys = [{ ...teaSurvey, audience: "employee" as const }];
    const { data, collect } = company(surveys);
    const { got, url } = await receiver();
    await collect({ recommend: 0 });
    sender(data, url, { surveys });
    await pause(60);
    expect(got).toHaveLength(0);
  });
});
