/** A browser without a system's browser, and the built site behind a port. */
import chromium from "@sparticuz/chromium";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import {
  chromium as launcher,
  type Browser,
  type BrowserContextOptions,
  type Page,
  type Route,
} from "playwright-core";
import { startServer, type RunningServer } from "../../src/collector/server.ts";
import { readSettings } from "../../src/settings/read-settings.ts";
import { projectFolder, testFolder } from "./project.ts";

const FLAGS = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--no-first-run",
  "--font-render-hinting=none",
  "--hide-scrollbars",
];

/** `ZHIKE_CHROMIUM=/path` names another browser. */
export async function launchBrowser(): Promise<Browser> {
  const home = join(testFolder, "chrome");
  const named = process.env["ZHIKE_CHROMIUM"];
  const executablePath = named ?? (await unpackedBrowser(home));
  const temporary = join(home, "tmp");
  mkdirSync(temporary, { recursive: true });
  return launcher.launch({
    executablePath,
    args: FLAGS,
    env: {
      ...environment(),
      TMPDIR: temporary,
      ...(named === undefined ? { FONTCONFIG_FILE: join(executablePath, "..", "fonts.conf") } : {}),
    },
  });
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}

/** Unpacked once a version, whole or not at all: several workers may ask for it at the same time. */
async function unpackedBrowser(home: string): Promise<string> {
  const described = readFileSync(
    join(projectFolder, "node_modules", "@sparticuz", "chromium", "package.json"),
    "utf8",
  );
  const { version } = JSON.parse(described) as { readonly version: string };
  const folder = join(home, version);
  const file = join(folder, "chromium");
  if (existsSync(file)) return file;
  mkdirSync(home, { recursive: true });
  const beside = mkdtempSync(join(home, "unpacking-"));
  const before = process.env["TMPDIR"];
  process.env["TMPDIR"] = beside;
  try {
    await chromium.executablePath();
  } finally {
    if (before === undefined) delete process.env["TMPDIR"];
    else process.env["TMPDIR"] = before;
  }
  writeFileSync(join(beside, "fonts.conf"), fontSettings(folder));
  try {
    renameSync(beside, folder);
  } catch {
    rmSync(beside, { recursive: true, force: true });
  }
  return file;
}

/** The same Latin font on every machine, whatever is installed there. */
function fontSettings(folder: string): string {
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>${join(folder, "fonts")}</dir><cachedir>${join(folder, "fonts-cache")}</cachedir></fontconfig>\n`;
}

export interface Served {
  readonly url: string;
  /** The collector's data folder, of this server's own. */
  readonly data: string;
  readonly stop: () => Promise<void>;
}

/** The built site and a collector of its own, on a free port. */
export async function serveSite(
  dist: string,
  data?: string,
  frames: readonly string[] = [],
): Promise<Served> {
  const { site, surveys, words } = readSettings(join(projectFolder, "content"));
  const folder = data ?? mkdtempSync(join(testFolder, "collected-"));
  const running: RunningServer = await startServer({
    dist,
    data: folder,
    surveys,
    locales: site.surveyLocales ?? site.locales,
    words,
    base: site.base,
    port: 0,
    frames,
    isRateFree: true,
  });
  return {
    url: running.url,
    data: folder,
    stop: async () => {
      await running.stop();
      if (data === undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Fonts {
  readonly css: string;
  readonly stop: () => Promise<void>;
}

/** — ‘ ’ “ ” …, which Latin fonts have too, but narrow. */
const MARKS = [0x2014, 0x2018, 0x2019, 0x201c, 0x201d, 0x2026];
/** Every face of the font under one of the names that the site asks for. */
function facesAs(faces: readonly string[], name: string): string {
  return faces.map((face) => face.replace(/font-family:[^;]*/u, `font-family: "${name}"`)).join("");
}

/** For each sign the face that has it, and for that sign only. */
function facesOf(faces: readonly string[], signs: readonly number[]): readonly string[] {
  return signs.flatMap((sign) => {
    const face = faces.find((each) => rangesOf(each).some(([a, b]) => a <= sign && sign <= b));
    const range = `unicode-range: U+${sign.toString(16)}`;
    return face === undefined ? [] : [face.replace(/unicode-range:[^;]*/u, range)];
  });
}

function rangesOf(face: string): readonly (readonly [number, number])[] {
  return [...face.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/giu)].map(
    ([, from = "", to = from]) => [parseInt(from, 16), parseInt(to, 16)] as const,
  );
}

/** Noto Sans SC under names that the site asks for first: a bare browser has no Chinese font. */
export async function chineseFont(): Promise<Fonts> {
  const folder = join(projectFolder, "node_modules", "@fontsource-variable", "noto-sans-sc");
  const server = createServer((request, response) => {
    const file = join(folder, "files", basename(request.url ?? ""));
    if (!existsSync(file)) return void response.writeHead(404).end();
    response.writeHead(200, {
      "access-control-allow-origin": "*",
      "cache-control": "public, max-age=31536000, immutable",
      "content-type": "font/woff2",
    });
    createReadStream(file).pipe(response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const faces =
    readFileSync(join(folder, "index.css"), "utf8")
      .replaceAll("./files/", `http://127.0.0.1:${port}/`)
      .replaceAll("font-display: swap", "font-display: block")
      .match(/@font-face \{[^}]*\}/gu) ?? [];
  const css = facesAs(faces, "Roboto") + facesAs(facesOf(faces, MARKS), "zh marks");
  const stop = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { css, stop };
}

/** Loads the Chinese font into a page that is open; its context must bypass the site's CSP. */
export async function loadFont(page: Page, { css }: Fonts): Promise<void> {
  await page.addStyleTag({ content: css });
  await page.evaluate(() => document.fonts.ready);
}

/** A page as it stands before its scripts run, in a browser that can run ours; for `page.route`. */
export async function withoutScripts(route: Route): Promise<void> {
  const response = await route.fetch();
  const html = await response.text();
  const body = html.replaceAll(/<script type="module"[\s\S]*?<\/script>/gu, "");
  await route.fulfill({ response, body });
}

/** A phone in China, on which nothing moves. */
export function phone(options: BrowserContextOptions = {}): BrowserContextOptions {
  return {
    viewport: { width: 360, height: 740 },
    locale: "zh-CN",
    timezoneId: "Asia/Shanghai",
    reducedMotion: "reduce",
    ...options,
  };
}
