import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { answersFile } from "../../src/collector/answers-file.ts";
import { bringHome } from "../../src/collector/bring-home.ts";
import { letGo } from "../../src/collector/keep.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { idSecret, openStore, withElsewhere } from "../../src/collector/open-store.ts";
import { ownerClient } from "../../src/collector/owner-client.ts";
import { pullAnswers } from "../../src/collector/pull.ts";
import { sqliteStore } from "../../src/collector/sqlite-store.ts";
import type { Keep } from "../../src/collector/store.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { openDoor } from "./door.ts";
import { answer } from "./store-contract.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-home-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let data = "";
let cases = 0;
beforeEach(() => {
  data = join(root, `${(cases += 1)}`);
});

const name = "https://survey.example";
const bring = (keep: Keep) => bringHome({ name, keep }, answersFile(data));
async function atHome() {
  const home = sqliteStore(answersFile(data));
  const all = await home.read(0, 10_000);
  await home.close();
  return all.map((logged) => logged.answer);
}
async function filled(count: number) {
  const store = memoryStore();
  for (let at = 0; at < count; at += 1) await store.append(answer(`r${at}`));
  return store;
}

describe("bringHome(elsewhere, file)", () => {
  it("brings every answer once, in the order of the log, over any number of pages", async () => {
    const store = await filled(1203);
    expect(await bring(store)).toBe(1203);
    expect(await bring(store)).toBe(0);
    await store.append(answer("new", { contacts: [{ question: "reach", value: "138" }] }));
    expect(await bring(store)).toBe(1);
    expect(await atHome()).toEqual([...store.answers.values()]);
  });

  it("brings the texts that people agreed to, once, and again those that came since", async () => {
    const store = await filled(1);
    const agreed = (version: string) => {
      return { version, lang: "en", text: version, firstAt: "2026-07-03T04:47:00.000Z" };
    };
    const kept = async () => {
      const home = sqliteStore(answersFile(data));
      return home.consents().finally(home.close);
    };
    await store.keepConsent(agreed("a"));
    await bring(store);
    expect(await kept()).toEqual([agreed("a")]);
    await store.keepConsent(agreed("b"));
    await bring(store);
    expect(await kept()).toEqual([agreed("a"), agreed("b")]);
  });

  it("goes on where it was cut off, and doubles nothing", async () => {
    const store = await filled(1203);
    let pages = 0;
    const cut: Keep = {
      ...store,
      read: (after, most) => {
        pages += 1;
        if (pages === 3) throw new Error("cut off");
        return store.read(after, most);
      },
    };
    await expect(bring(cut)).rejects.toThrow("cut off");
    expect(await atHome()).toHaveLength(1000);
    expect(await bring(store)).toBe(203);
    expect(await atHome()).toEqual([...store.answers.values()]);
  });

  it("reads from the start a store that was made anew, however many places it has given", async () => {
    await bring(await filled(7));
    const anew = memoryStore();
    for (let at = 0; at < 9; at += 1) await anew.append(answer(`n${at}`));
    expect(await bring(anew)).toBe(9);
    expect(await atHome()).toHaveLength(16);
  });

  it("loses nothing when the answer that it stopped at was forgotten there", async () => {
    const store = await filled(3);
    await bring(store);
    await store.forget(["r2"]);
    await store.append(answer("new"));
    expect(await bring(store)).toBe(1);
  });

  it("keeps the first of two contents under one id, and sets the other aside", async () => {
    const home = sqliteStore(answersFile(data));
    await home.append(answer("r0", { hash: "other" }));
    await home.close();
    expect(await bring(await filled(1))).toBe(0);
    const again = sqliteStore(answersFile(data));
    expect((await again.read(0, 9))[0]?.answer.hash).toBe("other");
    expect((await again.forget(["r0"])).quarantined).toBe(1);
    await again.close();
  });
});

describe("letGo(data, before, elsewhere)", () => {
  it("lets go there only what has come home and was pulled, old enough", async () => {
    const store = await filled(3);
    await bring(store);
    const out = join(data, "out");
    const file = answersFile(data);
    pullAnswers({ data, out, file, surveys: [teaSurvey], today: "2026-07-03" });
    await store.append(answer("not-yet-home"));
    expect(await letGo(data, "2026-07-03T00:00:00.000Z", { name, keep: store })).toBe(0);
    expect(await letGo(data, "2026-08-01T00:00:00.000Z", { name, keep: store })).toBe(3);
    expect([...store.answers.keys()]).toEqual(["not-yet-home"]);
    expect(await bring(store)).toBe(1);
  });
});

