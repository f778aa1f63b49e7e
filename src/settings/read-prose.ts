/** Reads what stands at the head of the pages that the company wrote itself, `content/reports/**.mdx`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { z } from "zod";
import { Problems, type Problem } from "../errors.ts";
import { checkYaml, yamlText } from "./yaml-file.ts";

export interface Prose {
  /** Path below the folder without its ending. */
  readonly id: string;
  readonly file: string;
  readonly locale: string;
  readonly title: string;
  /** Report below which it stands; none for a page of its own. */
  readonly report?: string | undefined;
  readonly order: number;
}

const headSchema = z.object({
  locale: z.string(),
  title: z.string(),
  report: z.string().optional(),
  order: z.number().default(0),
});

/** The pages by id; none where the folder is missing. Throws Problems for heads that cannot be read. */
export function readProse(folder: string, project: string): readonly Prose[] {
  if (!existsSync(folder)) return [];
  const problems: Problem[] = [];
  const prose = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".mdx"))
    .toSorted()
    .flatMap((path): readonly Prose[] => {
      const file = join(folder, path);
      const short = relative(project, file);
      const name = (short.startsWith("..") ? file : short).split(sep).join("/");
      const head = checkYaml(yamlText(headOf(readFileSync(file, "utf8")), name), headSchema);
      problems.push(...head.problems);
      const id = path.slice(0, -".mdx".length).split(sep).join("/");
      return head.value === null ? [] : [{ id, file, ...head.value }];
    });
  if (problems.length > 0) throw new Problems(problems);
  return prose;
}

/** With the dashes before it, so that lines are counted as in the file. */
function headOf(text: string): string {
  return /^\ufeff?(---\r?\n[\s\S]*?)^---\s*$/mu.exec(text)?.[1] ?? "";
}
