/** The site and the collector behind one port. */
import type { HttpBindings } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { TopicRules } from "../survey/topic.ts";
import type { Words } from "../words/words.ts";
import { answersFile } from "./answers-file.ts";
import { collector } from "./collector.ts";
import { closedServer, listeningServer } from "./http-server.ts";
import { noLog, type DoorLog, type DoorNote } from "./door-log.ts";
import { watchedLinkKeys, keysFile } from "./link-keys.ts";
import { readLinkToken } from "./personal-link.ts";
import { LINK_RATE, noLimit, rateLimit } from "./rate.ts";
import { packPage } from "./pack-page.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Store } from "./store.ts";
import { staticFiles } from "./static-files.ts";

export interface ServerOptions {
  /** The built site. */
  readonly dist: string;
  /** The company's data; answers and the keys of links are kept in `collector/` below it. */
  readonly data: string;
  /** Where answers are kept, when not in the file in `data`; the server closes it. */
  readonly store?: Store;
  /** Key of the ids that the collector makes; any one when left out. */
  readonly secret?: Uint8Array;
  /** Asked for at each post, so that a getter may give those of a newer build. */
  readonly surveys: readonly SurveyDefinition[];
  readonly locales: readonly string[];
  readonly words: (locale: string) => Words;
  readonly base?: string;
  /** Which codes mean which topic. */
  readonly topics?: TopicRules | undefined;
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

/** Throws port-taken when another program listens there. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dist, data, base = "/", port = 4321, host = "127.0.0.1", log = noLog } = options;
  const root = base.endsWith("/") ? base : `${base}/`;
  const keys = watchedLinkKeys(keysFile(data));
  keys();
  const store = options.store ?? sqliteStore(answersFile(data));
  const files = staticFiles(dist, root);
  const notes = new WeakMap<object, DoorNote>();
  const app = collector(store, {
    get surveys() {
      return options.surveys;
    },
    locales: options.locales,
    words: options.words,
    base: root,
    get topics() {
      return options.topics;
    },
    builtPage: files.page,
    pack: packPage,
    secret: options.secret ?? randomBytes(32),
    now: () => new Date(),
    rate: options.isRateFree === true ? noLimit : rateLimit(),
    linkRate: options.isRateFree === true ? noLimit : rateLimit(LINK_RATE),
    readLink: (token) => readLinkToken(token, keys()),
    origins: options.origins ?? [],
    frames: options.frames ?? [],
    answersTo: options.answersTo,
    address: (context) => senderAddress(context, options.isBehindProxy === true),
    note: (context, note) => notes.set((context.env as HttpBindings).outgoing, note),
    failed: (error) => log.failure("request", error),
  });
  app.get("*", (context) => files.respond(context.req.raw));
  const door = { fetch: app.fetch, port, host, log, notes };
  const server = await listeningServer(door).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const { port: taken } = server.address() as AddressInfo;
  log.event("started", { port: taken });
  const stop = async () => {
    log.event("stopping");
    await closedServer(server);
    await store.close();
    log.event("stopped");
    log.close();
  };
  return { port: taken, url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`, stop };
}

function senderAddress(context: Context, isBehindProxy: boolean): string {
  const forwarded = context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (isBehindProxy && forwarded) return forwarded;
  return getConnInfo(context).remote.address ?? "";
}
