/** XLSForm (xlsform.org): a row a question in the sheet `survey`, choices by list in `choices`. */
import { readCondition, type Dialect } from "../expression.ts";
import {
  brief,
  lossList,
  type ForeignPart,
  type ForeignQuestion,
  type ForeignSurvey,
  type LossList,
  type Named,
  type ShownIf,
  type Texts,
} from "../foreign-survey.ts";
import type { Sheet, SheetRow } from "../sheet.ts";
import { numberRange } from "./number-range.ts";

const dialect: Dialect = {
  nameOf: (token) => /^\$\{(?<name>.*)\}$/u.exec(token)?.groups?.["name"]?.trim() ?? null,
};
const PIPE = /\$\{(?<name>[^{}]*)\}/gu;

/** What a device writes down by itself: nobody is asked. */
const recorded =
  /^(?:start|end|today|deviceid|subscriberid|simserial|phonenumber|username|email|audit|start-geopoint|background-audio)$/u;
/** Columns that change who is asked or what is taken, and are not carried. */
const listed = [
  "constraint",
  "default",
  "read_only",
  "readonly",
  "calculation",
  "trigger",
  "choice_filter",
] as const;

interface Walk {
  readonly sheet: Sheet;
  readonly lists: ReadonlyMap<string, readonly ForeignPart[]>;
  readonly losses: LossList;
  readonly questions: ForeignQuestion[];
  readonly names: Map<string, Named>;
  readonly groups: Group[];
}

interface Group {
  readonly shown: readonly ShownIf[];
  /** The repeat that it is, with how many questions were met in it. */
  readonly repeat: { readonly name: string; readonly place: string; count: number } | null;
}

/**
 * Reads a form.
 *
 * Takes    its sheets by name in small letters, and the language of texts that name none.
 * Gives    null when there is no sheet "survey" with the columns "type" and "name".
 */
export function readXlsForm(
  sheets: ReadonlyMap<string, Sheet>,
  language = "",
): ForeignSurvey | null {
  const sheet = sheets.get("survey");
  const head = (sheet?.head ?? []).map((name) => name.toLowerCase());
  if (sheet === undefined || !head.includes("type") || !head.includes("name")) return null;
  const settings = sheets.get("settings")?.rows[0];
  const walk: Walk = {
    sheet,
    lists: choiceLists(sheets.get("choices")),
    losses: lossList(),
    questions: [],
    names: new Map(),
    groups: [],
  };
  for (const row of sheet.rows) walkRow(walk, row);
  return {
    title: new Map([["", settings?.cell("form_title") ?? ""]]),
    language: language || settings?.cell("default_language") || firstLanguage(sheet),
    questions: walk.questions,
    names: walk.names,
    pipe: PIPE,
    losses: walk.losses.all,
  };
}

/** `label`, `label::English (en)`, `label:zh` of a row, by language. */
function textsOf({ head }: Sheet, row: SheetRow, column: string): Texts | undefined {
  const texts = head.flatMap((name) => {
    const match = new RegExp(`^${column}(?:::?(?<language>.+))?$`, "iu").exec(name);
    const text = match === null ? "" : row.cell(name);
    return text === "" ? [] : [[match?.groups?.["language"]?.trim() ?? "", text] as const];
  });
  return texts.length === 0 ? undefined : new Map(texts);
}

/** The first that a column names; else what the letters of the labels say. */
function firstLanguage({ head, rows }: Sheet): string {
  const named = head.map((name) => /^label::?(?<language>.+)$/iu.exec(name)?.groups?.["language"]);
  const first = named.find((language) => language !== undefined)?.trim();
  return first ?? (rows.some((row) => /\p{Script=Han}/u.test(row.cell("label"))) ? "zh" : "en");
}

function choiceLists(sheet: Sheet | undefined): ReadonlyMap<string, readonly ForeignPart[]> {
  const lists = new Map<string, ForeignPart[]>();
  if (sheet === undefined) return lists;
  for (const row of sheet.rows) {
    const name = row.cell("name") || row.cell("value");
    const list = row.cell("list_name") || row.cell("list name");
    if (name === "" || list === "") continue;
    const title = textsOf(sheet, row, "label") ?? new Map([["", name]]);
    const parts = lists.get(list) ?? [];
    parts.push({ name, title });
    lists.set(list, parts);
  }
  return lists;
}

function walkRow(walk: Walk, row: SheetRow): void {
  const type = row.cell("type").replaceAll(/\s+/gu, " ");
  const place = `${walk.sheet.place}${row.line}`;
  if (type === "") return;
  const [, isBegin, kind] = /^(begin|end)[ _](group|repeat|loop)$/iu.exec(type) ?? [];
  if (kind !== undefined) {
    if (isBegin?.toLowerCase() === "end") endGroup(walk);
    else beginGroup(walk, row, { place, isRepeat: kind.toLowerCase() !== "group" });
    return;
  }
  const repeat = walk.groups.find((group) => group.repeat !== null)?.repeat ?? null;
  if (repeat !== null) {
    repeat.count += 1;
    return;
  }
  walkQuestion(walk, row, { type, place });
}

