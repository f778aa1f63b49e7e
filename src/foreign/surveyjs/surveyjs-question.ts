/** One element of SurveyJS as the questions of ours that ask the same. */
import type {
  ForeignPart,
  ForeignQuestion,
  LossList,
  Named,
  ShownIf,
  Texts,
} from "../foreign-survey.ts";
import { pointsOf } from "../points.ts";
import { flag, list, record, textsOf, wholeOf, wordOf, type Json } from "./json.ts";

export interface ElementPlace {
  readonly place: string;
  readonly name: string;
  readonly shown: readonly ShownIf[];
  readonly losses: LossList;
}

export interface NamedQuestion {
  readonly question: ForeignQuestion;
  /** What conditions and texts may call it, and its parts. */
  readonly names: readonly (readonly [string, Named])[];
}

/** More points than this are typed, not tapped. */
const MOST_POINTS = 11;

/** Questions of an element; none, with a loss, where ours has no such type. */
export function surveyJsQuestions(element: Json, at: ElementPlace): readonly NamedQuestion[] {
  const type = wordOf(element["type"]);
  const bare = bareQuestion(element, at);
  switch (type) {
    case "text":
      return [plain({ ...bare, ...inputOf(element, at) })];
    case "comment":
      return [plain({ ...bare, type: "text", ...lengthOf(element) })];
    case "radiogroup":
    case "dropdown":
    case "buttongroup":
      return choice(element, at, { ...bare, type: "single" });
    case "checkbox":
    case "tagbox":
      return choice(element, at, { ...bare, type: "multiple" });
    case "ranking":
      return choice(element, at, { ...bare, type: "ranking" });
    case "imagepicker":
      at.losses.add("pictures-left-out", at.place, { name: at.name });
      return choice(element, at, {
        ...bare,
        type: flag(element["multiSelect"]) ? "multiple" : "single",
      });
    case "boolean":
      return [plain({ ...bare, type: "single", options: booleanOptions(element) })];
    case "rating":
      return [plain({ ...bare, ...ratingOf(element, at) })];
    case "matrix":
      return matrix(element, at, bare);
    case "multipletext":
      return texts(element, at);
    case "html":
      return [plain({ ...bare, title: textsOf(element["html"]) ?? bare.title, type: "note" })];
    default:
      at.losses.add("question-left-out", at.place, { name: at.name, type: type || "?" });
      return [];
  }
}

function bareQuestion(element: Json, { place, name, shown }: ElementPlace): ForeignQuestion {
  return {
    place,
    name,
    type: "text",
    title: textsOf(element["title"]) ?? new Map([["", name]]),
    hint: textsOf(element["description"]),
    missing: textsOf(element["requiredErrorText"]),
    required: flag(element["isRequired"]),
    shown,
  };
}

function plain(question: ForeignQuestion): NamedQuestion {
  return { question, names: [[question.name, { question }]] };
}

function lengthOf(element: Json): Pick<ForeignQuestion, "maxLength"> {
  const maxLength = wholeOf(element["maxLength"]);
  return maxLength === undefined || maxLength < 1 ? {} : { maxLength };
}

function inputOf(element: Json, { place, name, losses }: ElementPlace): Partial<ForeignQuestion> {
  const input = wordOf(element["inputType"]) || "text";
  const [min, max] = [wholeOf(element["min"]), wholeOf(element["max"])];
  switch (input) {
    case "number":
    case "range":
      if (min !== undefined && max !== undefined) return { type: "number", scale: { min, max } };
      if (element["min"] !== undefined || element["max"] !== undefined) {
        losses.add("setting-left-out", place, { name, setting: "min, max" });
      }
      return { type: "number" };
    case "date":
      return { type: "date" };
    case "text":
      return { type: "text", ...lengthOf(element) };
    default:
      losses.add("type-simplified", place, { name, type: input, as: "text" });
      return { type: "text", ...lengthOf(element) };
  }
}

/** `choices` are values, or `{ value, text }`. */
function partsOf(value: unknown): readonly ForeignPart[] {
  return list(value).flatMap((each) => {
    const { value: own, text } = record(each);
    const name = wordOf(own ?? each);
    return name === "" ? [] : [{ name, title: textsOf(text) ?? new Map([["", name]]) }];
  });
}

interface Special {
  readonly keys: readonly string[];
  readonly text: string;
  readonly part: ForeignPart;
}

const specials: readonly Special[] = [
  {
    keys: ["hasOther", "showOtherItem"],
    text: "otherText",
    part: { name: "other", title: { word: "other" }, other: true },
  },
  {
    keys: ["hasNone", "showNoneItem"],
    text: "noneText",
    part: { name: "none", title: { word: "none" }, exclusive: true },
  },
];

