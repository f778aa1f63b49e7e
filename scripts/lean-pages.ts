/** What a page does not use is not sent with it: rules of its policy, tokens of its style sheet. */
import type { AstroIntegration } from "astro";
import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** The colours of the brand block. */
interface Brand {
  readonly light: string;
  readonly dark: string;
}

/** For `integrations` of Astro: style sheets in the brand's colours, without tokens that nothing reads. */
export function leanPages(brand?: Brand): AstroIntegration {
  return {
    name: "lean-pages",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        updateConfig({ vite: { plugins: [ownTokens(brand)] } });
      },
    },
  };
}

/**
 * A page with a policy that names its own inline scripts and styles and no others.
 *
 * Files of the site need no hash: `'self'` allows them.
 */
export function withOwnPolicy(page: string): string {
  const policy =
    `script-src 'self'${hashes(page, SCRIPT)}; style-src 'self'${hashes(page, STYLE)}; ` +
    "object-src 'none'; base-uri 'none'";
  const [head, rest, ...none] = page.split(CHARSET);
  if (rest === undefined || none.length > 0) throw new Error("no policy: where is the charset?");
  return `${head}${CHARSET}<meta http-equiv="content-security-policy" content="${policy}">${rest}`;
}

const CHARSET = '<meta charset="utf-8">';
const SCRIPT = /<script(?![^>]*\s(?:src=|type="application\/json"))[^>]*>([\s\S]*?)<\/script>/gu;
const STYLE = /<style\b[^>]*>([\s\S]*?)<\/style>/gu;

function hashes(page: string, inline: RegExp): string {
  const own = new Set(Array.from(page.matchAll(inline), ([, text = ""]) => sha256(text)));
  return Array.from(own, (each) => ` 'sha256-${each}'`).join("");
}

const known = new Map<string, string>();

/** Most pages carry the same few scripts. */
function sha256(text: string): string {
  const digest = known.get(text) ?? hash("sha256", text, "base64");
  known.set(text, digest);
  return digest;
}

/**
 * The survey's style sheet takes from tokens.css what the survey's sheets use, in the brand's
 * colours. On paper a browser takes those of light screens, which are good enough for a receipt.
 */
function ownTokens(brand: Brand | undefined): Plugin {
  return {
    name: "own-tokens",
    enforce: "pre",
    load: {
      filter: { id: /\/styles\/survey\.css(?:\?|$)/u },
      handler: (id) => {
        const [file = ""] = id.split("?");
        const folder = join(file, "..");
        const sheets = readdirSync(folder)
          .filter((name) => name.startsWith("survey"))
          .map((name) => readFileSync(join(folder, name), "utf8"));
        const all = brandedTokens(readFileSync(join(folder, "tokens.css"), "utf8"), brand);
        const tokens = usedTokens(all.replace(/@media print[\s\S]*/u, ""), sheets.join(""));
        return readFileSync(file, "utf8").replace('@import "./tokens.css";', tokens);
      },
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
