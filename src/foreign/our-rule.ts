/** A foreign condition as a rule of `show:`. Ours is false where nothing was answered; theirs may not be. */
import type { Question } from "../survey/definition.ts";
import { offeredBy } from "../survey/possible-answers.ts";
import type { Comparison, Rule } from "../survey/show.ts";
import type { Condition, Value } from "./foreign-survey.ts";

/** What a foreign name means among our questions. */
export interface Carried {
  readonly question: Question;
  /** As a condition writes it: the question, or a column of a matrix. */
  readonly name: string;
  /** The option that the name alone stands for. */
  readonly option?: string;
  /** Our id of an option or our point of a scale, by what the source calls it. */
  readonly values: ReadonlyMap<string, string | number>;
}

type Find = (name: string) => Carried | null;
type Compared = Extract<Condition, { kind: "compare" }>;

/**
 * The same condition as a rule.
 *
 * Takes    a condition, and what finds the earlier question that a name means.
 * Gives    null where a name or a value is not among them, or where two kinds of answer are
 *          compared; "is not x" holds too where nothing was answered, as in the source.
 */
export function ourRule(condition: Condition, find: Find): Rule | null {
  switch (condition.kind) {
    case "not":
      return negated(ourRule(condition.of, find));
    case "and":
    case "or": {
      const of = condition.of.map((each) => ourRule(each, find));
      return of.every((each) => each !== null) ? joined(condition.kind, of) : null;
    }
    case "compare": {
      const carried = find(condition.name);
      return carried === null ? null : compareRule(carried, condition);
    }
    default: {
      const carried = find(condition.name);
      if (carried === null) return null;
      if (condition.kind === "answered") return answeredRule(carried);
      const values = condition.kind === "has" ? [condition.value] : condition.values;
      return condition.kind === "has" && !isList(carried.question)
        ? compareRule(carried, { ...condition, kind: "compare", operator: "=" })
        : chosenRule(carried, values, condition.kind === "only");
    }
  }
}

function compareRule(carried: Carried, { operator, value }: Compared): Rule | null {
  const { question, option } = carried;
  if (option !== undefined) return optionRule(carried, operator, value);
  if (operator === "!=") {
    return negated(compareRule(carried, { kind: "compare", name: "", operator: "=", value }));
  }
  if (isList(question)) {
    return operator === "=" ? chosenRule(carried, [value], true) : null;
  }
  if (question.options !== undefined || question.type === "consent") {
    return operator === "=" ? equalRule(carried, value) : amongRule(carried, operator, value);
  }
  return orderRule(carried, operator, value);
}

function orderRule(carried: Carried, operator: Comparison["operator"], value: Value): Rule | null {
  const { question, name } = carried;
  const own = carried.values.get(String(value));
  if (own !== undefined) return compare(name, operator, own);
  if (question.type === "date") {
    const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(String(value));
    return isDay ? compare(name, operator, String(value)) : null;
  }
  if (question.type === "hidden") {
    return operator === "=" ? compare(name, operator, String(value)) : null;
  }
  const isScored = question.scale !== undefined || question.type === "number";
  const point = typeof value === "boolean" || value === "" ? Number.NaN : Number(value);
  // Where points were numbered anew, a number of the source is none of ours.
  if (!isScored || carried.values.size > 0 || !Number.isFinite(point)) return null;
  return compare(name, operator, point);
}

/** "Y" of an option that has a name of its own. */
function optionRule(carried: Carried, operator: Compared["operator"], value: Value): Rule | null {
  if (operator !== "=" && operator !== "!=") return null;
  const chosen = compare(carried.name, "has", carried.option ?? "");
  const isYes = value === "Y" || value === true || value === 1;
  const isNo = value === "N" || value === false || value === 0;
  if (!isYes && !isNo) return null;
  return isYes === (operator === "=") ? chosen : negated(chosen);
}

function equalRule({ name, values, question }: Carried, value: Value): Rule | null {
  const option = question.type === "consent" ? consentOf(value) : values.get(String(value));
  return option === undefined ? null : compare(name, "=", option);
}

function consentOf(value: Value): string | undefined {
  if (["ok", "yes", "true", "1", "y"].includes(String(value).toLowerCase())) return "yes";
  return ["no", "false", "0", "n"].includes(String(value).toLowerCase()) ? "no" : undefined;
}

/** Options that are numbers in the source can be compared there: one of those that fit. */
function amongRule({ name, values }: Carried, operator: string, value: Value): Rule | null {
  const limit = Number(value);
  const fits = (code: string) => {
    const number = Number(code);
    if (operator === "<") return number < limit;
    if (operator === "<=") return number <= limit;
    return operator === ">" ? number > limit : number >= limit;
  };
  const all = [...values].filter(([code]) => /^-?\d+(?:\.\d+)?$/u.test(code));
  if (all.length === 0 || !Number.isFinite(limit)) return null;
  const of = all.filter(([code]) => fits(code)).map(([, option]) => compare(name, "=", option));
  return of.length === 0 ? null : joined("or", of);
}

/** These options are chosen; with `isAll` no others. */
function chosenRule(
  { name, question, values, option }: Carried,
  wanted: readonly Value[],
  isAll: boolean,
): Rule | null {
  if (option !== undefined) return null;
  const ids = wanted.map((value) => values.get(String(value)));
  if (ids.length === 0 || ids.some((id) => id === undefined)) return null;
  if (!isList(question)) {
    const [only = ""] = ids;
    return ids.length === 1 ? compare(name, "=", only) : null;
  }
  const others = (question.options ?? []).filter(({ id }) => !ids.includes(id));
  return joined("and", [
    ...ids.map((id) => compare(name, "has", id ?? "")),
    ...(isAll ? others.map(({ id }) => not(compare(name, "has", id))) : []),
  ]);
}

/** A comparison and its opposite: one of them holds as soon as there is an answer. */
function answeredRule({ name, question, option }: Carried): Rule | null {
  if (option !== undefined) return compare(name, "has", option);
  if (isList(question)) {
    return joined(
      "or",
      (question.options ?? []).map(({ id }) => compare(name, "has", id)),
    );
  }
  if (question.type === "number") {
    const { min = 0 } = question.scale ?? {};
    return joined("or", [compare(name, "<=", min), compare(name, ">", min)]);
  }
  if (question.type === "date") return compare(name, ">=", "0001-01-01");
  const [first] = offeredBy(question) ?? [];
  if (first === undefined) return null;
  return joined("or", [compare(name, "=", first), compare(name, "!=", first)]);
}

function isList({ type }: Question): boolean {
  return type === "multiple" || type === "ranking";
}

function compare(name: string, operator: Comparison["operator"], value: string | number): Rule {
  return { kind: "compare", name, operator, value };
}

function joined(kind: "and" | "or", of: readonly Rule[]): Rule {
  const [first] = of;
  return of.length === 1 && first !== undefined ? first : { kind, of };
}

function negated(rule: Rule | null): Rule | null {
  return rule === null ? null : not(rule);
}

function not(rule: Rule): Rule {
  return rule.kind === "not" ? rule.of : { kind: "not", of: rule };
}
