/** A folder over http on a free port, as any static host would serve it. */
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".csv": "text/csv; charset=utf-8",
  ".woff2": "font/woff2",
};

export interface ServedFolder {
  readonly origin: string;
  readonly close: () => void;
}

/** `extra` maps a first path segment to another folder, e.g. fonts for pictures. */
export async function serveFolder(
  folder: string,
  extra: Readonly<Record<string, string>> = {},
): Promise<ServedFolder> {
  const server = createServer((request, response) => {
    const path = decodeURI(new URL(request.url ?? "/", "http://localhost").pathname);
    const [, first = "", ...rest] = path.split("/");
    const other = extra[first];
    const file = other === undefined ? join(folder, path) : join(other, ...rest);
    readFile(path.endsWith("/") ? join(file, "index.html") : file).then(
      (bytes) => {
        const type =
          TYPES[extname(path.endsWith("/") ? ".html" : path)] ?? "text/html; charset=utf-8";
        response.writeHead(200, { "content-type": type });
        response.end(bytes);
      },
      () => {
        response.writeHead(404);
        response.end();
      },
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}
