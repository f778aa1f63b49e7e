/** A questionnaire of another tool as ours, with a list of what could not be carried. */
import type { Localised, Option, Question, Scale, SurveyDefinition } from "../survey/definition.ts";
import { surveyFaults } from "../survey/faults.ts";
import { ruleText, type Rule } from "../survey/show.ts";
import { partsOf } from "../survey/steps.ts";
import type { Words } from "../words/words.ts";
import { textCarrier, type TextCarrier } from "./carried-texts.ts";
import {
  brief,
  lossList,
  type ForeignPart,
  type ForeignQuestion,
  type ForeignSurvey,
  type Loss,
  type LossList,
  type Named,
} from "./foreign-survey.ts";
import { partIds, questionIds } from "./our-ids.ts";
import { plainText } from "./plain-text.ts";
import { ourRule, type Carried } from "./our-rule.ts";

export interface CarriedSurvey {
  readonly survey: SurveyDefinition;
  readonly losses: readonly Loss[];
  /** Locales in which a text of the survey stands in another language, by the text itself. */
  readonly untranslated: ReadonlyMap<Localised, readonly string[]>;
}

export interface CarryOptions {
  readonly id: string;
  readonly locales: readonly string[];
  readonly words: (locale: string) => Words;
}

/** More options or rows than this are a table to look something up in, not a question. */
const MOST_OPTIONS = 200;
const LONGEST_NAME = 200;
const needOptions = ["single", "multiple", "ranking"];
const needScale = ["rating", "matrix"];

interface Carrying {
  readonly foreign: ForeignSurvey;
  readonly locales: readonly string[];
  readonly texts: TextCarrier;
  readonly losses: LossList;
  readonly ids: ReturnType<typeof questionIds>;
  /** What each foreign question became, in order. */
  readonly done: Map<ForeignQuestion, Done>;
}

interface Done {
  readonly question: Question;
  readonly items: ReadonlyMap<string, string>;
  readonly values: ReadonlyMap<string, string | number>;
}

/**
 * Carries a questionnaire over.
 *
 * Takes    what a reader found, the id that the survey gets and the languages of the site.
 * Gives    a survey that passes `surveyFaults`: whatever it would refuse is left out and listed.
 *          Without a question that could be carried, `survey.questions` is empty.
 */
export function carriedSurvey(foreign: ForeignSurvey, options: CarryOptions): CarriedSurvey {
  const { id, locales, words } = options;
  const losses = lossList();
  const texts = textCarrier({ locales, words, language: foreign.language, losses });
  const ids = questionIds();
  const carrying: Carrying = { foreign, locales, texts, losses, ids, done: new Map() };
  const top = { place: "", name: id };
  const title = texts.text(foreign.title, top) ?? named(id, locales);
  const intro = texts.text(foreign.intro, top);
  const thanks = texts.text(foreign.thanks, top);
  for (const question of foreign.questions) carry(question, carrying);
  const survey: SurveyDefinition = {
    id,
    version: 1,
    audience: "customer",
    title,
    ...(intro === null ? {} : { intro }),
    ...(thanks === null ? {} : { thanks }),
    questions: [...carrying.done.values()].map(({ question }) => question),
  };
  const mended = mendedSurvey(survey, carrying);
  const formatted = texts.formatted();
  if (formatted > 0) losses.add("formatting-removed", "", { count: formatted });
  return {
    survey: mended,
    losses: [...foreign.losses, ...losses.all],
    untranslated: texts.untranslated,
  };
}

