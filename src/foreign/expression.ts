/**
 * The conditions of SurveyJS, XLSForm and LimeSurvey, read by one grammar: they differ in how a
 * name is written and in the words of operators, not in shape. What says more than a comparison
 * of one answer with a value (sums, functions, two answers) has no counterpart.
 */
import type { Condition, Value } from "./foreign-survey.ts";

/** How one tool writes conditions. */
export interface Dialect {
  /** The name that a token means: `{q}`, `${q}`, `q.NAOK`; null when it is none. */
  readonly nameOf: (token: string) => string | null;
  /** "." is the answer of the question itself. */
  readonly own?: string;
}

type Operator = "=" | "!=" | "<" | "<=" | ">" | ">=" | "anyof" | "allof" | "noneof";

type Expression =
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "value"; readonly value: Value }
  | { readonly kind: "list"; readonly values: readonly Value[] }
  | { readonly kind: "call"; readonly call: string; readonly of: readonly Expression[] }
  | { readonly kind: "condition"; readonly condition: Condition };

interface Reader {
  readonly tokens: readonly string[];
  readonly dialect: Dialect;
  next: number;
  depth: number;
}

const TOKEN =
  /\d+X\d+X\d+[\w.]*|\$?\{[^{}]*\}|"[^"]*"|'[^']*'|-?\d+(?:\.\d+)?|[\p{L}_][\p{L}\p{N}_.:-]*|<=|>=|<>|!=|==|&&|\|\||\*=|[=<>!()[\],.]|\S/gu;
const DEEPEST = 40;
const LONGEST = 10_000;

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ["=", "="],
  ["==", "="],
  ["eq", "="],
  ["equal", "="],
  ["!=", "!="],
  ["<>", "!="],
  ["ne", "!="],
  ["notequal", "!="],
  ["<", "<"],
  ["lt", "<"],
  ["less", "<"],
  ["<=", "<="],
  ["le", "<="],
  ["lessorequal", "<="],
  [">", ">"],
  ["gt", ">"],
  ["greater", ">"],
  [">=", ">="],
  ["ge", ">="],
  ["greaterorequal", ">="],
  ["anyof", "anyof"],
  ["allof", "allof"],
  ["*=", "allof"],
  ["contains", "allof"],
  ["contain", "allof"],
  ["noneof", "noneof"],
  ["notcontains", "noneof"],
  ["notcontain", "noneof"],
] as const);
const MIRRORED = { "=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" } as const;

/** A condition as ours can say it; null when it cannot. */
export function readCondition(text: string, dialect: Dialect): Condition | null {
  if (text.length > LONGEST) return null;
  const reader: Reader = { tokens: text.match(TOKEN) ?? [], dialect, next: 0, depth: 0 };
  const found = asCondition(readAny(reader));
  return reader.next === reader.tokens.length ? found : null;
}

type Read = Expression | null;

function readAny(reader: Reader): Read {
  return readList(reader, ["or", "||"], "or", () =>
    readList(reader, ["and", "&&"], "and", () => readOne(reader)),
  );
}

function readList(
  reader: Reader,
  words: readonly string[],
  kind: "and" | "or",
  read: () => Read,
): Read {
  const first = read();
  if (first === null || !isNext(reader, words)) return first;
  const of = [asCondition(first)];
  while (take(reader, words)) of.push(asCondition(read()));
  return of.every((each) => each !== null) ? conditionOf({ kind, of }) : null;
}

function readOne(reader: Reader): Read {
  if (take(reader, ["!", "not"])) {
    reader.depth += 1;
    const of = reader.depth > DEEPEST ? null : asCondition(readOne(reader));
    reader.depth -= 1;
    return of === null ? null : conditionOf({ kind: "not", of });
  }
  const left = readOperand(reader);
  if (left === null) return null;
  if (take(reader, ["notempty"])) return answered(left, true);
  if (take(reader, ["empty"])) return answered(left, false);
  const operator = OPERATORS.get(peek(reader));
  if (operator === undefined) return left;
  reader.next += 1;
  const right = readOperand(reader);
  return right === null ? null : compared(left, operator, right);
}

