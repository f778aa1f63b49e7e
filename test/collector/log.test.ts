/** The log says enough to run a collector by, and nothing of what people sent. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, describe, expect, it } from "vitest";
import type { RequestSeen } from "../../src/collector/door-log.ts";
import { jsonLog } from "../../src/collector/json-log.ts";
import { ID, openDoor, post } from "./door.ts";
import { memoryStore } from "../../src/collector/memory-store.ts";
import { served } from "./served.ts";

const root = mkdtempSync(join(tmpdir(), "zhike-log-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const linesOf = (file: string) =>
  readFileSync(file, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Sends bytes as they are and gives what comes back until the other side ends. */
async function raw(port: number, bytes: string): Promise<string> {
  const socket = connect({ port, host: "127.0.0.1" });
  socket.end(bytes, "latin1");
  const chunks: Buffer[] = [];
  for await (const chunk of socket) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("latin1");
}

describe("jsonLog(options), startServer(options)", () => {
  it("writes one line a request, with its pattern, reply and mark", async () => {
    const file = join(root, "lines", "door.log");
    const site = await served({ log: jsonLog({ to: file }), isRateFree: true });
    const send = (body: unknown, path = "/api/responses/tea?secret=1") =>
      fetch(site.url + path, {
        method: "POST",
        body: JSON.stringify(body),
        headers: { "content-type": "text/plain" },
      });
    await send(post());
    await send(post({}, { id: crypto.randomUUID(), website: "x" }));
    await send(post({ satisfaction: 9 }, { id: crypto.randomUUID() }));
    await send(post(), "/api/responses/nothing");
    await fetch(`${site.url}/en/s/tea/?t=v1.k1.abc`);
    await fetch(`${site.url}/en/s/tea/form?t=v1.k1.abc`);
    await raw(site.port, "NONSENSE\r\n\r\n");
    await site.end();
    const lines = linesOf(file);
    expect(lines.map(({ msg }) => msg)).toEqual([
      "started",
      ...Array.from({ length: 6 }, () => "request"),
      "connection",
      "stopping",
      "stopped",
    ]);
    const requests = lines.filter(({ msg }) => msg === "request") as unknown as RequestSeen[];
    expect(
      requests.map(({ method, route, survey, status, mark }) => [
        method,
        route,
        survey,
        status,
        mark,
      ]),
    ).toEqual([
      ["POST", "/api/responses/:survey", "tea", 201, null],
      ["POST", "/api/responses/:survey", "tea", 201, "trap"],
      ["POST", "/api/responses/:survey", "tea", 422, null],
      ["POST", "/api/responses/:survey", null, 404, null],
      ["GET", "/*", null, 200, null],
      ["GET", "/:locale/s/:survey/form", null, 200, null],
    ]);
    for (const line of requests) {
      expect(line.bytes).toBeGreaterThan(100);
      expect(line.ms).toBeGreaterThanOrEqual(0);
      expect(Object.keys(line)).toEqual([
        ...["level", "time", "method", "route", "survey", "status", "bytes", "ms", "mark", "msg"],
      ]);
    }
    expect(lines.find(({ msg }) => msg === "connection")).toMatchObject({ status: 400 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("holds nothing that people sent, whatever came of it", async () => {
    const file = join(root, "canaries.log");
    const canaries = {
      phone: "13912345678",
      mail: "li.lei@canary.example",
      customer: "CANARY-0042",
      token: "v1.k9.CANARYTOKENCANARYTOKEN",
      text: "金丝雀在唱歌",
      agent: "CanaryBrowser",
      address: "203.0.113.77",
      place: "canary-place",
    };
    const site = await served({
      log: jsonLog({ to: file, level: "trace" }),
      isBehindProxy: true,
    });
    const headers = {
      "user-agent": canaries.agent,
      "x-forwarded-for": canaries.address,
      origin: `https://${canaries.place}.example`,
      referer: `https://${canaries.place}.example/${canaries.phone}`,
      cookie: canaries.phone,
    };
    const said = {
      why: `${canaries.text} ${canaries.phone}`,
      reach: { value: canaries.mail, consent: "yes" },
      channel: canaries.customer,
    };
    const sent = (id: string, more = {}) => post(said, { id, token: canaries.token, ...more });
    const bodies = [
      JSON.stringify(sent(ID)),
      JSON.stringify(sent(ID, { answers: { satisfaction: 4, recommend: 9 } })),
      JSON.stringify(sent(canaries.customer)),
      JSON.stringify(sent(crypto.randomUUID(), { answers: { ...said, [canaries.phone]: 1 } })),
      `{"${canaries.mail}`,
      canaries.text.repeat(40_000),
    ];
    const paths = [
      "/api/responses/tea",
      `/api/responses/${canaries.phone}`,
      `/api/${canaries.mail}`,
      `/en/s/tea/form?t=${canaries.token}&channel=${canaries.customer}`,
      `/${encodeURIComponent(canaries.text)}/${canaries.phone}?q=${canaries.mail}`,
    ];
    const statuses = new Set<number>();
    for (const path of paths) {
      statuses.add((await fetch(site.url + path, { headers })).status);
      for (const body of bodies) {
        for (const type of ["text/plain", "application/x-www-form-urlencoded", canaries.mail]) {
          const init = { method: "POST", body, headers: { ...headers, "content-type": type } };
          statuses.add((await fetch(site.url + path, init)).status);
        }
      }
    }
    await raw(site.port, `${canaries.phone} /${canaries.mail} ${canaries.token}\r\n\r\n`);
    await raw(site.port, `GET / HTTP/1.1\r\nhost: ${canaries.mail}/ ${canaries.phone}\r\n\r\n`);
    await site.end();
    expect([...statuses].toSorted()).toEqual([200, 201, 404, 405, 409, 413, 415, 422]);
    const log = readFileSync(file, "utf8");
    expect(log.split("\n").length).toBeGreaterThan(90);
    const found = Object.values(canaries).filter(
      (each) => log.includes(each) || log.includes(encodeURIComponent(each)),
    );
    expect(found).toEqual([]);
    expect(log).not.toContain("127.0.0.1");
  });

  it("takes answers on when the log has nowhere to go", async () => {
    const site = await served({ log: jsonLog({ to: "/dev/full" }), isRateFree: true });
    const statuses = [];
    for (let at = 0; at < 60; at += 1) {
      const body = JSON.stringify(post({}, { id: crypto.randomUUID() }));
      const reply = await fetch(`${site.url}/api/responses/tea`, {
        method: "POST",
        body,
        headers: { "content-type": "text/plain" },
      });
      statuses.push(reply.status);
    }
    await new Promise((flushed) => setTimeout(flushed, 1200));
    expect(statuses).toEqual(Array.from({ length: 60 }, () => 201));
    expect(site.rows("answers")).toHaveLength(60);
    await site.end();
  });

  it("throws log-unusable for a file that cannot be written", () => {
    mkdirSync(join(root, "folder.log"), { recursive: true });
    expect(() => jsonLog({ to: join(root, "folder.log") })).toThrow("log-unusable");
  });
});

describe("a fault of ours", () => {
  it("is told without its words, and the sender is told to come again", async () => {
    const file = join(root, "faults.log");
    const log = jsonLog({ to: file });
    const fault = () => Promise.reject(new TypeError("13912345678 is no function"));
    const store = { ...memoryStore(), append: fault };
    const door = openDoor(store, { failed: (error) => log.failure("request", error) });
    const reply = await door.json(post());
    expect([reply.status, reply.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await reply.json()).toEqual({ code: "failed" });
    log.close();
    const [line] = linesOf(file);
    expect(line).toMatchObject({
      level: "error",
      msg: "failure",
      what: "request",
      name: "TypeError",
    });
    expect(JSON.stringify(line?.["at"])).toContain("log.test.ts");
    expect(JSON.stringify(line)).not.toContain("139");
  });
});

describe("npm run serve", () => {
  it("prints its address for people and its log beside it, or where ZHIKE_LOG says", async () => {
    const [data, dist, file] = [join(root, "data"), join(root, "dist"), join(root, "serve.log")];
    for (const folder of [data, dist]) mkdirSync(folder, { recursive: true });
    writeFileSync(join(dist, "index.html"), "<title>home</title>");
    const run = async (more: Record<string, string>) => {
      const env = { ...process.env, ZHIKE_DATA: data, ZHIKE_OUT: dist, PORT: "0", ...more };
      const child = spawn(process.execPath, ["scripts/serve.ts"], {
        env,
        stdio: ["ignore", "pipe", "inherit"],
      });
      const printed: string[] = [];
      const exited = once(child, "exit");
      for await (const line of createInterface(child.stdout)) {
        printed.push(line);
        if (line.includes("localhost")) child.kill("SIGTERM");
      }
      expect(await exited).toEqual([0, null]);
      return printed;
    };
    const quiet = await run({ ZHIKE_LOG: file, ZHIKE_LANG: "en" });
    expect(quiet).toHaveLength(1);
    expect(quiet[0]).toMatch(/^The site and the collector are at http:\/\/localhost:\d+;/u);
    expect(linesOf(file).map(({ msg }) => msg)).toEqual(["started", "stopping", "stopped"]);
    const printed = await run({ ZHIKE_LANG: "en" });
    const lines = printed.filter((line) => line.startsWith("{"));
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
      "started",
      "stopping",
      "stopped",
    ]);
  }, 30_000);
});