describe("ownerClient(address, key)", () => {
  const key = "0123456789abcdef0123456789abcdef";

  /** The door of a store on a port of loopback. */
  async function serve(fetch: (request: Request) => Promise<Response>): Promise<string> {
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { method = "GET", headers } = request;
        const body = chunks.length === 0 ? {} : { body: Buffer.concat(chunks) };
        const init = { method, headers: headers as Record<string, string>, ...body };
        void fetch(new Request(`http://localhost${request.url}`, init)).then(async (reply) => {
          response.writeHead(reply.status, Object.fromEntries(reply.headers));
          response.end(await reply.text());
        });
      });
    });
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    onTestFinished(() => void server.close());
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  it("asks a store behind ownerDoor what it would say itself", async () => {
    const store = await filled(501);
    await store.quarantine({ survey: "tea", receivedAt: "2026", reason: "x", body: "r3" });
    const door = openDoor(store, { ownerKey: key });
    const address = await serve((request) =>
      door.request(new URL(request.url).pathname + new URL(request.url).search, request),
    );
    const client = ownerClient(address, key);
    const agreed = { version: "a", lang: "en", text: "Yes", firstAt: "2026" };
    await store.keepConsent(agreed);
    expect(await client.consents()).toEqual([agreed]);
    expect(await client.read(0, 500)).toEqual(await store.read(0, 500));
    expect(await client.read(500, 500)).toEqual(await store.read(500, 500));
    expect(await client.forget(["r3"])).toEqual({
      responses: ["r3"],
      contacts: 0,
      quarantined: 1,
    });
    expect(await client.letGo("2027", 10)).toBe(9);
    await expect(ownerClient(address, "wrong").read(0, 1)).rejects.toThrow("store-key-refused");
  });

  it("throws store-unreachable where nobody listens, or another site answers", async () => {
    await expect(ownerClient("http://127.0.0.1:1", key).read(0, 1)).rejects.toThrow(
      "store-unreachable",
    );
    const other = await serve(async () => new Response("<title>a shop</title>"));
    await expect(ownerClient(other, key).read(0, 1)).rejects.toMatchObject({
      code: "store-unreachable",
      values: { reason: "200 <title>a shop</title>" },
    });
  });

  it("takes its key to no other address than it was given", async () => {
    let asked = 0;
    const thief = await serve(async () => {
      asked += 1;
      return Response.json([]);
    });
    const address = await serve(async () => Response.redirect(thief, 307));
    await expect(ownerClient(address, key).read(0, 1)).rejects.toThrow("store-unreachable");
    expect(asked).toBe(0);
  });
});

describe("openStore(data, environment), withElsewhere(environment, work)", () => {
  it.each([
    "mysql://u:secret@host/db",
    "postgres:/host",
    "survey.example",
    "http://survey.example",
  ])("throw store-address-unknown for %s, and show no password", async (address) => {
    const environment = { ZHIKE_STORE: address };
    const opened = openStore(data, environment);
    await expect(opened).rejects.toThrow("store-address-unknown");
    await expect(opened).rejects.not.toThrow("secret");
    await expect(withElsewhere(environment, async () => 1)).rejects.toThrow(
      "store-address-unknown",
    );
  });

  it("collects into no site of another collector", async () => {
    const opened = openStore(data, { ZHIKE_STORE: "https://survey.example" });
    await expect(opened).rejects.toThrow("store-address-unknown");
  });

  it("mean the file in data where nothing is named", async () => {
    const store = await openStore(data, {});
    await store.append(answer("a"));
    await store.close();
    expect(await atHome()).toEqual([answer("a")]);
    expect(await withElsewhere({ ZHIKE_STORE: "" }, async (elsewhere) => elsewhere)).toBeNull();
  });
});

describe("idSecret(environment)", () => {
  it("is shared by collectors of one database, and by no others", async () => {
    const secretOf = (address: string) => idSecret({ ZHIKE_STORE: address });
    const address = "postgres://u:p@host/db";
    expect(secretOf(address)).toEqual(secretOf(address));
    expect(secretOf(address)).not.toEqual(secretOf(`${address}2`));
    expect(idSecret({})).not.toEqual(idSecret({}));
    const shared = memoryStore();
    const fields = { satisfaction: "5", recommend: "9", _lang: "en", _version: "2" };
    for (const secret of [secretOf(address), secretOf(address)]) {
      await openDoor(shared, { secret }).form(fields);
    }
    expect([...shared.answers.values()].map(({ suspect }) => suspect)).toEqual([null, "repeat"]);
  });
});