function readOperand(reader: Reader): Read {
  const token = reader.tokens[reader.next];
  if (token === undefined) return null;
  reader.next += 1;
  if (token === "(") return readInner(reader);
  if (token === "[") return readValues(reader);
  if (token === "." && reader.dialect.own !== undefined) {
    return { kind: "name", name: reader.dialect.own };
  }
  if (/^["']/u.test(token) && token.length > 1) {
    return { kind: "value", value: token.slice(1, -1) };
  }
  if (/^-?\d+(?:\.\d+)?$/u.test(token)) return { kind: "value", value: Number(token) };
  if (peek(reader) === "(" && /^[\p{L}_]/u.test(token)) return readCall(reader, token);
  if (/^(?:true|false)$/iu.test(token)) {
    return { kind: "value", value: token.toLowerCase() === "true" };
  }
  const name = reader.dialect.nameOf(token);
  if (name !== null) return { kind: "name", name };
  return /^[\p{L}_]/u.test(token) ? { kind: "value", value: token } : null;
}

function readInner(reader: Reader): Read {
  reader.depth += 1;
  const inner = reader.depth > DEEPEST ? null : readAny(reader);
  reader.depth -= 1;
  return inner !== null && take(reader, [")"]) ? inner : null;
}

function readValues(reader: Reader): Read {
  const values: Value[] = [];
  while (!take(reader, ["]"])) {
    const one = readOperand(reader);
    if (one?.kind !== "value") return null;
    values.push(one.value);
    if (!isNext(reader, ["]"]) && !take(reader, [","])) return null;
  }
  return { kind: "list", values };
}

function readCall(reader: Reader, call: string): Read {
  reader.next += 1;
  const of: Expression[] = [];
  while (!take(reader, [")"])) {
    const one = readOperand(reader);
    if (one === null) return null;
    of.push(one);
    if (!isNext(reader, [")"]) && !take(reader, [","])) return null;
  }
  return called(call.toLowerCase(), of);
}

function called(call: string, of: readonly Expression[]): Read {
  const [first, second] = of;
  if (call === "true" || call === "false") return { kind: "value", value: call === "true" };
  if (call === "selected" && first?.kind === "name" && second?.kind === "value") {
    return conditionOf({ kind: "has", name: first.name, value: second.value });
  }
  if (call === "is_empty" && first?.kind === "name") return answered(first, false);
  return { kind: "call", call, of };
}

function compared(left: Expression, operator: Operator, right: Expression): Read {
  if (left.kind === "value" && right.kind === "name" && operator in MIRRORED) {
    return compared(right, MIRRORED[operator as keyof typeof MIRRORED], left);
  }
  if (left.kind === "call") return counted(left, operator, right);
  if (left.kind !== "name") return null;
  const { name } = left;
  const values = right.kind === "list" ? right.values : right.kind === "value" ? [right.value] : [];
  const has = values.map((value): Condition => ({ kind: "has", name, value }));
  if (values.length === 0) return null;
  if (operator === "anyof") return conditionOf({ kind: "or", of: has });
  if (operator === "allof") return conditionOf({ kind: "and", of: has });
  if (operator === "noneof") return negated({ kind: "or", of: has });
  if (right.kind === "list") {
    if (operator === "=") return conditionOf({ kind: "only", name, values });
    return operator === "!=" ? negated({ kind: "only", name, values }) : null;
  }
  const [value = ""] = values;
  if (value === "" && operator === "=") return answered(left, false);
  if (value === "" && operator === "!=") return answered(left, true);
  return conditionOf({ kind: "compare", name, operator, value });
}

/** Anything at all: `count-selected(${q}) > 0`, `strlen(q) >= 1`. */
function counted(
  { call, of }: Extract<Expression, { kind: "call" }>,
  operator: Operator,
  right: Expression,
): Read {
  const [first] = of;
  const isCount = ["count-selected", "string-length", "strlen"].includes(call);
  if (!isCount || first?.kind !== "name" || right.kind !== "value") return null;
  const asked = `${operator}${right.value}`;
  if ([">0", ">=1", "!=0"].includes(asked)) return answered(first, true);
  return ["=0", "<1", "<=0"].includes(asked) ? answered(first, false) : null;
}

function answered(of: Expression, is: boolean): Read {
  if (of.kind !== "name") return null;
  const condition: Condition = { kind: "answered", name: of.name };
  return is ? conditionOf(condition) : negated(condition);
}

function negated(of: Condition): Read {
  return conditionOf({ kind: "not", of });
}

function conditionOf(condition: Condition): Expression {
  return { kind: "condition", condition };
}

function asCondition(read: Read): Condition | null {
  return read?.kind === "condition" ? read.condition : null;
}

function peek({ tokens, next }: Reader): string {
  return (tokens[next] ?? "").toLowerCase();
}

function isNext(reader: Reader, words: readonly string[]): boolean {
  return words.includes(peek(reader));
}

function take(reader: Reader, words: readonly string[]): boolean {
  if (!isNext(reader, words)) return false;
  reader.next += 1;
  return true;
}
