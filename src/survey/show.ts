/**
 * The language of `show:`, a condition over earlier questions.
 *
 *   satisfaction <= 2
 *   recommend >= 9 and aspects_wait = 1
 *   reasons has price or not (channel = store)
 *
 * A name is a question, a column of a matrix or pair, or a matrix item that only one
 * matrix has. `=`, `!=`, `<`, `<=`, `>`, `>=` compare numbers, dates and options; `has`
 * looks into multiple and ranking. `not` binds tighter than `and`, `and` than `or`.
 * It is total: a comparison with a question that is not answered is false.
 */

export const operators = ["<=", ">=", "!=", "=", "<", ">", "has"] as const;
export type Operator = (typeof operators)[number];

export interface Comparison {
  readonly kind: "compare";
  readonly name: string;
  readonly operator: Operator;
  readonly value: string | number;
  /** What the name means, as `readRules` found out; an unknown name has none. */
  readonly of?: Meant;
}

export interface Meant {
  readonly question: string;
  readonly part: string | null;
  /** Codes that mean "does not apply": in no order with points. */
  readonly na?: readonly number[];
}

export type Rule =
  | Comparison
  | { readonly kind: "not"; readonly of: Rule }
  | { readonly kind: "and" | "or"; readonly of: readonly Rule[] };

export type ParsedRule =
  | { readonly rule: Rule }
  /** `found` is the text that does not fit, "" at the end. */
  | { readonly fault: { readonly at: number; readonly found: string } };

interface Token {
  readonly text: string;
  readonly at: number;
}

interface Reader {
  readonly tokens: readonly Token[];
  next: number;
  /** The rest cannot be read from this token on. */
  stuck: boolean;
}

const TOKEN = /\s*(<=|>=|!=|[=<>()]|"[^"]*"|[\p{L}\p{N}_.-]+|\S)/gu;
const NAME = /^\p{L}[\p{L}\p{N}_.-]*$/u;
const WORD = /^[\p{L}\p{N}_.-]+$/u;
const NUMBER = /^-?\d+(?:\.\d+)?$/u;
const RESERVED = new Set(["and", "or", "not", "has"]);

/**
 * A condition read once.
 *
 * Takes    the text of `show:`.
 * Gives    the rule, or where it stops being one.
 *
 * @example parseRule("satisfaction <= 2") // => { rule: { kind: "compare", name: "satisfaction", operator: "<=", value: 2 } }
 */
export function parseRule(text: string): ParsedRule {
  const tokens = [...text.matchAll(TOKEN)].map((match) => ({
    text: match[1] ?? "",
    at: match.index + match[0].length - (match[1] ?? "").length,
  }));
  const reader: Reader = { tokens, next: 0, stuck: false };
  const rule = readList(reader, "or");
  const rest = tokens[reader.next];
  if (rule === null || reader.stuck || rest !== undefined) {
    return { fault: { at: rest?.at ?? text.length, found: rest?.text ?? "" } };
  }
  return { rule };
}

/** Every comparison of a rule, left to right. */
export function comparisonsOf(rule: Rule): readonly Comparison[] {
  if (rule.kind === "compare") return [rule];
  return rule.kind === "not" ? comparisonsOf(rule.of) : rule.of.flatMap(comparisonsOf);
}

/** Whether a rule holds, given what decides a single comparison. */
export function holds(rule: Rule, compares: (comparison: Comparison) => boolean): boolean {
  if (rule.kind === "compare") return compares(rule);
  if (rule.kind === "not") return !holds(rule.of, compares);
  return rule.kind === "and"
    ? rule.of.every((inner) => holds(inner, compares))
    : rule.of.some((inner) => holds(inner, compares));
}

/** A rule as text that reads back as the same rule. */
export function ruleText(rule: Rule): string {
  if (rule.kind === "compare") {
    const { value } = rule;
    const isPlain =
      typeof value === "number" ||
      (WORD.test(value) && !NUMBER.test(value) && !RESERVED.has(value));
    return `${rule.name} ${rule.operator} ${isPlain ? value : `"${value}"`}`;
  }
  if (rule.kind === "not") return `not (${ruleText(rule.of)})`;
  return rule.of.map((inner) => `(${ruleText(inner)})`).join(` ${rule.kind} `);
}

function readList(reader: Reader, word: "or" | "and"): Rule | null {
  const read = () => (word === "or" ? readList(reader, "and") : readOne(reader));
  const first = read();
  if (first === null) return null;
  const rules = [first];
  while (!reader.stuck && take(reader, word)) {
    const more = read();
    if (more === null) return null;
    rules.push(more);
  }
  return rules.length === 1 ? first : { kind: word, of: rules };
}

function readOne(reader: Reader): Rule | null {
  if (take(reader, "not")) {
    const of = readOne(reader);
    return of === null ? null : { kind: "not", of };
  }
  if (!take(reader, "(")) return readComparison(reader);
  const inner = readList(reader, "or");
  if (inner === null) return null;
  return take(reader, ")") ? inner : stop(reader);
}

function readComparison(reader: Reader): Rule | null {
  const name = reader.tokens[reader.next]?.text ?? "";
  if (!NAME.test(name) || RESERVED.has(name)) return stop(reader);
  reader.next += 1;
  const operator = operators.find((text) => text === reader.tokens[reader.next]?.text);
  if (operator === undefined) return stop(reader);
  reader.next += 1;
  const value = valueOf(reader.tokens[reader.next]?.text ?? "");
  if (value === null) return stop(reader);
  reader.next += 1;
  return { kind: "compare", name, operator, value };
}

function valueOf(text: string): string | number | null {
  if (NUMBER.test(text)) return Number(text);
  if (/^"[^"]*"$/u.test(text)) return text.slice(1, -1);
  return WORD.test(text) && !RESERVED.has(text) ? text : null;
}

function take(reader: Reader, text: string): boolean {
  if (reader.tokens[reader.next]?.text !== text) return false;
  reader.next += 1;
  return true;
}

function stop(reader: Reader): null {
  reader.stuck = true;
  return null;
}
