/** The site and the collector behind one port. */
import { serve } from "@hono/node-server";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { Problem } from "../errors.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { Words } from "../words/words.ts";
import { answersFile } from "./answers-file.ts";
import { collector } from "./collector.ts";
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
}

export interface RunningServer {
  readonly port: number;
  readonly url: string;
  /** Takes nothing new, answers what it has taken, writes it, and lets go; within five seconds. */
  readonly stop: () => Promise<void>;
}

const PATIENCE_MS = 5000;
/** Longer than a rush may keep a connection waiting: its next post may lie unread meanwhile. */
const IDLE_MS = 75_000;

/** Throws port-taken when another program listens there. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { dist, data, base = "/", port = 4321, host = "127.0.0.1" } = options;
  const root = base.endsWith("/") ? base : `${base}/`;
  const keys = watchedLinkKeys(keysFile(data));
  keys();
  const store = options.store ?? sqliteStore(answersFile(data));
  const files = staticFiles(dist, root);
  const app = collector(store, {
    get surveys() {
      return options.surveys;
    },
    locales: options.locales,
    words: options.words,
    base: root,
    builtPage: files.page,
    pack: packPage,
    secret: options.secret ?? randomBytes(32),
    now: () => new Date(),
    rate: options.isRateFree === true ? noLimit : rateLimit(),
    linkRate: options.isRateFree === true ? noLimit : rateLimit(LINK_RATE),
    readLink: (token) => readLinkToken(token, keys()),
    origins: options.origins ?? [],
    frames: options.frames ?? [],
    address: (context) => senderAddress(context, options.isBehindProxy === true),
  });
  app.get("*", (context) => files.respond(context.req.raw));
  const server = await listening(app.fetch, port, host).catch(async (error: unknown) => {
    await store.close();
    throw error;
  });
  const { port: taken } = server.address() as AddressInfo;
  const stop = async () => {
    await closed(server);
    await store.close();
  };
  return { port: taken, url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}`, stop };
}

type HttpServer = ReturnType<typeof serve>;

function listening(
  fetch: Parameters<typeof serve>[0]["fetch"],
  port: number,
  hostname: string,
): Promise<HttpServer> {
  return new Promise((resolve, reject) => {
    const serverOptions = { keepAliveTimeout: IDLE_MS };
    const server = serve({ fetch, port, hostname, serverOptions }, () => resolve(server));
    server.on("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      reject(isTaken ? new Problem("port-taken", `${hostname}:${port}`, { port }) : error);
    });
  });
}

function closed(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    if (!("closeIdleConnections" in server)) throw new Error("the server speaks http/1");
    // Connections that were busy at first fall idle as their answers go out.
    const sweep = setInterval(() => server.closeIdleConnections(), 20);
    const late = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(late);
      resolve();
    });
  });
}

function senderAddress(context: Context, isBehindProxy: boolean): string {
  const forwarded = context.req.header("x-forwarded-for")?.split(",").at(-1)?.trim();
  if (isBehindProxy && forwarded) return forwarded;
  return getConnInfo(context).remote.address ?? "";
}
