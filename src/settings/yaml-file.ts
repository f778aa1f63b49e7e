import { CORE_SCHEMA, load } from "js-yaml";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type * as Placed from "yaml";
import type { Document } from "yaml";
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
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(file));
    return yamlText(text, name);
  } catch (error) {
    const { code = "" } = error as { readonly code?: string };
    return code === "ERR_ENCODING_INVALID_ENCODED_DATA"
      ? unread(name, new Problem("yaml-not-utf8", name))
      : unread(name, new Problem("file-unreadable", name, { reason: code }));
  }
}

function unread(name: string, problem: Problem): YamlFile {
  return { name, value: null, problems: [problem], where: () => name };
}

/**
 * A text as YAML 1.2 core. Places are looked for only when somebody asks: the parser that knows
 * them takes five times as long.
 */
export function yamlText(text: string, name: string): YamlFile {
  const value = plainValue(text);
  if (value === undefined) return placedText(text, name);
  let placed: YamlFile | null = null;
  return {
    name,
    value,
    problems: [],
    where: (path) => (placed ??= placedText(text, name)).where(path),
  };
}

/** Undefined for what is no YAML, and for numbers on which the two parsers differ. */
function plainValue(text: string): unknown {
  if (/\d_|0[box]|[-+]\.\d|\de[-+]?\d{3}/iu.test(text)) return undefined;
  try {
    return load(text, { schema: CORE_SCHEMA }) ?? null;
  } catch {
    return undefined;
  }
}

function placedText(text: string, name: string): YamlFile {
  // Most runs ask for no place and can do without its seventy modules.
  const { LineCounter, parseDocument } = createRequire(import.meta.url)("yaml") as typeof Placed;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `${name}:${line}:${col}`;
  };
  const faults = document.errors.map(({ pos, message }) => ({ where: at(pos[0]), message }));
  let value: unknown = null;
  try {
    if (faults.length === 0) value = document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases of aliases without end.
    faults.push({ where: name, message: (error as Error).message });
  }
  return {
    name,
    value,
    problems: faults.map(
      ({ where, message }) => new Problem("yaml-unreadable", where, { reason: reasonOf(message) }),
    ),
    where: (path) => {
      const offset = offsetOf(document, path);
      const label = path.length === 0 ? "" : ` (${path.map(String).join(".")})`;
      return offset === null ? `${name}${label}` : `${at(offset)}${label}`;
    },
  };
}

function reasonOf(message: string): string {
  return (message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:?$/u, "");
}

/** Checks a file against a schema; each fault becomes a problem at its line and column. */
export function checkYaml<T>(
  file: YamlFile,
  schema: z.ZodType<T>,
): { value: T | null; problems: readonly Problem[] } {
  if (file.problems.length > 0) return { value: null, problems: file.problems };
  const checked = schema.safeParse(file.value ?? {});
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
    file.value ?? {},
  );
  const key = issue.path.map(String).join(".") || file.name;
  if (given === undefined) return [new Problem("setting-missing", file.where(issue.path), { key })];
  return [
    new Problem("setting-wrong", file.where(issue.path), {
      key,
      value: valueOf(given),
      ...ruleOf(issue),
    }),
  ];
}

/** Long values are cut: aliases of aliases may stand for more than fits into a message. */
function valueOf(given: unknown): string {
  const text = typeof given === "object" ? JSON.stringify(given) : String(given);
  return text.length > 200 ? `${text.slice(0, 199)}…` : text;
}

/** The rule that a value breaks, by its name in the words, and what stands in the gap there. */
function ruleOf(issue: z.core.$ZodIssue): { readonly rule: string; readonly expected: string } {
  if (/^[a-z]+$/u.test(issue.message)) return { rule: issue.message, expected: "" };
  switch (issue.code) {
    case "invalid_value":
      return { rule: "options", expected: issue.values.map(String).join(", ") };
    case "invalid_type":
      return { rule: kinds[issue.expected] ?? "other", expected: "" };
    case "too_small":
      if (issue.origin === "array" || issue.origin === "string")
        return { rule: "filled", expected: "" };
      return {
        rule: issue.inclusive === false ? "above" : "least",
        expected: String(issue.minimum),
      };
    case "too_big":
      return {
        rule: issue.inclusive === false ? "below" : "most",
        expected: String(issue.maximum),
      };
    case "invalid_format":
      return { rule: issue.format === "url" ? "address" : "other", expected: "" };
    default:
      return { rule: "other", expected: "" };
  }
}

/** Kinds of values by the name that zod gives them. */
const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "number",
  int: "whole",
  boolean: "flag",
  array: "list",
  tuple: "list",
  object: "map",
  record: "map",
};

/** The nearest node that exists on the way to `path`. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number | null {
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const node = document.getIn(path.slice(0, depth), true) as
      { range?: [number, number, number] } | null | undefined;
    if (node?.range) return node.range[0];
  }
  return null;
}
