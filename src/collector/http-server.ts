/** The port: what HTTP asks of a server before anybody looks at a request. */
import { getRequestListener, RequestError } from "@hono/node-server";
import {
  createServer,
  STATUS_CODES,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { Duplex } from "node:stream";
import { Problem } from "../errors.ts";
import { contentPolicies, securityHeaders } from "./door-headers.ts";
import type { DoorLog, DoorNote } from "./door-log.ts";

export interface HttpOptions {
  readonly fetch: Parameters<typeof getRequestListener>[0];
  readonly port: number;
  readonly host: string;
  readonly log: DoorLog;
  /** What the door noted of a request, by its reply. */
  readonly notes: WeakMap<object, DoorNote>;
}

/** Longer than a rush may keep a connection waiting: its next post may lie unread meanwhile. */
const IDLE_MS = 75_000;
/** Whoever sends a head slower than this, or a whole post, holds a place that others need. */
const HEAD_MS = 10_000;
const POST_MS = 30_000;
const LOOK_MS = 1000;
const PATIENCE_MS = 5000;

const bareHeaders: Readonly<Record<string, string>> = {
  ...securityHeaders,
  "content-security-policy": contentPolicies({})(null),
};

/** Throws port-taken when another program listens there. */
export function listeningServer(options: HttpOptions): Promise<Server> {
  const { fetch, port, host, log } = options;
  const timeouts = { keepAliveTimeout: IDLE_MS, headersTimeout: HEAD_MS, requestTimeout: POST_MS };
  const errorHandler = (error: unknown) => notServed(error, log);
  const serve = getRequestListener(fetch, { hostname: host, errorHandler });
  const server = createServer(
    { ...timeouts, connectionsCheckingInterval: LOOK_MS, requireHostHeader: false },
    (request, response) => {
      if (request.headers.host !== undefined) return void serve(request, response);
      response.writeHead(400, { ...bareHeaders, connection: "close" }).end();
    },
  );
  server.prependListener("request", (request, response) => watch(request, response, options));
  server.on("clientError", (error, socket) => refuse(error, socket, log));
  server.on("checkExpectation", (_, response) => {
    response.writeHead(417, { ...bareHeaders, connection: "close" }).end();
  });
  return new Promise((resolve, reject) => {
    server.listen(port, host, () => resolve(server));
    server.on("error", (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === "EADDRINUSE";
      reject(isTaken ? new Problem("port-taken", `${host}:${port}`, { port }) : error);
    });
  });
}

/** Takes nothing new and waits for what is under way, five seconds at most. */
export function closedServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
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

/** A request that cannot be one, such as one to a host that has no name, or a fault of ours. */
function notServed(error: unknown, log: DoorLog): Response {
  const isTheirs = error instanceof RequestError;
  if (!isTheirs) log.failure("server", error);
  const headers = isTheirs ? bareHeaders : { ...bareHeaders, "retry-after": "5" };
  return new Response(null, { status: isTheirs ? 400 : 503, headers });
}

const BROKEN: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

function refuse(error: NodeJS.ErrnoException, socket: Duplex, log: DoorLog): void {
  const { code = "" } = error;
  const status = BROKEN[code] ?? 400;
  log.connection({ status, code });
  const under = socket as Duplex & { readonly _httpMessage?: ServerResponse | null };
  if (code === "ECONNRESET" || !socket.writable || under._httpMessage?.headersSent === true) {
    socket.destroy();
    return;
  }
  const head = Object.entries({ ...bareHeaders, connection: "close", "content-length": "0" });
  const lines = head.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines}\r\n`);
}

/** One line a request, when its reply is out or its connection is gone. */
function watch(
  { socket, method = "" }: IncomingMessage,
  response: ServerResponse,
  { log, notes }: HttpOptions,
): void {
  const start = performance.now();
  const before = socket.bytesWritten;
  response.once("close", () => {
    const { route = "", survey = null, mark = null } = notes.get(response) ?? {};
    const status = response.headersSent ? response.statusCode : 0;
    const bytes = socket.bytesWritten - before;
    const ms = Math.round((performance.now() - start) * 10) / 10;
    log.request({ method, route, survey, status, bytes, ms, mark });
  });
}
