import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../settings/project-root.ts";

/** The text of `src/warehouse/sql/<name>.sql`. */
export function sqlFile(name: string): string {
  return readFileSync(join(projectRoot(), "src/warehouse/sql", `${name}.sql`), "utf8");
}
