/** Requests that no browser sends: each gets its answer, in our headers, and leaves nothing behind. */
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noLog } from "../../src/collector/door-log.ts";
import { ID, post } from "./door.ts";
import { served, type Served } from "./served.ts";

let site: Served;
const failures: unknown[] = [];
beforeAll(async () => {
  const log = { ...noLog, failure: (...told: unknown[]) => void failures.push(told) };
  site = await served({ isRateFree: true, log });
});
afterAll(() => site.end());

interface Reply {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Sends pieces as they are, and gives the replies, once so many have come or nothing comes any more. */
function raw(
  pieces: string | readonly string[],
  { want = 1, quietMs = 1000 }: { readonly want?: number; readonly quietMs?: number } = {},
): Promise<readonly Reply[]> {
  return new Promise((resolve) => {
    const socket = connect({ port: site.port, host: "127.0.0.1" });
    let text = "";
    let timer: NodeJS.Timeout;
    const done = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve(repliesIn(text));
    };
    const wait = () => {
      clearTimeout(timer);
      const isAll = want > 0 && repliesIn(text).length >= want;
      timer = setTimeout(done, isAll ? 20 : quietMs);
    };
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      wait();
    });
    socket.on("error", done);
    socket.on("close", done);
    for (const piece of [pieces].flat()) socket.write(piece, "latin1");
    wait();
  });
}

function repliesIn(text: string): readonly Reply[] {
  return text
    .split(/(?=HTTP\/1\.1 \d{3} )/u)
    .filter((part) => part.startsWith("HTTP/1.1 "))
    .map((part) => {
      const [head = "", body = ""] = part.split(/\r\n\r\n([\s\S]*)/u);
      return { status: Number(part.slice(9, 12)), head: head.toLowerCase(), body };
    });
}

