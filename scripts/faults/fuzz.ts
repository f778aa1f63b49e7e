/** Requests that a machine makes up: every route, every method, bodies from right to absurd. */
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { join } from "node:path";
import { benchPost, benchSurvey } from "../bench/door-survey.ts";
import {
  countStored,
  dataFolder,
  judged,
  openLedger,
  startDoor,
  type FaultRun,
  type FaultTask,
  type Ledger,
} from "./fault-run.ts";

/** Whatever comes, a collector with a sound disk answers one of these. */
const DOCUMENTED = new Set([200, 201, 204, 303, 304, 308, 400, 404, 405, 409, 413, 415, 422, 431]);
const FEW = 400;
const MANY = 5000;

interface MadeRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const ids = fc.constantFrom(
  ...Array.from({ length: 12 }, (_, at) => `3f2504e0-4f89-41d3-9a0c-0305e82c33${10 + at}`),
);
const someId = fc.oneof(
  { weight: 6, arbitrary: fc.uuid() },
  { weight: 3, arbitrary: ids },
  { weight: 1, arbitrary: fc.oneof(fc.string(), fc.constant(null), fc.integer()) },
);
const value = fc.oneof(
  fc.integer({ min: -1, max: 11 }),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.constant(null),
  fc.dictionary(fc.constantFrom("taste", "wait", "__proto__", "x"), fc.integer({ min: 0, max: 6 })),
  fc.array(fc.string()),
);
const questions = [...benchSurvey.questions.map(({ id }) => id), "__proto__", "toString", "x"];
const answers = fc.dictionary(fc.constantFrom(...questions), value, { maxKeys: 6 });
const right = someId.map((id) => ({ ...(JSON.parse(benchPost("")) as object), id }));
const near = fc
  .tuple(right, fc.object({ maxDepth: 5, maxKeys: 8 }), answers)
  .map(([post, more, given]) => ({ ...post, ...more, answers: given }));
const deep = fc.tuple(right, fc.integer({ min: 1, max: 9 })).map(([post, depth]) => {
  const why = Array.from({ length: depth }).reduce<unknown>((inner) => ({ a: inner }), 1);
  return { ...post, answers: { why } };
});
const json = fc
  .oneof(
    { weight: 4, arbitrary: right },
    { weight: 3, arbitrary: near },
    { weight: 1, arbitrary: deep },
    { weight: 1, arbitrary: fc.jsonValue() },
  )
  .map((each) => JSON.stringify(each));
const cut = fc.tuple(json, fc.nat()).map(([text, at]) => text.slice(0, at % (text.length + 1)));
const filled = fc.constant("satisfaction=5&recommend=9&aspects.wait=3&_lang=en");
const fields = fc.array(
  fc.tuple(
    fc.constantFrom("_id", "_lang", "_version", "_token", "website", ...questions, "aspects.wait"),
    fc.oneof(fc.string(), fc.constantFrom("5", "9", "en"), ids),
  ),
  { maxLength: 12 },
);
const form = fc
  .tuple(
    fields.map((pairs) => new URLSearchParams([...pairs]).toString()),
    filled,
    fc.uuid(),
  )
  .chain(([odd, plain, id]) => fc.constantFrom(odd, plain, `${plain}&_id=${id}`));
const large = fc.constantFrom(65_536, 65_537, 200_000).map((size) => "x".repeat(size));
const anything = fc.string({ unit: "binary", maxLength: 300 });
const body = fc.oneof(
  { weight: 6, arbitrary: json },
  { weight: 2, arbitrary: form },
  { weight: 2, arbitrary: cut },
  { weight: 2, arbitrary: anything },
  { weight: 1, arbitrary: large },
);
const types = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("text/plain", "application/json") },
  { weight: 2, arbitrary: fc.constant("application/x-www-form-urlencoded") },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...["application/json; charset=utf-16", "text/html", "", "multipart/form-data; boundary=x"],
    ),
  },
);
const piece = fc.oneof(
  fc.constantFrom("en", "zh-CN", "s", "api", "responses", benchSurvey.id, "form", "thanks"),
  fc.constantFrom("..", "%2e%2e", "..%2f", "%5c", "%00", "%", "", "__proto__", "data", "healthz"),
  fc.webSegment(),
);
const path = fc.oneof(
  { weight: 9, arbitrary: fc.constant(`/api/responses/${benchSurvey.id}`) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ...["/healthz", "/", "/data/figures.json", `/en/s/${benchSurvey.id}/`],
      ...[`/en/s/${benchSurvey.id}/form`, `/en/s/${benchSurvey.id}/thanks/?r=7WJG-9R2F`],
    ),
  },
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 6 }).map((all) => `/${all.join("/")}`) },
);
const query = fc.oneof(
  { weight: 4, arbitrary: fc.constant("") },
  { weight: 1, arbitrary: fc.webQueryParameters().map((text) => `?t=${text}`) },
);
const headers = fc.record({
  "content-type": types,
  host: fc.constantFrom("shop.example", "a b", "a/b", "x@y", "[::1]:80", "xn--p1ai"),
  origin: fc.constantFrom("https://evil.example", "null", ""),
  "accept-encoding": fc.constantFrom("br", "gzip", "br;q=0", ""),
  "if-none-match": fc.constantFrom("*", '"x"', ""),
  "x-forwarded-for": fc.constantFrom("1.2.3.4", ",", "::1, x"),
});
const made: fc.Arbitrary<MadeRequest> = fc
  .record({
    method: fc.oneof(
      { weight: 5, arbitrary: fc.constant("POST") },
      {
        weight: 3,
        arbitrary: fc.constantFrom("GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"),
      },
    ),
    path: fc.tuple(path, query).map(([start, end]) => start + end),
    headers,
    body,
  })
  // Most requests are well formed at the edge, so that many get in.
  .chain((each) =>
    fc.nat({ max: 4 }).map((odd) => {
      const { "content-type": type } = each.headers;
      return odd === 0 ? each : { ...each, headers: { "content-type": type } };
    }),
  );

