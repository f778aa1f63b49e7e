/** A LimeSurvey questionnaire in terms that ours can say. */
import { readCondition, type Dialect } from "../expression.ts";
import {
  brief,
  lossList,
  type ForeignQuestion,
  type ForeignSurvey,
  type LossList,
  type Named,
  type ShownIf,
} from "../foreign-survey.ts";
import { limeQuestions } from "./lime-question.ts";
import type { LimeGroup, LimeQuestion, LimeSurvey } from "./lime-survey.ts";

const dialect: Dialect = {
  nameOf: (token) =>
    /^(?<name>[A-Za-z_]\w*|\d+X\d+X\d+\w*)(?:\.(?:NAOK|code|value|valueNAOK))?$/u.exec(token)
      ?.groups?.["name"] ?? null,
};
/** `{Q1}`, `{Q1.shown}`, `{INSERTANS:1X2X3}`; other braces compute something. */
const PIPE = /\{(?:INSERTANS:)?(?<name>\w+)(?:\.\w+)?\}|\{[^{}\s][^{}]*\}/gu;

/** Attributes that change who is asked or what is taken, and are not carried. */
const listed = [
  "preg",
  "array_filter",
  "array_filter_exclude",
  "max_answers",
  "min_answers",
  "em_validation_q",
  "em_validation_sq",
  "other_comment_mandatory",
  "random_group",
] as const;

interface Walk {
  readonly losses: LossList;
  readonly questions: ForeignQuestion[];
  readonly names: Map<string, Named>;
}

/** What `carriedSurvey` takes; `language` names the main one where the file does not. */
export function limeSurvey(lime: LimeSurvey, language = ""): ForeignSurvey {
  const walk: Walk = { losses: lossList(), questions: [], names: new Map() };
  for (const setting of lime.settings) {
    walk.losses.add("survey-setting-left-out", "", { setting });
  }
  for (const group of lime.groups) walkGroup(walk, group);
  return {
    title: lime.title,
    intro: lime.intro,
    thanks: lime.thanks,
    language: language || lime.language || "en",
    questions: walk.questions,
    names: walk.names,
    pipe: PIPE,
    losses: walk.losses.all,
  };
}

/** What a group says stands before its questions, what hides it hides them. */
function walkGroup(
  walk: Walk,
  { place, name, description, relevance, questions }: LimeGroup,
): void {
  const shown = shownIf(relevance, place);
  const [heading = ""] = name.values();
  if (description.size > 0) {
    const isTitled = name.size > 0;
    walk.questions.push({
      place,
      name: `${heading}-note`,
      type: "note",
      title: isTitled ? name : description,
      hint: isTitled ? description : undefined,
      shown,
    });
  } else if (heading !== "") {
    walk.losses.add("heading-left-out", place, { text: brief(heading) });
  }
  for (const question of questions) walkQuestion(walk, question, shown);
}

function walkQuestion(walk: Walk, lime: LimeQuestion, outer: readonly ShownIf[]): void {
  const { place, code, relevance, attributes } = lime;
  if (attributes.get("hidden") === "1") {
    walk.losses.add("hidden-left-out", place, { name: code });
    return;
  }
  const shown = [...outer, ...shownIf(relevance, place)];
  const made = limeQuestions(lime, { shown, losses: walk.losses });
  for (const { question, names } of made) {
    walk.questions.push(question);
    for (const [key, named] of names) if (!walk.names.has(key)) walk.names.set(key, named);
  }
  if (made.length === 0) return;
  for (const setting of listed) {
    const value = attributes.get(setting) ?? "";
    if (value === "" || value === "0" || value === "N") continue;
    walk.losses.add("setting-left-out", place, {
      name: code,
      setting: `${setting}: ${brief(value)}`,
    });
  }
}

/** "1" is always. */
function shownIf(relevance: string, place: string): readonly ShownIf[] {
  const text = relevance.replace(/^\{(?<inner>[^{}]*)\}$/u, "$<inner>").trim();
  if (text === "" || text === "1") return [];
  return [{ place, text, condition: readCondition(text, dialect) }];
}