function carry(foreign: ForeignQuestion, carrying: Carrying): void {
  const { texts, losses, done, locales } = carrying;
  const { place, name, type, options = [] } = foreign;
  const at = { place, name };
  const scale = ourScale(foreign, texts);
  const refused = refusal(foreign, scale);
  if (refused !== null) return losses.add(refused.loss, place, { name, ...refused.values });
  const title = texts.text(foreign.title, at);
  if (title === null) losses.add("title-missing", place, { name });
  const choices = carriedParts(foreign, options, carrying);
  const items = carriedParts(foreign, foreign.items ?? [], carrying);
  const id = carriedId(foreign, carrying, {
    hasOther: options.some(({ other }) => other),
    items: items.map(({ part }) => part.id),
  });
  const hint = texts.text(foreign.hint, at);
  const missing = texts.text(foreign.missing, at);
  const show = showOf(foreign, carrying);
  const { required, maxLength, order } = foreign;
  const question: Question = {
    id,
    type,
    ...(required === true && type !== "note" && type !== "hidden" ? { required } : {}),
    ...(show === null ? {} : { show: ruleText(show) }),
    ...(order === undefined ? {} : { order }),
    title: title ?? named(name, locales),
    ...(hint === null ? {} : { hint }),
    ...(missing === null || required !== true ? {} : { missing }),
    ...(maxLength === undefined ? {} : { maxLength: Math.min(5000, Math.max(1, maxLength)) }),
    ...(scale === null ? {} : { scale }),
    ...(items.length === 0 ? {} : { items: items.map(({ part }) => part) }),
    ...(choices.length === 0 ? {} : { options: choices.map(({ part }) => part) }),
  };
  const piped = pipedQuestion(question, foreign, carrying);
  done.set(foreign, {
    question: piped,
    items: new Map(items.map(({ name: from, part }) => [from, part.id])),
    values: new Map([...(foreign.scale?.codes ?? []), ...optionIds(choices)]),
  });
}

/** Why a question cannot be one of ours, whatever its type. */
function refusal(
  { type, options = [], items = [] }: ForeignQuestion,
  scale: Scale | null,
): { readonly loss: string; readonly values: Loss["values"] } | null {
  if (needOptions.includes(type) && options.length < 2) {
    return { loss: "options-few", values: { count: options.length } };
  }
  const count = Math.max(options.length, items.length);
  if (count > MOST_OPTIONS) return { loss: "options-many", values: { count, max: MOST_OPTIONS } };
  const lacksScale = needScale.includes(type) && scale === null;
  const lacksRows = type === "matrix" && items.length === 0;
  return lacksScale || lacksRows ? { loss: "scale-unusable", values: {} } : null;
}

function carriedId(
  { place, name }: ForeignQuestion,
  { ids, done, losses }: Carrying,
  parts: { readonly hasOther: boolean; readonly items: readonly string[] },
): string {
  const id = ids.give(name, `q${done.size + 1}`, (own) => [
    ...(parts.hasOther ? [`${own}_other`] : []),
    ...parts.items.map((item) => `${own}_${item}`),
  ]);
  if (id !== name) losses.add("name-changed", place, { name, id });
  return id;
}

interface CarriedPart {
  /** What conditions call it. */
  readonly name: string;
  readonly part: Option;
}

function carriedParts(
  { place, name: question }: ForeignQuestion,
  parts: readonly ForeignPart[],
  { texts, losses, locales }: Carrying,
): readonly CarriedPart[] {
  const ids = partIds();
  const seen = new Set<string>();
  return parts.map(({ name, code = name, title, exclusive, other }, index) => {
    const id = ids.give(name, `${index + 1}`);
    const from = `${question}: ${name}`;
    if (id !== name) {
      const what = seen.has(name) ? "part-repeated" : "part-changed";
      losses.add(what, place, { question, name, id });
    }
    seen.add(name);
    const text = texts.text(title, { place, name: from });
    return {
      name: code,
      part: {
        id,
        title: text ?? named(name, locales),
        ...(exclusive === true ? { exclusive } : {}),
        ...(other === true ? { other } : {}),
      },
    };
  });
}

/** Of two options with one code the first is meant. */
function optionIds(choices: readonly CarriedPart[]): ReadonlyMap<string, string | number> {
  const ids = new Map<string, string>();
  for (const { name, part } of choices) if (!ids.has(name)) ids.set(name, part.id);
  return ids;
}

/** Null where the source has none, or one of fewer than two points. */
function ourScale({ place, name, scale }: ForeignQuestion, texts: TextCarrier): Scale | null {
  if (scale === undefined) return null;
  const { min, max, labels = new Map(), order } = scale;
  if (!Number.isSafeInteger(min) || !Number.isSafeInteger(max) || min >= max) return null;
  const worded = [...labels].flatMap(([point, title]) => {
    const text = texts.text(title, { place, name });
    return text === null ? [] : [[String(point), text] as const];
  });
  return {
    min,
    max,
    ...(order === undefined ? {} : { order }),
    ...(worded.length === 0 ? {} : { labels: Object.fromEntries(worded) }),
  };
}

