import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { MetricDoc } from "../reports/methods.ts";
import { projectRoot } from "./project-root.ts";

const docBlock = /\/\*\*\n((?: \*.*\n)+?) \*\/\nexport function (\w+)/gu;
const terms = ["For", "Formula", "Takes", "Gives", "Throws", "Source"];

/** The docstrings of `src/metrics`, as the methods page prints them. */
export function readMetricDocs(project = projectRoot()): readonly MetricDoc[] {
  const folder = join(project, "src", "metrics");
  return readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .toSorted()
    .flatMap((file) =>
      [...readFileSync(join(folder, file), "utf8").matchAll(docBlock)].map(
        ([, block = "", name = ""]) => metricDoc(name, block),
      ),
    )
    .filter(({ parts }) => parts.length >= 2);
}

function metricDoc(name: string, block: string): MetricDoc {
  const lines = block
    .split("\n")
    .map((line) => line.replace(/^ \* ?/u, ""))
    .filter((line) => !line.startsWith("@"));
  const parts: { term: string; text: string }[] = [];
  let summary = "";
  for (const line of lines) {
    const [, term, rest] = /^([A-Z][a-z]+)\s{2,}(.*)$/u.exec(line) ?? [];
    if (term !== undefined && terms.includes(term)) parts.push({ term, text: rest ?? "" });
    else if (line.trim() !== "") {
      const last = parts.at(-1);
      if (last === undefined) summary = `${summary} ${line.trim()}`.trim();
      else last.text = `${last.text} ${line.trim()}`;
    }
  }
  return { name, summary, parts };
}
