/** One question of LimeSurvey as the questions of ours that ask the same, by the letter of its type. */
import type {
  ForeignPart,
  ForeignQuestion,
  ForeignScale,
  ForeignWord,
  LossList,
  Named,
  ShownIf,
} from "../foreign-survey.ts";
import { pointsOf } from "../points.ts";
import type { LimePart, LimeQuestion, LimeTexts } from "./lime-survey.ts";

export interface LimeMade {
  readonly question: ForeignQuestion;
  readonly names: readonly (readonly [string, Named])[];
}

export interface LimePlace {
  readonly shown: readonly ShownIf[];
  readonly losses: LossList;
}

/** Arrays with a scale of their own: points by code, best first where the highest comes first. */
const fixedScales: Readonly<Record<string, ForeignScale>> = {
  A: { min: 1, max: 5 },
  B: { min: 1, max: 10 },
  C: worded(["Y", "yes", 3], ["U", "uncertain", 2], ["N", "no", 1]),
  E: worded(["I", "increase", 3], ["S", "same", 2], ["D", "decrease", 1]),
};

function worded(...points: readonly (readonly [string, ForeignWord, number])[]): ForeignScale {
  return {
    min: 1,
    max: points.length,
    order: "best-first",
    labels: new Map(points.map(([, word, point]) => [point, { word }])),
    codes: new Map(points.map(([code, , point]) => [code, point])),
  };
}

/** Questions of ours; none, with a loss, where there is no such type. */
export function limeQuestions(lime: LimeQuestion, at: LimePlace): readonly LimeMade[] {
  const bare = bareQuestion(lime, at);
  const { type, answers, parts } = lime;
  switch (type) {
    case "L":
    case "!":
      return [choice(lime, { ...bare, type: "single", options: partsOf(answers) })];
    case "O":
      return [
        choice(lime, { ...bare, type: "single", options: partsOf(answers) }),
        comment(lime, bare),
      ];
    case "M":
    case "P":
      if (type === "P") simplified(lime, at, "multiple");
      return [multiple(lime, bare)];
    case "R": {
      const options = partsOf(answers.length > 0 ? answers : parts);
      return [plain(lime, { ...bare, type: "ranking", options })];
    }
    case "F":
    case "H":
    case "A":
    case "B":
    case "C":
    case "E":
      return [matrix(lime, bare, at)];
    case "1":
      return dual(lime, bare, at);
    case "S":
    case "T":
    case "U":
      return [plain(lime, { ...bare, type: "text", ...lengthOf(lime) })];
    case "N":
      return [plain(lime, { ...bare, type: "number", ...rangeOf(lime, at) })];
    case "D":
      return [plain(lime, { ...bare, type: "date" })];
    case "5":
      return [plain(lime, { ...bare, type: "rating", scale: { min: 1, max: 5 } })];
    case "Y":
      return [plain(lime, { ...bare, type: "single", options: words(["Y", "yes"], ["N", "no"]) })];
    case "G":
      return [
        plain(lime, { ...bare, type: "single", options: words(["F", "female"], ["M", "male"]) }),
      ];
    case "X":
      return [plain(lime, { ...bare, type: "note" })];
    case "K":
    case "Q":
      return split(lime, bare, at);
    default:
      at.losses.add("question-left-out", lime.place, { name: lime.code, type: type || "?" });
      return [];
  }
}

function bareQuestion(lime: LimeQuestion, { shown }: LimePlace): ForeignQuestion {
  return {
    place: lime.place,
    name: lime.code,
    type: "text",
    title: lime.text,
    hint: lime.help,
    required: lime.isMandatory,
    shown,
    ...(isRandom(lime) ? { order: "random" as const } : {}),
  };
}

function isRandom({ attributes, type }: LimeQuestion): boolean {
  const isOrdered = /^[L!OMPRFHABCE]$/u.test(type);
  const answers = ["answer_order", "subquestion_order"].map((name) => attributes.get(name));
  return isOrdered && (attributes.get("random_order") === "1" || answers.includes("random"));
}

function partsOf(parts: readonly LimePart[]): readonly ForeignPart[] {
  return parts.map(({ code, text }) => ({ name: code, title: text }));
}

function words(...parts: readonly (readonly [string, ForeignWord])[]): readonly ForeignPart[] {
  return parts.map(([name, word]) => ({ name, title: { word } }));
}

function otherPart(code: string): ForeignPart {
  return { name: "other", code, title: { word: "other" }, other: true };
}

/** A question by its code, and by the name that it had before. */
function plain(lime: LimeQuestion, question: ForeignQuestion): LimeMade {
  return { question, names: namesOf(lime, "", { question }) };
}

function namesOf(
  { code, oldName }: LimeQuestion,
  part: string,
  named: Named,
): readonly (readonly [string, Named])[] {
  const now = [part === "" ? code : `${code}_${part}`, named] as const;
  return oldName === undefined ? [now] : [now, [`${oldName}${part}`, named]];
}

function choice(lime: LimeQuestion, question: ForeignQuestion): LimeMade {
  const { options = [] } = question;
  return plain(lime, {
    ...question,
    options: lime.hasOther ? [...options, otherPart("-oth-")] : options,
  });
}

