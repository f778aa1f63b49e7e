/** The site and the collector behind one port. */
import type { HttpBindings } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { Words } from "../words/words.ts";
import { answersFile } from "./answers-file.ts";
import { collector } from "./collector.ts";
import { closedServer, listeningServer } from "./http-server.ts";
import { noLog, type DoorLog, type DoorNote } from "./door-log.ts";
import type { ConsentText } from "./consent-versions.ts";
import { watchedLinkKeys, keysFile } from "./link-keys.ts";
import { readLinkToken } from "./personal-link.ts";
import { noLimit, rateLimit } from "./rate.ts";
import { openAnswersFile } from "./sqlite-schema.ts";
import { sqliteStore } from "./sqlite-store.ts";
import { staticFiles } from "./static-files.ts";

export interface ServerOptions {
  /** The built site. */
  readonly dist: string;
  /** The company's data; answers are kept in `collector/` below it. */
  readonly data: string;
  /** Asked for at each post, so that a getter may give those of a newer build. */
  readonly surveys: readonly SurveyDefinition[];
  readonly locales: readonly string[];
  readonly words: (locale: string) => Words;
  readonly base?: string;
  /** 0 takes any free port. */
  readonly port?: number;
  readonly host?: string;
  readonly origins?: readonly string[];
  /** Other origins that may show the surveys in a frame. */
  readonly frames?: readonly string[];
  /** Switches the limit of posts an address off, for benches and fault runs. */
  readonly isRateFree?: boolean;
  /** The last address of `x-forwarded-for` is the sender's: only behind a proxy of one's own. */
  readonly isBehindProxy?: boolean;
  /** Origin that the pages send their answers to, when it is not this server's. */
  readonly answersTo?: string | undefined;
  readonly log?: DoorLog;
}

export interface RunningServer {
  readonly port: number;
  readonly url: string;
  /** Takes nothing new, answers what it has taken, writes it, and lets go; within five seconds. */
  readonly stop: () => Promise<void>;
}

/** One person answers once, corrects twice; what comes faster is marked, then refused. */
const LINK_RATE = { burst: 10, perMinute: 2 };

/** Throws port-taken when another program listens there. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dist, data, base = "/", port = 4321, host = "127.0.0.1", log = noLog } = options;
  const root = base.endsWith("/") ? base : `${base}/`;
  const keys = watchedLinkKeys(keysFile(data));
  keys();
  const store = sqliteStore(answersFile(data));
  const consents = consentKeeper(answersFile(data));
  const files = staticFiles(dist, root);
  const notes = new WeakMap<object, DoorNote>();
  const app = collector(store, {
    get surveys() {
      return options.surveys;
    },
    locales: options.locales,
    words: options.words,
    base: root,
    builtPage: files.page,
    secret: randomBytes(32),
    now: () => new Date(),
    rate: options.isRateFree === true ? noLimit : rateLimit(),
    linkRate: options.isRateFree === true ? noLimit : rateLimit(LINK_RATE),
    readLink: (token) => readLinkToken(token, keys()),
    origins: options.origins ?? [],
    frames: options.frames ?? [],
    answersTo: options.answersTo,
    address: (context) => senderAddress(context, options.isBehindProxy === true),
    keepConsent: consents.keep,
    note: (context, note) => notes.set((context.env as HttpBindings).outgoing, note),
    failed: (error) => log.failure("request", error),
  });
  app.get("*", (context) => files.respond(context.req.raw));
  const door = { fetch: app.fetch, port, host, log, notes };
  const letGo = async () => {
    consents.close();
    await store.close();
  };
  const server = await listeningServer(door).catch(async (error: unknown) => {
    await letGo();
    throw error;
  });
  const { port: taken } = server.address() as AddressInfo;
  log.event("started", { port: taken });
  const stop = async () => {
    log.event("stopping");
    await closedServer(server);
    await letGo();
    log.event("stopped");
    log.close();
  };
  return { port: taken, url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`, stop };
}

interface ConsentKeeper {
  readonly keep: (consent: ConsentText) => void;
  readonly close: () => void;
}

/** Opened with the server: the first answer in a language must not need another file. */
function consentKeeper(file: string): ConsentKeeper {
  const database = openAnswersFile(file);
  const insert = database.prepare(
    "INSERT OR IGNORE INTO consents (version, lang, text, first_at) VALUES (?, ?, ?, ?)",
  );
  return {
    keep: ({ version, lang, text }) =>
      void insert.run(version, lang, text, new Date().toISOString()),
    close: () => database.close(),
  };
}

function senderAddress(context: Context, isBehindProxy: boolean): string {
  const forwarded = context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (isBehindProxy && forwarded) return forwarded;
  return getConnInfo(context).remote.address ?? "";
}
