import { join, relative } from "node:path";
import { Problem } from "../src/errors.ts";
import type { Folders } from "../src/settings/folders.ts";

interface BuildError {
  readonly message?: string;
  readonly loc?: Place;
  readonly location?: Place;
  readonly errors?: readonly BuildError[];
}

interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What Astro says of a page that the company wrote itself, as a problem; null for anything else. */
export function proseProblem(error: unknown, { content, project }: Folders): Problem | null {
  const { errors = [], ...own } = (error ?? {}) as BuildError;
  const message = error instanceof Error ? error.message : "";
  for (const each of [{ ...own, message }, ...errors]) {
    const { file = "", line, column } = each.loc ?? each.location ?? {};
    if (!file.startsWith(join(content, "reports"))) continue;
    const at = [relative(project, file), line, column].filter((part) => part !== undefined);
    return new Problem("prose-unreadable", at.join(":"), { reason: reasonOf(each) });
  }
  return null;
}

/** First line without the place, which stands before it already, and the rule behind it. */
function reasonOf({ message = "" }: BuildError): string {
  const [first = ""] = message.replaceAll("**", "").split("\n");
  return first
    .replace(/^\d+:\d+(?:-\d+:\d+)?: /u, "")
    .replace(/ \([a-z-]+:[a-z-]+\)$/u, "")
    .replace(/\.$/u, "");
}