function comment(lime: LimeQuestion, bare: ForeignQuestion): LimeMade {
  const name = `${lime.code}_comment`;
  const title: ForeignQuestion["title"] = { word: "comment" };
  const { order: _order, ...rest } = bare;
  const question: ForeignQuestion = { ...rest, name, title, hint: undefined, required: false };
  return { question, names: [[name, { question }]] };
}

/** Each option is a variable of its own, "Y" where it is chosen. */
function multiple(lime: LimeQuestion, bare: ForeignQuestion): LimeMade {
  const alone = new Set((lime.attributes.get("exclude_all_others") ?? "").split(/[;,\s]+/u));
  const options = lime.parts.map(({ code, text }): ForeignPart => ({
    name: code,
    title: text,
    ...(alone.has(code) ? { exclusive: true } : {}),
  }));
  const question: ForeignQuestion = {
    ...bare,
    type: "multiple",
    options: lime.hasOther ? [...options, otherPart("other")] : options,
  };
  return {
    question,
    names: [
      ...namesOf(lime, "", { question }),
      ...lime.parts.flatMap(({ code }) => namesOf(lime, code, { question, option: code })),
    ],
  };
}

function matrix(lime: LimeQuestion, bare: ForeignQuestion, at: LimePlace): LimeMade {
  const { place, code, type, parts, answers } = lime;
  const scale =
    fixedScales[type] ?? pointsOf(partsOf(answers), { place, name: code, losses: at.losses });
  const question: ForeignQuestion = { ...bare, type: "matrix", items: partsOf(parts), scale };
  return {
    question,
    names: [
      ...namesOf(lime, "", { question }),
      ...parts.flatMap((part) => namesOf(lime, part.code, { question, item: part.code })),
    ],
  };
}

/** Two scales for the same rows: two questions. */
function dual(lime: LimeQuestion, bare: ForeignQuestion, at: LimePlace): readonly LimeMade[] {
  const { place, code, type, answers, parts, attributes } = lime;
  at.losses.add("split", place, { name: code, type, count: 2 });
  return [0, 1].map((which) => {
    const name = `${code}_${which}`;
    const own = partsOf(answers.filter(({ scale }) => scale === which));
    const header = attributes.get(which === 0 ? "dualscale_headerA" : "dualscale_headerB") ?? "";
    const question: ForeignQuestion = {
      ...bare,
      name,
      type: "matrix",
      title: header === "" ? lime.text : joined(lime.text, new Map([["", header]])),
      items: partsOf(parts),
      scale: pointsOf(own, { place, name, losses: at.losses }),
    };
    const names = parts.map(
      (part) => [`${code}_${part.code}_${which}`, { question, item: part.code }] as const,
    );
    return { question, names };
  });
}

/** Several fields in one: a question each, called by both. */
function split(lime: LimeQuestion, bare: ForeignQuestion, at: LimePlace): readonly LimeMade[] {
  const { place, code, type, parts } = lime;
  at.losses.add("split", place, { name: code, type, count: parts.length });
  return parts.map((part) => {
    const question: ForeignQuestion = {
      ...bare,
      name: `${code}_${part.code}`,
      title: joined(lime.text, part.text),
      ...(type === "K"
        ? { type: "number", ...rangeOf(lime, at) }
        : { type: "text", ...lengthOf(lime) }),
    };
    return { question, names: namesOf(lime, part.code, { question }) };
  });
}

/** "Question: part" in each language of either. */
function joined(texts: LimeTexts, parts: LimeTexts): LimeTexts {
  const languages = new Set([...texts.keys(), ...parts.keys()]);
  return new Map(
    [...languages].flatMap((language) => {
      const [text, part] = [texts.get(language), parts.get(language) ?? parts.get("")];
      if (text === undefined)
        return part === undefined || language === "" ? [] : [[language, part]];
      return [[language, part === undefined ? text : `${text.replace(/[:：]\s*$/u, "")}: ${part}`]];
    }),
  );
}

function lengthOf({ attributes }: LimeQuestion): Pick<ForeignQuestion, "maxLength"> {
  const maxLength = wholeOf(attributes.get("maximum_chars"));
  return maxLength === null || maxLength < 1 ? {} : { maxLength };
}

function rangeOf(lime: LimeQuestion, { losses }: LimePlace): Pick<ForeignQuestion, "scale"> {
  const { attributes, place, code } = lime;
  const texts = ["min_num_value_n", "max_num_value_n"].map((name) => attributes.get(name) ?? "");
  const [min = null, max = null] = texts.map(wholeOf);
  if (min !== null && max !== null && min < max) return { scale: { min, max } };
  if (texts.some((text) => text !== "")) {
    losses.add("setting-left-out", place, {
      name: code,
      setting: "min_num_value_n, max_num_value_n",
    });
  }
  return {};
}

function wholeOf(text: string | undefined): number | null {
  return text !== undefined && /^-?\d{1,15}$/u.test(text.trim()) ? Number(text) : null;
}

function simplified({ place, code, type }: LimeQuestion, { losses }: LimePlace, as: string): void {
  losses.add("type-simplified", place, { name: code, type, as });
}
