import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Problem, Problems } from "../errors.ts";
import { projectRoot } from "./project-root.ts";

/** The folders of one company; `ZHIKE_DATA`, `ZHIKE_CONTENT` and `ZHIKE_OUT` name other ones. */
export interface Folders {
  readonly project: string;
  readonly data: string;
  readonly content: string;
  /** The site. */
  readonly dist: string;
  /** For the company's own eyes: worklists, rejected rows, cache. May be deleted at any time. */
  readonly out: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws folder-missing for each named folder that does not exist. */
export function openFolders(
  environment: Environment = process.env,
  project = projectRoot(),
): Folders {
  const named = (variable: string, fallback: string) =>
    resolve(project, environment[variable] || fallback);
  const data = named("ZHIKE_DATA", "data");
  const content = named("ZHIKE_CONTENT", "content");
  const missing = Object.entries({ ZHIKE_DATA: data, ZHIKE_CONTENT: content })
    .filter(([variable, folder]) => environment[variable] && !existsSync(folder))
    .map(([variable, folder]) => new Problem("folder-missing", variable, { folder }));
  if (missing.length > 0) throw new Problems(missing);
  const own = join(project, "out");
  const isOwn = data === join(project, "data") && content === join(project, "content");
  const name = createHash("sha256").update(`${data}\0${content}`).digest("hex").slice(0, 12);
  return {
    project,
    data,
    content,
    dist: named("ZHIKE_OUT", "dist"),
    out: isOwn ? own : join(own, name),
  };
}
