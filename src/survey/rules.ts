/** The conditions of a survey, read once when the file is, so that nobody reads them again at each answer. */
import type { Jump, Question, SurveyDefinition } from "./definition.ts";
import { referenceOf } from "./references.ts";
import { scaleOf } from "./scale.ts";
import { parseRule, type Rule } from "./show.ts";

/**
 * The same survey with its conditions as rules.
 *
 * For      whoever walks a survey; `visibleQuestions` looks at rules only.
 * Gives    no rule where a condition cannot be read, which `surveyFaults` reports.
 */
export function readRules(survey: SurveyDefinition): SurveyDefinition {
  return {
    ...survey,
    questions: survey.questions.map((question) => withRules(survey, question)),
  };
}

/** Every condition of a question, as text with its place below the question. */
export function conditionsOf({
  show,
  goto = [],
}: Question): readonly { readonly text: string; readonly path: readonly (string | number)[] }[] {
  return [
    ...(show === undefined ? [] : [{ text: show, path: ["show"] }]),
    ...goto.flatMap((jump, index) =>
      jump.if === undefined ? [] : [{ text: jump.if, path: ["goto", index, "if"] }],
    ),
  ];
}

function withRules(survey: SurveyDefinition, question: Question): Question {
  const { rule: _old, ...written } = question;
  const { show, goto } = written;
  const rule = ruleOf(survey, show);
  return {
    ...written,
    ...(rule === null ? {} : { rule }),
    ...(goto === undefined ? {} : { goto: goto.map((jump) => jumpWithRule(survey, jump)) }),
  };
}

function jumpWithRule(survey: SurveyDefinition, jump: Jump): Jump {
  const rule = ruleOf(survey, jump.if);
  return rule === null ? jump : { ...jump, rule };
}

function ruleOf(survey: SurveyDefinition, text: string | undefined): Rule | null {
  if (text === undefined) return null;
  const parsed = parseRule(text);
  return "rule" in parsed ? resolved(survey, parsed.rule) : null;
}

/** The same rule with what its names mean in a survey. */
export function resolved(survey: SurveyDefinition, rule: Rule): Rule {
  if (rule.kind === "not") return { kind: "not", of: resolved(survey, rule.of) };
  if (rule.kind !== "compare") {
    return { kind: rule.kind, of: rule.of.map((inner) => resolved(survey, inner)) };
  }
  const reference = referenceOf(survey, rule.name);
  if (reference === null) return rule;
  const { question, part } = reference;
  const na = scaleOf(question)?.na;
  const of = { question: question.id, part, ...(na === undefined ? {} : { na }) };
  return { ...rule, of };
}
