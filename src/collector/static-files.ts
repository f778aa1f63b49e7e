/** The built site over http: what a folder holds, nothing outside it, with etags and brotli. */
import { createHash } from "node:crypto";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, join, sep } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";

const compress = promisify(brotliCompress);
const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".csv": "text/csv; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".pdf": "application/pdf",
  ".wasm": "application/wasm",
};
const TEXT = /^(?:text\/|application\/(?:json|xml)|image\/svg)/u;
/** Up to this size the best compression takes a few hundredths of a second, once. */
const SMALL = 128 * 1024;
const MOST_CACHED = 300;
const LARGEST_CACHED = 2 * 1024 * 1024;

interface Served {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer> | null;
  readonly changedMs: number;
}

export interface StaticFiles {
  readonly respond: (request: Request) => Promise<Response>;
  /** Text of a page by its path below the base, null when it is not there. */
  readonly page: (path: string) => Promise<string | null>;
}

/** Serves `root` below `base`; a missing file is answered with the site's 404 page. */
export function staticFiles(root: string, base: string): StaticFiles {
  const cache = new Map<string, Served>();
  const load = async (path: string): Promise<Served | null> => {
    const file = await fileOf(root, path);
    if (file === null) return null;
    const { mtimeMs, size } = await stat(file);
    const known = cache.get(file);
    if (known !== undefined && known.changedMs === mtimeMs) return known;
    const served = await read(file, mtimeMs);
    if (cache.size >= MOST_CACHED) cache.clear();
    if (size <= LARGEST_CACHED) cache.set(file, served);
    return served;
  };
  return {
    page: async (path) => {
      const served = await load(path.endsWith("/") ? `${path}index.html` : path);
      return served === null ? null : new TextDecoder().decode(served.bytes);
    },
    respond: async (request) => {
      const path = pathBelow(new URL(request.url).pathname, base);
      if (path === null) return notFound(load, request);
      const served = await load(path === "" || path.endsWith("/") ? `${path}index.html` : path);
      if (served !== null) return reply(request, path, { served, status: 200 });
      const isFolder = (await load(`${path}/index.html`)) !== null;
      return isFolder && !path.endsWith("/") ? withSlash(request) : notFound(load, request);
    },
  };
}

/** The path below the base, decoded; null when it is not below it or cannot be a path. */
function pathBelow(pathname: string, base: string): string | null {
  if (!pathname.startsWith(base)) return null;
  try {
    const path = decodeURIComponent(pathname.slice(base.length));
    const parts = path.split(/[/\\]/u);
    return path.includes("\0") || parts.some((part) => part === ".." || /^\.[^.]/u.test(part))
      ? null
      : path;
  } catch {
    return null;
  }
}

/** A real file inside the root; links that lead out of it are not followed. */
async function fileOf(root: string, path: string): Promise<string | null> {
  try {
    const [home, file] = await Promise.all([realpath(root), realpath(join(root, path))]);
    return file.startsWith(home + sep) && (await stat(file)).isFile() ? file : null;
  } catch {
    return null;
  }
}

async function read(file: string, changedMs: number): Promise<Served> {
  const bytes = new Uint8Array(await readFile(file));
  const type = TYPES[extname(file).toLowerCase()] ?? "application/octet-stream";
  const isText = TEXT.test(type) && bytes.byteLength <= LARGEST_CACHED;
  const quality = bytes.byteLength <= SMALL ? 11 : 6;
  const options = { params: { [constants.BROTLI_PARAM_QUALITY]: quality } };
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  const brotli = isText ? new Uint8Array(await compress(bytes, options)) : null;
  return { type, etag, bytes, brotli, changedMs };
}

function reply(
  request: Request,
  path: string,
  { served, status }: { readonly served: Served; readonly status: number },
): Response {
  const { type, etag, bytes, brotli } = served;
  const headers = new Headers({
    "content-type": type,
    etag,
    vary: "accept-encoding",
    "cache-control": path.startsWith("_astro/")
      ? "public, max-age=31536000, immutable"
      : "no-cache",
  });
  if (status === 200 && isKnown(request.headers.get("if-none-match"), etag)) {
    return new Response(null, { status: 304, headers });
  }
  const takesBrotli = /\bbr\b/u.test(request.headers.get("accept-encoding") ?? "");
  const body = takesBrotli && brotli !== null ? brotli : bytes;
  if (body === brotli) headers.set("content-encoding", "br");
  headers.set("content-length", String(body.byteLength));
  return new Response(request.method === "HEAD" ? null : body, { status, headers });
}

function isKnown(header: string | null, etag: string): boolean {
  const known = (header ?? "").split(",").map((each) => each.trim().replace(/^W\//u, ""));
  return known.includes(etag) || known.includes("*");
}

function withSlash(request: Request): Response {
  const { pathname, search } = new URL(request.url);
  const location = `${pathname.replace(/^\/+/u, "/")}/${search}`;
  return new Response(null, { status: 308, headers: { location } });
}

async function notFound(
  load: (path: string) => Promise<Served | null>,
  request: Request,
): Promise<Response> {
  const served = await load("404.html");
  if (served !== null) return reply(request, "404.html", { served, status: 404 });
  return new Response("404", { status: 404, headers: { "content-type": "text/plain" } });
}
