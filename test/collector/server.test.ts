import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type RunningServer } from "../../src/collector/server.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { teaSurvey } from "../survey/tea-survey.ts";
import { builtPage, post } from "./door.ts";

const folder = mkdtempSync(join(tmpdir(), "zhike-server-"));
const dist = join(folder, "dist");
let server: RunningServer;

beforeAll(async () => {
  for (const path of ["_astro", "en/s/tea/thanks"])
    mkdirSync(join(dist, path), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), "secret");
  writeFileSync(join(dist, "index.html"), "<title>home</title>");
  writeFileSync(join(dist, "404.html"), "<title>nothing here</title>");
  writeFileSync(join(dist, ".hidden"), "hidden");
  writeFileSync(join(dist, "_astro/a.1234.js"), "export {};");
  writeFileSync(join(dist, "en/s/tea/index.html"), builtPage);
  writeFileSync(join(dist, "en/s/tea/thanks/index.html"), builtPage);
  symlinkSync(join(folder, "secret.txt"), join(dist, "out.txt"));
  server = await startServer({
    dist,
    data: join(folder, "data"),
    port: 0,
    surveys: [teaSurvey],
    locales: ["en"],
    words: (locale) => openWords(locale, readDictionary(locale)),
  });
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The path as it is: `fetch` would tidy it first. */
function raw(
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    request({ port: server.port, host: "127.0.0.1", path, headers }, (reply) => {
      const chunks: Buffer[] = [];
      reply.on("data", (chunk: Buffer) => chunks.push(chunk));
      reply.on("end", () =>
        resolve({
          status: reply.statusCode ?? 0,
          headers: reply.headers,
          body: Buffer.concat(chunks),
        }),
      );
    })
      .on("error", reject)
      .end();
  });
}

describe("startServer(options)", () => {
  it("serves pages with an etag, and 304 to who has them", async () => {
    const first = await raw("/");
    expect([first.status, String(first.body)]).toEqual([200, "<title>home</title>"]);
    expect(first.headers["cache-control"]).toBe("no-cache");
    const again = await raw("/", { "if-none-match": String(first.headers.etag) });
    expect([again.status, again.body.length]).toEqual([304, 0]);
  });

  it("lets hashed files be kept for good", async () => {
    expect((await raw("/_astro/a.1234.js")).headers["cache-control"]).toContain("immutable");
  });

  it("sends brotli to who takes it", async () => {
    const reply = await raw("/", { "accept-encoding": "gzip, br" });
    expect(reply.headers["content-encoding"]).toBe("br");
    expect(String(brotliDecompressSync(reply.body))).toBe("<title>home</title>");
  });

  it("leads a folder to its slash, on this host only", async () => {
    expect((await raw("/en/s/tea?x=1")).headers.location).toBe("/en/s/tea/?x=1");
    expect((await raw("//evil.example/..")).headers.location).toBeUndefined();
  });

  it.each([
    "/nothing",
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/..%5csecret.txt",
    "/.hidden",
    "/out.txt",
    "/%00",
    "/%",
    "/en/../../secret.txt",
  ])("answers %s with the site's 404 page", async (path) => {
    const reply = await raw(path);
    expect([reply.status, String(reply.body)]).toEqual([404, "<title>nothing here</title>"]);
  });

  it("takes answers behind the same port", async () => {
    const reply = await fetch(`${server.url}/api/responses/tea`, {
      method: "POST",
      body: JSON.stringify(post()),
      headers: { "content-type": "application/json" },
    });
    expect(reply.status).toBe(201);
  });

  it("walks a form without script: page, errors, thanks", async () => {
    const form = (fields: Record<string, string>) =>
      fetch(`${server.url}/api/responses/tea`, {
        method: "POST",
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
    const wrong = await form({ satisfaction: "5", _lang: "en" });
    expect(wrong.status).toBe(422);
    const id = /name="_id" value="([^"]+)"/u.exec(await wrong.text())?.[1] ?? "";
    const right = await form({ satisfaction: "5", recommend: "8", _lang: "en", _id: id });
    expect(right.status).toBe(303);
    const thanks = await fetch(server.url + right.headers.get("location"));
    expect(await thanks.text()).toMatch(/Answers received[\s\S]*[0-9A-Z]{4}-[0-9A-Z]{4}/u);
  });

  it("says whose port is taken", async () => {
    const again = startServer({
      dist,
      data: join(folder, "other"),
      port: server.port,
      surveys: [],
      locales: ["en"],
      words: (locale) => openWords(locale, {}),
    });
    await expect(again).rejects.toMatchObject({ code: "port-taken" });
  });
});
