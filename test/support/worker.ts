/** Cloudflare's runtime on this machine, set up from the file that a deployment uses. */
import { build } from "esbuild";
import { Miniflare } from "miniflare";
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ts from "typescript";
import { projectRoot } from "../../src/settings/project-root.ts";

export interface Wrangler {
  readonly name: string;
  readonly main: string;
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
  readonly build: { readonly command: string };
  readonly assets: {
    readonly directory: string;
    readonly binding: string;
    readonly html_handling: "auto-trailing-slash";
    readonly not_found_handling: "404-page";
    readonly run_worker_first: readonly string[];
  };
  readonly d1_databases: readonly [
    {
      readonly binding: string;
      readonly database_name: string;
      readonly migrations_dir: string;
    },
  ];
  readonly vars: Readonly<Record<string, string>>;
}

export const wranglerFolder = join(projectRoot(), "scripts", "deploy", "workers");

export function readWrangler(): Wrangler {
  const file = join(wranglerFolder, "wrangler.jsonc");
  const { config, error } = ts.parseConfigFileTextToJson(file, readFileSync(file, "utf8"));
  if (error !== undefined) throw new Error(String(error.messageText));
  return config as Wrangler;
}

/** Bundled as wrangler does: what the runtime brings stays outside. */
export async function bundled(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    external: ["node:*", "cloudflare:*"],
    logLevel: "error",
  });
  return outputFiles[0]!.text;
}

export interface WorkerTask {
  readonly script: string;
  /** Where D1 keeps its files. */
  readonly folder: string;
  readonly assets?: string;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** The runtime with the migrations applied; `dispose` kills it. */
export async function openWorker(task: WorkerTask): Promise<Miniflare> {
  const wrangler = readWrangler();
  const {
    assets,
    d1_databases: [database],
  } = wrangler;
  const miniflare = new Miniflare({
    host: "127.0.0.1",
    port: 0,
    modules: true,
    script: task.script,
    compatibilityDate: wrangler.compatibility_date,
    compatibilityFlags: [...wrangler.compatibility_flags],
    bindings: { ...wrangler.vars, ...task.secrets },
    d1Databases: [database.binding],
    d1Persist: task.folder,
    ...(task.assets === undefined
      ? {}
      : {
          assets: {
            directory: task.assets,
            binding: assets.binding,
            routerConfig: {
              has_user_worker: true,
              static_routing: { user_worker: [...assets.run_worker_first] },
            },
            assetConfig: {
              html_handling: assets.html_handling,
              not_found_handling: assets.not_found_handling,
            },
          },
        }),
  });
  const d1 = await miniflare.getD1Database(database.binding);
  const folder = resolve(wranglerFolder, database.migrations_dir);
  for (const file of readdirSync(folder).toSorted()) {
    const sql = readFileSync(join(folder, file), "utf8")
      .split(/;\n/u)
      .filter((each) => each !== "");
    await d1.batch(sql.map((each) => d1.prepare(each)));
  }
  return miniflare;
}