/** Every condition that ours can say; those that it cannot are listed. */
function showOf(question: ForeignQuestion, carrying: Carrying): Rule | null {
  const { name } = question;
  const rules = question.shown.flatMap(({ place, text, condition }) => {
    const rule = condition === null ? null : ourRule(condition, (each) => earlier(each, carrying));
    if (rule !== null) return [rule];
    carrying.losses.add("condition-left-out", place, { name, text: brief(text) });
    return [];
  });
  const [first] = rules;
  return first === undefined ? null : rules.length === 1 ? first : { kind: "and", of: rules };
}

/** A question that was carried before this one. */
function earlier(name: string, { foreign, done }: Carrying): Carried | null {
  const named: Named | undefined = foreign.names.get(name);
  const found = named === undefined ? undefined : done.get(named.question);
  if (named === undefined || found === undefined) return null;
  const { question, items, values } = found;
  if (named.option !== undefined) {
    const option = values.get(named.option);
    return option === undefined
      ? null
      : { question, name: question.id, values, option: String(option) };
  }
  const isSplit = partsOf(question)[0] !== null;
  if (!isSplit) return named.item === undefined ? { question, name: question.id, values } : null;
  const item = items.get(named.item ?? "");
  return item === undefined ? null : { question, name: `${question.id}_${item}`, values };
}

/** `{q:…}` for the source's own way to repeat an earlier answer. */
function pipedQuestion(
  question: Question,
  { place, name }: ForeignQuestion,
  carrying: Carrying,
): Question {
  const { pipe } = carrying.foreign;
  const replaced = (text: string): string =>
    text.replaceAll(pipe, (whole, ...rest) => {
      const groups = rest.at(-1) as Record<string, string | undefined>;
      const carried = earlier(groups["name"] ?? "", carrying);
      const canStand =
        carried !== null &&
        carried.option === undefined &&
        !["note", "contact", "consent"].includes(carried.question.type);
      if (canStand) return `{q:${carried.name}}`;
      carrying.losses.add("pipe-left-out", place, { name, text: brief(whole) });
      return "…";
    });
  const inAll = (texts: Localised): Localised => {
    const entries = Object.entries(texts);
    const made = Object.fromEntries(entries.map(([locale, text]) => [locale, replaced(text)]));
    if (entries.every(([locale, text]) => made[locale] === text)) return texts;
    carrying.texts.replaced(texts, made);
    return made;
  };
  const { hint } = question;
  return {
    ...question,
    title: inAll(question.title),
    ...(hint === undefined ? {} : { hint: inAll(hint) }),
  };
}

/** Leaves out the conditions that our own check refuses, until it refuses none. */
function mendedSurvey(
  survey: SurveyDefinition,
  { losses, done, locales }: Carrying,
): SurveyDefinition {
  const places = [...done.keys()];
  let mended = survey;
  for (;;) {
    const faults = mended.questions.length === 0 ? [] : surveyFaults(mended, locales);
    const indexes = new Set(
      faults.flatMap(({ path: [head, index] }) =>
        head === "questions" &&
        typeof index === "number" &&
        mended.questions[index]?.show !== undefined
          ? [index]
          : [],
      ),
    );
    if (faults.length === 0) return mended;
    if (indexes.size === 0) {
      const [first] = faults;
      throw new Error(`carried survey is refused: ${first?.code} ${first?.path.join(".")}`);
    }
    for (const index of indexes) {
      const { name = "", place = "" } = places[index] ?? {};
      losses.add("condition-left-out", place, {
        name,
        text: brief(mended.questions[index]?.show ?? ""),
      });
    }
    mended = {
      ...mended,
      questions: mended.questions.map((question, index) => {
        if (!indexes.has(index)) return question;
        const { show: _show, ...rest } = question;
        return rest;
      }),
    };
  }
}

function named(name: string, locales: readonly string[]): Localised {
  const { text } = plainText(name.slice(0, LONGEST_NAME));
  return Object.fromEntries(locales.map((locale) => [locale, text === "" ? "?" : text]));
}
