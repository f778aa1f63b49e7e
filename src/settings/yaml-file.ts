import { readFileSync } from "node:fs";
import { LineCounter, parseDocument, type Document } from "yaml";
import type { z } from "zod";
import { Problem } from "../errors.ts";

/** A YAML file that knows where each of its values stands. */
export interface YamlFile {
  /** As printed: relative to the project where that is shorter. */
  readonly name: string;
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** `content/site.yaml:4:3 (timeZone)` for a path of keys. */
  readonly where: (path: readonly PropertyKey[]) => string;
}

export function readYaml(file: string, name: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, "utf8"), { lineCounter: lines, strict: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  return {
    name,
    value: document.errors.length > 0 ? null : document.toJS(),
    problems: document.errors.map(
      (error) =>
        new Problem("yaml-unreadable", at(error.pos[0]), {
          reason: error.message.split("\n")[0] ?? "",
        }),
    ),
    where: (path) => {
      const offset = offsetOf(document, path);
      const label = path.length === 0 ? "" : ` (${path.map(String).join(".")})`;
      return offset === null ? `${name}${label}` : `${at(offset)}${label}`;
    },
  };
}

/** Checks a file against a schema; each fault becomes a problem at its line and column. */
export function checkYaml<T>(
  file: YamlFile,
  schema: z.ZodType<T>,
): { value: T | null; problems: readonly Problem[] } {
  if (file.problems.length > 0) return { value: null, problems: file.problems };
  const checked = schema.safeParse(file.value);
  if (checked.success) return { value: checked.data, problems: [] };
  return {
    value: null,
    problems: checked.error.issues.flatMap((issue) => settingProblems(file, issue)),
  };
}

function settingProblems(file: YamlFile, issue: z.core.$ZodIssue): Problem[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map(
      (key) => new Problem("setting-unknown", file.where([...issue.path, key]), { key }),
    );
  }
  const given = issue.path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    file.value,
  );
  const key = issue.path.map(String).join(".");
  if (given === undefined) return [new Problem("setting-missing", file.where(issue.path), { key })];
  return [
    new Problem("setting-wrong", file.where(issue.path), {
      key,
      value: typeof given === "object" ? JSON.stringify(given) : String(given),
      expected: issue.message,
    }),
  ];
}

/** The nearest node that exists on the way to `path`. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | null {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as
      { range?: [number, number, number] } | null | undefined;
    if (node?.range) return node.range[0];
  }
  return null;
}