function choice(element: Json, at: ElementPlace, bare: ForeignQuestion): readonly NamedQuestion[] {
  const { place, name, losses } = at;
  const foreign = ["choicesByUrl", "choicesFromQuestion"].find((key) => element[key] !== undefined);
  if (foreign !== undefined) {
    losses.add("choices-elsewhere", `${place}.${foreign}`, { name, setting: foreign });
    return [];
  }
  list(element["choices"]).forEach((each, index) => {
    if (record(each)["visibleIf"] === undefined) return;
    losses.add("setting-left-out", `${place}.choices[${index}].visibleIf`, {
      name,
      setting: "visibleIf",
    });
  });
  for (const key of ["showRefuseItem", "showDontKnowItem"]) {
    if (flag(element[key]))
      losses.add("setting-left-out", `${place}.${key}`, { name, setting: key });
  }
  const isRanking = bare.type === "ranking";
  const added = specials.flatMap(({ keys, text, part }) => {
    if (isRanking || !keys.some((key) => flag(element[key]))) return [];
    const own = textsOf(element[text]);
    const { exclusive, ...inOne } = part;
    const kept = bare.type === "multiple" && exclusive === true ? part : inOne;
    return [own === undefined ? kept : { ...kept, title: own }];
  });
  const order = wordOf(element["choicesOrder"]);
  if (order === "asc" || order === "desc") {
    losses.add("setting-left-out", `${place}.choicesOrder`, { name, setting: "choicesOrder" });
  }
  return [
    plain({
      ...bare,
      options: [...partsOf(element["choices"]), ...added],
      ...(order === "random" ? { order } : {}),
    }),
  ];
}

function booleanOptions(element: Json): readonly ForeignPart[] {
  const one = (value: "True" | "False", word: "yes" | "no"): ForeignPart => ({
    name: wordOf(element[`value${value}`]) || value.toLowerCase(),
    title: textsOf(element[`label${value}`]) ?? { word },
  });
  return [one("True", "yes"), one("False", "no")];
}

function ratingOf(element: Json, at: ElementPlace): Partial<ForeignQuestion> {
  const { place, name, losses } = at;
  const values = partsOf(element["rateValues"]);
  if (values.length > 1)
    return { type: "rating", scale: pointsOf(values, at, hasTexts(element["rateValues"])) };
  const min = wholeOf(element["rateMin"]) ?? 1;
  const count = wholeOf(element["rateCount"]);
  const max = wholeOf(element["rateMax"]) ?? (count === undefined ? 5 : min + count - 1);
  const step = wholeOf(element["rateStep"]) ?? 1;
  const first = textsOf(element["minRateDescription"]);
  const last = textsOf(element["maxRateDescription"]);
  if (step > 1 && (max - min) / step < MOST_POINTS) {
    const steps = Array.from(
      { length: Math.floor((max - min) / step) + 1 },
      (_, n) => min + n * step,
    );
    const parts = steps.map((point) => ({
      name: String(point),
      title: new Map([["", String(point)]]),
    }));
    return { type: "rating", scale: pointsOf(parts, at) };
  }
  if (max - min >= MOST_POINTS) {
    losses.add("type-simplified", place, { name, type: "rating", as: "number" });
    return { type: "number", scale: { min, max } };
  }
  const labels = new Map<number, Texts>();
  if (first !== undefined) labels.set(min, first);
  if (last !== undefined) labels.set(max, last);
  return { type: "rating", scale: { min, max, labels } };
}

function hasTexts(values: unknown): boolean {
  return list(values).some((each) => record(each)["text"] !== undefined);
}

function matrix(element: Json, at: ElementPlace, bare: ForeignQuestion): readonly NamedQuestion[] {
  const { place, name, losses } = at;
  const columns = partsOf(element["columns"]);
  const rows = partsOf(element["rows"]);
  if (columns.length < 2 || rows.length === 0) {
    losses.add("question-left-out", place, { name, type: "matrix" });
    return [];
  }
  const required = flag(element["isAllRowRequired"]) || flag(element["eachRowRequired"]);
  if (bare.required === true && !required) losses.add("rows-required", place, { name });
  const random = wordOf(element["rowsOrder"] ?? element["rowOrder"]) === "random";
  const question: ForeignQuestion = {
    ...bare,
    type: "matrix",
    required: required || bare.required,
    items: rows,
    scale: pointsOf(columns, at),
    ...(random ? { order: "random" } : {}),
  };
  const parts = rows.map((row) => [`${name}.${row.name}`, { question, item: row.name }] as const);
  return [{ question, names: [[name, { question }], ...parts] }];
}

/** Several lines of text in one: a question each. */
function texts(element: Json, at: ElementPlace): readonly NamedQuestion[] {
  const { place, name, shown, losses } = at;
  const items = list(element["items"]).map(record);
  losses.add("split", place, { name, type: "multipletext", count: items.length });
  return items.map((item, index) => {
    const own = wordOf(item["name"]) || String(index + 1);
    const inner = { ...at, place: `${place}.items[${index}]`, name: `${name}-${own}`, shown };
    const bare = bareQuestion(item, inner);
    const title = textsOf(item["title"]) ?? new Map([["", own]]);
    const question = { ...bare, title, ...inputOf(item, inner) };
    return { question, names: [[`${name}.${own}`, { question }]] as const };
  });
}