function beginGroup(
  walk: Walk,
  row: SheetRow,
  { place, isRepeat }: { readonly place: string; readonly isRepeat: boolean },
): void {
  const name = row.cell("name") || place;
  const isInside = walk.groups.some((group) => group.repeat !== null);
  const label = textsOf(walk.sheet, row, "label");
  if (label !== undefined && "size" in label && !isRepeat && !isInside) {
    walk.losses.add("heading-left-out", place, { text: brief([...label.values()][0] ?? "") });
  }
  const repeat = isRepeat && !isInside ? { name, place, count: 0 } : null;
  walk.groups.push({ shown: [...outerShown(walk), ...shownIf(row, place)], repeat });
}

function endGroup({ groups, losses }: Walk): void {
  const { repeat = null } = groups.pop() ?? {};
  if (repeat === null) return;
  losses.add("repeat-left-out", repeat.place, { name: repeat.name, count: repeat.count });
}

function outerShown({ groups }: Walk): readonly ShownIf[] {
  return groups.at(-1)?.shown ?? [];
}

function shownIf(row: SheetRow, place: string): readonly ShownIf[] {
  const text = row.cell("relevant");
  if (text === "") return [];
  return [{ place, text, condition: readCondition(text, dialect) }];
}

interface At {
  readonly type: string;
  readonly place: string;
}

function walkQuestion(walk: Walk, row: SheetRow, { type, place }: At): void {
  const { sheet, losses, questions, names } = walk;
  const name = row.cell("name") || place;
  const bare = {
    place,
    name,
    title: textsOf(sheet, row, "label") ?? new Map<string, string>(),
    hint: textsOf(sheet, row, "hint"),
    missing: textsOf(sheet, row, "required_message"),
    required: /^(?:yes|true|true\(\)|1)$/iu.test(row.cell("required")),
    shown: [...outerShown(walk), ...shownIf(row, place)],
  };
  const own = typedOf(walk, row, { type, place, name });
  if (own === null) return;
  const question: ForeignQuestion = { ...bare, ...own };
  questions.push(question);
  if (!names.has(name)) names.set(name, { question });
  for (const setting of listed) {
    if (row.cell(setting) === "" || (setting === "constraint" && own.scale !== undefined)) continue;
    losses.add("setting-left-out", place, {
      name,
      setting: `${setting}: ${brief(row.cell(setting))}`,
    });
  }
  const media = sheet.head.filter((each) =>
    /^(?:media::|image$|audio$|video$|big-image)/iu.test(each),
  );
  for (const column of media) {
    if (row.cell(column) !== "") losses.add("media-left-out", place, { name, what: column });
  }
}

type Typed = Pick<ForeignQuestion, "type" | "options" | "scale" | "order">;

/** What the type of a row asks; null, with a loss, where ours has no such type. */
function typedOf(walk: Walk, row: SheetRow, at: At & { readonly name: string }): Typed | null {
  const { place, name, type } = at;
  const { losses } = walk;
  const [word = "", list = "", ...rest] = type.split(" ");
  const kind = word.toLowerCase();
  if (/^(?:select_one|select_multiple|rank|select1|select)$/u.test(kind)) {
    return choiceOf(walk, row, { kind, list, hasOther: rest.includes("or_other"), name, place });
  }
  switch (kind) {
    case "text":
    case "note":
    case "date":
      return { type: kind };
    case "integer":
    case "decimal":
    case "int": {
      const scale = numberRange(row.cell("constraint"));
      return { type: "number", ...(scale === null ? {} : { scale }) };
    }
    case "range":
      return rangeOf(row, at, losses);
    case "acknowledge":
      return { type: "consent" };
    case "time":
    case "datetime":
    case "barcode":
      losses.add("type-simplified", place, { name, type, as: "text" });
      return { type: "text" };
    default:
      losses.add(recorded.test(kind) ? "recorded-left-out" : "question-left-out", place, {
        name,
        type,
      });
      return null;
  }
}

interface ChoiceRow {
  readonly kind: string;
  readonly list: string;
  readonly hasOther: boolean;
  readonly name: string;
  readonly place: string;
}

function choiceOf(walk: Walk, row: SheetRow, choice: ChoiceRow): Typed | null {
  const { kind, list, hasOther, name, place } = choice;
  const options = walk.lists.get(list);
  if (options === undefined) {
    walk.losses.add("choices-elsewhere", place, { name, setting: list });
    return null;
  }
  const type =
    kind === "rank" ? "ranking" : /multiple|^select$/u.test(kind) ? "multiple" : "single";
  const other: ForeignPart = { name: "other", title: { word: "other" }, other: true };
  const isRandom = /\brandomize\s*=\s*(?:true|yes)/iu.test(row.cell("parameters"));
  return {
    type,
    options: hasOther && type !== "ranking" ? [...options, other] : options,
    ...(isRandom ? { order: "random" } : {}),
  };
}

/** `start=1 end=10 step=1` are the defaults. */
function rangeOf(
  row: SheetRow,
  { place, name, type }: At & { readonly name: string },
  losses: LossList,
): Typed {
  const parameter = (key: string, otherwise: number) => {
    const found = new RegExp(`\\b${key}\\s*=\\s*(-?\\d+(?:\\.\\d+)?)`, "iu").exec(
      row.cell("parameters"),
    );
    return found === null ? otherwise : Number(found[1]);
  };
  const [min, max, step] = [parameter("start", 1), parameter("end", 10), parameter("step", 1)];
  if (step === 1 && Number.isInteger(min) && max - min <= 10 && max > min) {
    return { type: "rating", scale: { min, max } };
  }
  losses.add("type-simplified", place, { name, type, as: "number" });
  return { type: "number", scale: { min, max } };
}
