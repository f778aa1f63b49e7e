/** What the site adds to Astro: the company for its pages. */
import type { AstroIntegration } from "astro";
import { handOver, type Handed, type SiteContent } from "../src/layouts/site-content.ts";
import { asIntegration, type VitePlugin } from "./vite-plugin.ts";

/**
 * The company reaches the pages through `handed`; in dev it is asked for again when a file below
 * `watched` has changed.
 */
export function companySite(handed: Handed, watched: readonly string[]): AstroIntegration {
  const kept = keptHanded(handed);
  return {
    name: "zhike-company-site",
    hooks: {
      "astro:config:setup": ({ updateConfig }) => {
        handOver(kept);
        updateConfig({ vite: { plugins: [proseModule(kept.prose)] } });
      },
      "astro:server:setup": ({ server }) => {
        server.watcher.add([...watched]);
        server.watcher.on("all", (_, path) => {
          if (!watched.some((folder) => path.startsWith(folder))) return;
          kept.forget();
          for (const { moduleGraph } of Object.values(server.environments))
            moduleGraph.invalidateAll();
          server.hot.send({ type: "full-reload" });
        });
      },
    },
  };
}

/** Asked once, until forgotten; a company that could not be opened is not remembered. */
function keptHanded(handed: Handed): Handed & { readonly forget: () => void } {
  let content: Promise<SiteContent> | null = null;
  let settings: ReturnType<Handed["settings"]> | null = null;
  let prose: ReturnType<Handed["prose"]> | null = null;
  const forget = () => ([content, settings, prose] = [null, null, null]);
  return {
    forget,
    settings: () => (settings ??= handed.settings()),
    prose: () => (prose ??= handed.prose()),
    content: () => {
      const known = content ?? handed.content();
      if (content === null) known.catch(forget);
      content = known;
      return known;
    },
  };
}

const PROSE = "virtual:own-prose";
// Without a filter the bundler would ask about each of its modules.
const ASKED = /^virtual:own-prose$/u;
const LOADED = /^\0virtual:own-prose$/u;

/** For `integrations` of Astro where no company is handed to the pages: they are only bundled. */
export function ownProse(prose: Handed["prose"]): AstroIntegration {
  return asIntegration(proseModule(prose));
}

/** The bodies of own prose as one module: a content collection costs a second of every build. */
function proseModule(prose: Handed["prose"]): VitePlugin {
  return {
    name: "zhike-own-prose",
    resolveId: { filter: { id: ASKED }, handler: () => `\0${PROSE}` },
    load: {
      filter: { id: LOADED },
      handler: () => {
        const all = prose();
        const imports = all.map(
          ({ file }, index) => `import { Content as p${index} } from ${JSON.stringify(file)};`,
        );
        const bodies = all.map((each, index) => `${JSON.stringify(each.id)}: p${index}`);
        return `${imports.join("\n")}\nexport const bodies = { ${bodies.join(", ")} };\n`;
      },
    },
  };
}