const statuses = (replies: readonly Reply[]) => replies.map(({ status }) => status);
const headed = (line: string, headers: Record<string, string>, body = "") =>
  `${line}\r\n${Object.entries({ host: "shop.example", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`)
    .join("")}\r\n${body}`;
const posted = (body: string, headers: Record<string, string> = {}, path = "/api/responses/tea") =>
  headed(
    `POST ${path} HTTP/1.1`,
    { "content-type": "text/plain", "content-length": String(Buffer.byteLength(body)), ...headers },
    Buffer.from(body).toString("latin1"),
  );
const get = (path: string, headers: Record<string, string> = {}) =>
  headed(`GET ${path} HTTP/1.1`, headers);
const answer = (more = {}) => JSON.stringify(post({}, { id: crypto.randomUUID(), ...more }));
const send = (body: string, headers: Record<string, string> = {}, path = "/api/responses/tea") =>
  fetch(site.url + path, {
    method: "POST",
    body,
    headers: { "content-type": "text/plain", ...headers },
  });

/** Every reply is in our headers, tells nothing of the inside, and the next answer is taken. */
async function unharmed(replies: readonly Reply[]): Promise<void> {
  for (const { head, body } of replies) {
    expect(head).toContain("x-content-type-options: nosniff");
    expect(head).toContain("referrer-policy: no-referrer");
    expect(head).toMatch(/content-security-policy: [^\r]*frame-ancestors 'self'/u);
    expect(body).not.toMatch(/\n\s+at |node_modules|\/src\/|secret/u);
  }
  const before = site.rows("answers").length;
  expect((await send(answer())).status).toBe(201);
  expect(site.rows("answers")).toHaveLength(before + 1);
  expect(failures.splice(0)).toEqual([]);
}

const quiet = (expected: readonly number[]) => (expected.length === 0 ? { quietMs: 150 } : {});

/** What a hostile request leaves: one number for each table. */
const counted = () =>
  (["answers", "contacts", "quarantine"] as const).map((table) => site.rows(table).length);

describe("bodies", () => {
  it.each<[string, () => string, number, string?]>([
    ["65,537 bytes", () => `"${"x".repeat(65_535)}"`, 413, "body-too-large"],
    ["a mebibyte", () => "x".repeat(1 << 20), 413, "body-too-large"],
    ["lists a thousand deep", () => "[".repeat(1000) + "]".repeat(1000), 422, "body-unreadable"],
    [
      "objects a thousand deep",
      () => `{"answers":${'{"a":'.repeat(1000)}1${"}".repeat(1000)}}`,
      422,
      "nested-deep",
    ],
    [
      "lists a thousand deep in an answer",
      () => `{"answers":{"why":${"[".repeat(1000)}${"]".repeat(1000)}}}`,
      422,
      "nested-deep",
    ],
    [
      "the same field twice, of which the last counts",
      () =>
        `{"id":"${crypto.randomUUID()}","answers":{"satisfaction":1,"satisfaction":9,"recommend":9}}`,
      422,
      "answers-refused",
    ],
    ["no bytes", () => "", 422, "body-unreadable"],
    ["blanks", () => " \n\t ", 422, "body-unreadable"],
    ["half a text", () => '{"id":"', 422, "body-unreadable"],
    ["bytes that are no UTF-8", () => "\xff\xfe{}", 422, "body-unreadable"],
    ["a number", () => "1e999", 422, "body-unreadable"],
    ["null", () => "null", 422, "body-unreadable"],
    ["answers as a list", () => '{"answers":[1]}', 422, "body-unreadable"],
    ["answers as null", () => '{"answers":null}', 422, "body-unreadable"],
    ["an id of another kind", () => answer({ id: ["x"] }), 422, "id-unreadable"],
    ["an id that is a path", () => answer({ id: "../../../etc/passwd" }), 422, "id-unreadable"],
    [
      "a token of 513 characters",
      () => answer({ token: "x".repeat(513) }),
      422,
      "token-unreadable",
    ],
    ["a key that every object has", () => '{"answers":{"toString":1}}', 422, "answers-refused"],
    ["__proto__", () => '{"__proto__":{"isTrapped":false},"answers":{}}', 422, "key-refused"],
  ])("%s: %j", async (_, body, status, code) => {
    const before = site.rows("answers").length;
    const reply = await send(body());
    expect([reply.status, ((await reply.json()) as { code: string }).code]).toEqual([status, code]);
    expect(site.rows("answers")).toHaveLength(before);
    await unharmed([]);
  });

  it("a form of 301 fields, of fields of every object, of one field many times", async () => {
    const form = (text: string) =>
      send(text, { "content-type": "application/x-www-form-urlencoded" });
    const many = Array.from({ length: 301 }, (_, at) => `q${at}=1`).join("&");
    const before = site.rows("answers").length;
    expect((await form(many)).status).toBe(422);
    expect((await form("__proto__=1&constructor=2")).status).toBe(422);
    expect((await form("satisfaction=5&recommend=9&satisfaction=1&_id=x")).status).toBe(422);
    expect((await form("%zz=%&%00=%ff&=&&&")).status).toBe(422);
    expect(site.rows("answers")).toHaveLength(before);
    await unharmed([]);
  });

  it("sent again and again is stored once", async () => {
    const body = JSON.stringify(post({}, { id: ID }));
    const before = site.rows("answers").length;
    const replies = await raw(posted(body).repeat(20), { want: 20 });
    expect(statuses(replies)).toEqual([201, ...Array.from({ length: 19 }, () => 200)]);
    expect(site.rows("answers")).toHaveLength(before + 1);
    await unharmed(replies);
  });
});

describe("bodies that are not what their head says", () => {
  it.each<[string, () => string | readonly string[], readonly number[]]>([
    ["cut by half", () => posted(answer(), { "content-length": "5000" }), []],
    [
      "longer than announced",
      () => posted("{}" + "x".repeat(50), { "content-length": "2" }),
      [400],
    ],
    ["two lengths", () => posted("{}", { "Content-Length": "3" }), [400]],
    ["a length below zero", () => posted("{}", { "content-length": "-1" }), [400]],
    ["a length that is no number", () => posted("{}", { "content-length": "2, 2" }), [400]],
    [
      "a length of twenty digits",
      () => posted("{}", { "content-length": "99999999999999999999" }),
      [400],
    ],
    [
      "a length of a tebibyte, of which nothing comes",
      () => posted("{}", { "content-length": "1099511627776" }),
      [413],
    ],
    ["a length and pieces", () => posted("0\r\n\r\n", { "transfer-encoding": "chunked" }), [400]],
    [
      "pieces in another coding",
      () =>
        headed(
          "POST /api/responses/tea HTTP/1.1",
          { "content-type": "text/plain", "transfer-encoding": "gzip" },
          "x",
        ),
      [400],
    ],
    [
      "a piece whose size is no number",
      () =>
        headed(
          "POST /api/responses/tea HTTP/1.1",
          { "content-type": "text/plain", "transfer-encoding": "chunked" },
          "zz\r\n{}\r\n0\r\n\r\n",
        ),
      [400],
    ],
    ["a packed body", () => posted("{}", { "content-encoding": "gzip" }), [422]],
    ["a promise to wait", () => posted("{}", { expect: "200-maybe" }), [417]],
  ])("%s", async (_, bytes, expected) => {
    const before = counted()[0];
    const replies = await raw(bytes(), { want: expected.length, ...quiet(expected) });
    expect(statuses(replies)).toEqual(expected);
    expect(counted()[0]).toBe(before);
    await unharmed(replies);
  });

  it("in pieces is taken when it is whole, refused when it is too much", async () => {
    const chunked = (body: string) =>
      headed(
        "POST /api/responses/tea HTTP/1.1",
        { "content-type": "text/plain", "transfer-encoding": "chunked" },
        [...body.matchAll(/[\s\S]{1,7000}/gu)]
          .map(([part]) => `${part.length.toString(16)}\r\n${part}\r\n`)
          .join("") + "0\r\n\r\n",
      );
    const taken = await raw(chunked(answer()));
    expect(statuses(taken)).toEqual([201]);
    const refused = await raw(chunked("x".repeat(70_000)));
    expect(statuses(refused)).toEqual([413]);
    await unharmed([...taken, ...refused]);
  });

  it("a request hidden in the body of another is no request", async () => {
    const before = site.rows("answers").length;
    const hidden = posted(answer());
    const replies = await raw(posted(hidden));
    expect(statuses(replies)).toEqual([422]);
    expect(site.rows("answers")).toHaveLength(before);
    await unharmed(replies);
  });
});

describe("kinds and methods", () => {
  it.each([
    "",
    "text/html",
    "application/xml",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "x",
    "text/plain2",
    "*/*",
  ])("a body of kind %j is not read: 415", async (type) => {
    const before = counted();
    const replies = await raw(posted(answer(), { "content-type": type }));
    expect(statuses(replies)).toEqual([415]);
    expect(counted()).toEqual(before);
    await unharmed(replies);
  });

  it.each(["GET", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "REPORT", "PURGE", "LINK"])(
    "%s takes nothing: 405 and what is allowed",
    async (method) => {
      const before = counted();
      const replies = await raw(headed(`${method} /api/responses/tea HTTP/1.1`, {}));
      expect(statuses(replies)).toEqual([405]);
      expect(replies[0]?.head).toContain("allow: post, options");
      expect(counted()).toEqual(before);
      await unharmed(replies);
    },
  );

  it.each([
    ["BREW /api/responses/tea HTTP/1.1", 400],
    ["post /api/responses/tea HTTP/1.1", 400],
    ["POST  /api/responses/tea HTTP/1.1", 415],
    ["POST /api/responses/tea HTTP/9.9", 400],
    ["POST /api/responses/tea", 415],
    ["GET", 400],
    ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400],
    ["PRI * HTTP/2.0", 400],
  ])("%j takes no answer: %i", async (line, status) => {
    const replies = await raw(`${line}\r\nhost: x\r\n\r\n`);
    expect(statuses(replies)).toEqual([status]);
    await unharmed(replies);
  });

  it.each(["X-HTTP-Method-Override", "X-Method-Override", "_method"])(
    "%s makes no other method of it",
    async (name) => {
      const before = site.rows("answers").length;
      const replies = await raw(get("/api/responses/tea", { [name]: "POST" }));
      expect(statuses(replies)).toEqual([405]);
      expect(site.rows("answers")).toHaveLength(before);
    },
  );

  it("asks no other path for anything but pages", async () => {
    const replies = await raw(
      [
        posted("{}", {}, "/"),
        posted("{}", {}, "/en/s/tea/"),
        posted("{}", {}, "/api/x"),
        get("/api/"),
      ],
      { want: 4 },
    );
    expect(statuses(replies)).toEqual([404, 404, 404, 404]);
    await unharmed(replies);
  });
});

describe("heads", () => {
  it.each<[string, string, readonly number[]]>([
    ["a field of 20 kB", get("/", { "x-large": "x".repeat(20_000) }), [431]],
    ["a path of 20 kB", get(`/${"x".repeat(20_000)}`), [431]],
    ["2,000 fields", `GET / HTTP/1.1\r\nhost: x\r\n${"a: b\r\n".repeat(2000)}\r\n`, [431]],
    ["a field without a colon", "GET / HTTP/1.1\r\nhost: x\r\nnothing\r\n\r\n", [400]],
    ["a line end in a field", "GET / HTTP/1.1\r\nhost: x\r\nx: a\rb: c\r\n\r\n", [400]],
    ["a NUL in a field", "GET / HTTP/1.1\r\nhost: x\r\nx: a\0b\r\n\r\n", [400]],
    ["a blank before the colon", "GET / HTTP/1.1\r\nhost : x\r\n\r\n", [400]],
    ["a folded field", "GET / HTTP/1.1\r\nhost: x\r\n y\r\n\r\n", [400]],
    ["no host", "GET / HTTP/1.1\r\n\r\n", [400]],
    ["two hosts", "GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n", [200]],
    ["a host that is a path", get("/", { host: "a/../b" }), [400]],
    ["a host with a name and password", get("/", { host: "a:b@evil.example" }), [400]],
    ["a host with a blank", get("/", { host: "a b" }), [400]],
    ["a host of another", get("/en/s/tea", { host: "evil.example" }), [308]],
    ["an empty host", get("/", { host: "" }), [200]],
    [
      "an address as the path",
      "GET http://evil.example/../secret.txt HTTP/1.1\r\nhost: x\r\n\r\n",
      [404],
    ],
    [
      "an address of another kind as the path",
      "GET file:///etc/passwd HTTP/1.1\r\nhost: x\r\n\r\n",
      [400],
    ],
    ["a star", "OPTIONS * HTTP/1.1\r\nhost: x\r\n\r\n", [400]],
    [
      "an address to connect to",
      "CONNECT evil.example:443 HTTP/1.1\r\nhost: evil.example:443\r\n\r\n",
      [],
    ],
    ["another protocol", get("/", { connection: "upgrade", upgrade: "websocket" }), [200]],
  ])("%s", async (_, bytes, expected) => {
    const before = counted();
    const replies = await raw(bytes, { want: expected.length, ...quiet(expected) });
    expect(statuses(replies)).toEqual(expected);
    for (const { head } of replies) expect(head).not.toContain("evil.example");
    expect(counted()).toEqual(before);
    await unharmed(replies);
  });

  it("names of origins count as they are written, or not at all", async () => {
    const other = await served({ origins: ["https://shop.example"] });
    const allowed = async (origin: string) => {
      const reply = await fetch(`${other.url}/api/responses/tea`, {
        method: "OPTIONS",
        headers: { origin },
      });
      return reply.headers.get("access-control-allow-origin");
    };
    expect(await allowed("https://shop.example")).toBe("https://shop.example");
    for (const origin of [
      "https://shop.example.evil.example",
      "http://shop.example",
      "https://shop.example:8443",
      "https://SHOP.example",
      "https://evil.example/https://shop.example",
      "null",
      "*",
      "https://shop.example/",
    ]) {
      expect([origin, await allowed(origin)]).toEqual([origin, null]);
    }
    await other.end();
  });
});

describe("paths", () => {
  it.each([
    "/../secret.txt",
    "/..%2fsecret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%5csecret.txt",
    "/..\\secret.txt",
    "/%252e%252e%252fsecret.txt",
    "/en/..%2f..%2fsecret.txt",
    "//secret.txt",
    "///../secret.txt",
    "/.%00./secret.txt",
    "/secret.txt%00.html",
    "/%c0%ae%c0%ae/secret.txt",
    "/..;/secret.txt",
    "/%uff0e%uff0e/secret.txt",
    "/．．/secret.txt",
    "/en/s/tea/../../../../secret.txt",
    "/%",
    "/%zz",
    "/%e0%a4%a",
    "/con",
    "/~root",
    "/.git/config",
    "/.env",
    "/data/collector/responses.sqlite",
    "/collector/keys.json",
    "/en/s/tea/index.html/",
  ])("%s leads nowhere", async (path) => {
    const replies = await raw(get(Buffer.from(path).toString("latin1")));
    expect([400, 404]).toContain(replies[0]?.status);
    expect(replies.map(({ body }) => body).join("")).not.toMatch(/secret|root:|SQLite/u);
    await unharmed(replies);
  });

  it.each([
    "/api/responses/..%2ftea",
    "/api/responses/tea%00",
    "/api/responses/__proto__",
    "/api/responses/constructor",
    "/api/responses/%2e",
    "/api/responses/tea/..",
    "/api//responses/tea",
    "/api/responses/TEA",
    "/api/responses/tea/",
    "/api/responses/%E0%A4%A",
    "/api/responses/tea;x",
  ])("%s takes no answer", async (path) => {
    const before = counted();
    const replies = await raw(posted(answer(), {}, path));
    expect(statuses(replies)).toEqual([404]);
    expect(counted()).toEqual(before);
    await unharmed(replies);
  });

  it.each([
    "/en/s/__proto__/form",
    "/__proto__/s/tea/form",
    "/en/s/tea%2f/form",
    "/xx/s/tea/form",
    "/en/s/tea/form/../form/x",
  ])("%s is no form", async (path) => {
    const replies = await raw(get(path));
    expect(statuses(replies)).toEqual([404]);
    await unharmed(replies);
  });
});

describe("slow and broken connections", () => {
  it("whoever drips a head or a post is told that time is up; others are served meanwhile", async () => {
    const begun = performance.now();
    const head = raw(["GET / HTTP/1.1\r\n", "host: x\r\n"], { quietMs: 13_000 });
    const sockets = Array.from({ length: 200 }, () => {
      const socket = connect({ port: site.port, host: "127.0.0.1" });
      socket.on("error", () => {});
      socket.write("POST /api/responses/tea HTTP/1.1\r\nhost: x\r\n");
      return socket;
    });
    const closed = Promise.all(
      sockets.map((socket) => new Promise((done) => socket.on("close", done).resume())),
    );
    expect((await send(answer())).status).toBe(201);
    const replies = await head;
    expect(statuses(replies)).toEqual([408]);
    await closed;
    expect(performance.now() - begun).toBeLessThan(20_000);
    await unharmed(replies);
  }, 40_000);

  it("posts whose connection breaks amid the body leave nothing", async () => {
    const before = counted();
    await Promise.all(
      Array.from({ length: 50 }, async (_, at) => {
        const socket = connect({ port: site.port, host: "127.0.0.1" });
        socket.on("error", () => {});
        const body = posted(answer());
        socket.write(body.slice(0, body.length - 1 - at));
        await new Promise((wait) => setTimeout(wait, 20));
        socket.destroy();
      }),
    );
    await new Promise((wait) => setTimeout(wait, 100));
    expect(counted()).toEqual(before);
    await unharmed([]);
  });
});