/** The longer run belongs to `-- --full`. */
export async function* fuzzFaults(task: FaultTask): AsyncGenerator<FaultRun> {
  yield await fuzzed(task, task.isFull ? MANY : FEW);
}

/** So many made-up requests, one after the other; what is stored must be what was acknowledged. */
export async function fuzzed(task: FaultTask, runs: number): Promise<FaultRun> {
  const name = `${runs} made-up requests`;
  const data = dataFolder(task, "fuzz");
  const running = await startDoor(data);
  if (running === null) return { name, outcome: "broken", told: "no start" };
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const ledger = openLedger();
  let anonymous = 0;
  let fault: string | null = null;
  try {
    await fc.assert(
      fc.asyncProperty(made, async (each) => {
        const reply = await sent({ agent, port: running.port }, each);
        ledger.statuses[reply.status] = (ledger.statuses[reply.status] ?? 0) + 1;
        anonymous += noted(each, reply, ledger);
        const wrong = wrongIn(each, reply);
        if (wrong !== null) throw new Error(wrong);
      }),
      { numRuns: runs, endOnFailure: true },
    );
  } catch (error) {
    fault = error instanceof Error ? error.message : String(error);
  }
  agent.destroy();
  const code = await running.end("SIGTERM");
  const log = readFileSync(join(data, "..", "door.log"), "utf8");
  const failures = log.split("\n").filter((line) => line.includes('"msg":"failure"')).length;
  const counted = countStored(data, ledger);
  const acknowledged = ledger.acknowledged.size + anonymous;
  const ok = fault === null && failures === 0 && code === 0 && counted.stored === acknowledged;
  const told = `${acknowledged} acknowledged with those that have no id, ${failures} faults in the log${fault === null ? "" : `; ${fault}`}`;
  // An answer that came without an id has one that nobody sent.
  const known = { ...counted, ghost: Math.max(0, counted.ghost - anonymous) };
  return judged(name, { counted: known, ledger }, { ok, told });
}

interface GotReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: string;
}

function sent(
  { agent, port }: { readonly agent: Agent; readonly port: number },
  { method, path: target, headers: fields_, body: text }: MadeRequest,
): Promise<GotReply> {
  return new Promise((resolve, reject) => {
    const options = { agent, port, host: "127.0.0.1", method, path: target, headers: fields_ };
    const outgoing = request(options, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.on("error", reject);
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks).toString(),
        }),
      );
    });
    outgoing.on("error", reject);
    outgoing.end(["GET", "HEAD", "TRACE"].includes(method) ? undefined : text);
  });
}

/** Writes down what was acknowledged; 1 when that answer has an id that only the collector knows. */
function noted(
  { body: text, headers: { "content-type": type = "" } }: MadeRequest,
  reply: GotReply,
  ledger: Ledger,
): number {
  if (reply.status !== 201 && reply.status !== 303) return 0;
  const id =
    type === "application/x-www-form-urlencoded"
      ? new URLSearchParams(text).get("_id")
      : (JSON.parse(text) as { readonly id?: string | null }).id;
  if (!id) return 1;
  ledger.sent.add(id);
  ledger.acknowledged.add(id);
  return 0;
}

function wrongIn({ method, path: target }: MadeRequest, reply: GotReply): string | null {
  const what = `${method} ${target}: ${reply.status}`;
  if (!DOCUMENTED.has(reply.status)) return `${what} is no documented answer`;
  if (reply.headers["x-content-type-options"] !== "nosniff") return `${what} lacks its headers`;
  const isTelling = /\n\s+at |node_modules|\/src\//u.test(reply.body);
  return isTelling ? `${what} tells of the inside` : null;
}
