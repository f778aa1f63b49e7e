/** What a page does not use is not sent with it: rules of its policy, tokens of its style sheet. */
import type { AstroIntegration, AstroPrerenderer } from "astro";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The colours of the brand block. */
interface Brand {
  readonly light: string;
  readonly dark: string;
}

/** For `integrations` of Astro: both trims of a build. */
export function leanPages(brand?: Brand): AstroIntegration {
  return {
    name: "lean-pages",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [ownTokens(brand)] } });
      },
      "astro:build:start": ({ setPrerenderer }) => setPrerenderer(leanRender),
    },
  };
}

/** Trims pages before they are written: a second pass would read and write each again. */
export function leanRender(astro: AstroPrerenderer): AstroPrerenderer {
  return {
    ...astro,
    render: async (request, options) => {
      const given = await astro.render(request, options);
      const response = given instanceof Response ? given : given.response;
      if (!response.headers.get("content-type")?.startsWith("text/html")) return given;
      const { status, headers } = response;
      const lean = new Response(withOwnHashes(await response.text()), { status, headers });
      return given instanceof Response ? lean : { ...given, response: lean };
    },
  };
}

/**
 * A page whose policy names its own inline scripts and styles and no others.
 *
 * Files of the site need no hash: `'self'` allows them.
 */
export function withOwnHashes(page: string): string {
  const inline = page.matchAll(/<(?:script|style)\b[^>]*>([\s\S]*?)<\/(?:script|style)>/gu);
  const own = new Set(Array.from(inline, ([, text = ""]) => `'sha256-${sha256(text)}'`));
  return page.replace(
    /(<meta http-equiv="content-security-policy" content=")([^"]*)(")/u,
    (_, head: string, policy: string, end: string) => {
      const kept = policy.replaceAll(/ ('sha256-[^']*')/gu, (hash, source: string) =>
        own.has(source) ? hash : "",
      );
      return head + kept + end;
    },
  );
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

/**
 * The survey's style sheet takes from tokens.css what the survey's sheets use, in the brand's
 * colours. On paper a browser takes those of light screens, which are good enough for a receipt.
 */
function ownTokens(brand: Brand | undefined): Plugin {
  return {
    name: "own-tokens",
    enforce: "pre",
    load: (id) => {
      const [file = ""] = id.split("?");
      if (!file.endsWith("/styles/survey.css")) return null;
      const folder = join(file, "..");
      const sheets = readdirSync(folder)
        .filter((name) => name.startsWith("survey"))
        .map((name) => readFileSync(join(folder, name), "utf8"));
      const all = brandedTokens(readFileSync(join(folder, "tokens.css"), "utf8"), brand);
      const tokens = usedTokens(all.replace(/@media print[\s\S]*/u, ""), sheets.join(""));
      return readFileSync(file, "utf8").replace('@import "./tokens.css";', tokens);
    },
  };
}

/** The style sheet with the brand's colours for the house's: light, dark, and light on paper. */
export function brandedTokens(tokens: string, brand: Brand | undefined): string {
  if (brand === undefined) return tokens;
  const colours = [brand.light, brand.dark];
  return tokens.replaceAll(
    /--brand:\s*#[^;]*/gu,
    () => `--brand: ${colours.shift() ?? brand.light}`,
  );
}

/** The style sheet without custom properties that neither it nor `rest` reads. */
export function usedTokens(tokens: string, rest: string): string {
  const used = new Set(
    Array.from((tokens + rest).matchAll(/var\(--([\w-]+)/gu), ([, name = ""]) => name),
  );
  const lean = tokens.replaceAll(/\s*--([\w-]+):[^;]*;/gu, (declaration, name: string) =>
    used.has(name) ? declaration : "",
  );
  return lean === tokens ? lean : usedTokens(lean, rest);
}
