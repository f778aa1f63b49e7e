/** Words of both locales: the same keys and values, known to the code, and in the tone of the house. */
import { describe, expect, it } from "vitest";
import { changingFigures, figureKinds } from "../src/figures/registry.ts";
import { codeOf, sourceFiles } from "./support/source-files.ts";
import {
  areas,
  isForOperators,
  locales,
  messageOf,
  surveyLocale,
  surveyTexts,
  wordsOf,
} from "./support/source-words.ts";

const words = { "zh-CN": wordsOf("zh-CN"), en: wordsOf("en") };
const zh = words["zh-CN"];
const taiwan = wordsOf(surveyLocale);
const code = [...sourceFiles("src"), ...sourceFiles("scripts")]
  .map(({ text }) => codeOf(text))
  .join("\n");

/** Keys that code asks for: whole ones, and families with a gap where a value is put in. */
const asked = [
  ...code.matchAll(
    /\b(?:t|rich|has|word|say|text)\(\s*(?<quote>["'`])(?<key>(?:[a-z]+\.)[^"'`\n]+?)\k<quote>/gu,
  ),
].map(({ groups }) => groups!["key"]!);

/** Words of figures of constructs are made when settings are read. */
const madeOfConstructs = /^figures\.(?:score|top2|gap|choice)\./u;

describe("keys", () => {
  it("both locales have the same areas and keys", () => {
    expect(areas("en")).toEqual(areas("zh-CN"));
    expect([...words.en.keys()].toSorted()).toEqual([...zh.keys()].toSorted());
  });

  it("what a respondent reads is there in Traditional Chinese too, and nothing else", () => {
    const forRespondents = [...zh.keys()].filter(
      (key) => key.startsWith("survey.") && !isForOperators(key),
    );
    expect([...taiwan.keys()].toSorted()).toEqual(forRespondents.toSorted());
  });

  it("every key that code asks for has words", () => {
    const known = [...zh.keys()];
    const missing = asked
      .filter((key) => areas("en").includes(key.split(".")[0]!) && !madeOfConstructs.test(key))
      .filter((key) => !known.some((each) => familyOf(key).test(each)));
    expect(asked.length).toBeGreaterThan(250);
    expect([...new Set(missing)]).toEqual([]);
  });

  it("every figure has a name, a short name and a definition, a method and a base", () => {
    const methods = ["newcombe", "welch", "nps-wald", "person-bootstrap"];
    const wanted = [
      ...Object.entries(figureKinds).flatMap(([id, { method, base }]) => [
        ...["name", "short", "define"].map((part) => `figures.${id}.${part}`),
        `method.${method}`,
        `base.${base}`,
      ]),
      ...methods.map((method) => `method.${method}`),
    ];
    expect(wanted.filter((key) => !zh.has(key))).toEqual([]);
  });

  it("families that code fills in from data are complete", () => {
    const families: Readonly<Record<string, readonly string[]>> = {
      "reports.since": ["month", "quarter", "year"],
      "reports.next-wave": ["month", "quarter", "year"],
      "reports.howto": ["month", "quarter", "year"],
      "reports.dimension": ["segment", "location", "channel"],
      "reports.table": ["transactions", "customers", "responses", "cases", "costs"],
      "reports.outcome": ["yes-came", "yes-away", "no-came", "no-away"],
      "reports.quadrant": ["loyalist", "mercenary", "hostage", "defector"],
      "reports.trust": ["reliability", "competence", "closeness"],
      "reports.axis-unit": [...new Set(Object.values(figureKinds).map(({ unit }) => unit))],
      "reports.base": ["customers", "cases", "employees", "answers", "things"],
    };
    const missing = Object.entries(families).flatMap(([family, names]) =>
      names.map((name) => `${family}.${name}`).filter((key) => !zh.has(key)),
    );
    expect(missing).toEqual([]);
    expect(changingFigures.filter((id) => !zh.has(`figures.${id}.name`))).toEqual([]);
  });

  it("no key is kept that nothing asks for", () => {
    const literals = new Set(
      [...code.matchAll(/["'`](?<text>[a-z0-9-]+(?:\.[A-Za-z0-9-]+)+)["'`]/gu)].map(
        ({ groups }) => groups!["text"]!,
      ),
    );
    const families = asked.map(familyOf);
    const templates = [...code.matchAll(/`(?<text>[^`\n]*\$\{[^`\n]*)`/gu)]
      .map(({ groups }) => groups!["text"]!)
      .filter((text) => /^[a-z$][^ ]*\.[^ ]*$/u.test(text) && !text.startsWith("${"))
      .map(familyOf);
    const unused = [...zh.keys()].filter((key) => {
      const [area, ...rest] = key.split(".");
      if (["problems", "figures", "method", "base"].includes(area!)) return false;
      const below = rest.join(".");
      return !(
        literals.has(key) ||
        literals.has(below) ||
        families.some((family) => family.test(key)) ||
        templates.some((family) => family.test(key) || family.test(below))
      );
    });
    expect(unused).toEqual([]);
  });
});

describe("messages", () => {
  it.each(locales)("every message of %s parses", (locale) => {
    const broken = [...words[locale]].filter(([, text]) => {
      try {
        messageOf(text);
        return false;
      } catch {
        return true;
      }
    });
    expect(broken).toEqual([]);
  });

  it("both locales ask for the same values", () => {
    const differing = [...zh].flatMap(([key, text]) => {
      const own = [...messageOf(text).values].toSorted();
      const other = [...messageOf(words.en.get(key) ?? "").values].toSorted();
      return own.join() === other.join() ? [] : [`${key}: ${own} | ${other}`];
    });
    expect(differing).toEqual([]);
  });

  it("Traditional Chinese asks for the same values, and each message parses", () => {
    const differing = [...taiwan].filter(
      ([key, text]) =>
        [...messageOf(text).values].toSorted().join() !==
        [...messageOf(zh.get(key) ?? "").values].toSorted().join(),
    );
    expect(differing).toEqual([]);
  });

  it("both locales put the same number of emphases", () => {
    const bold = (text: string) => text.split("<b>").length - 1;
    const differing = [...zh.keys()].filter(
      (key) => bold(zh.get(key)!) !== bold(words.en.get(key) ?? ""),
    );
    expect(differing).toEqual([]);
  });
});

const avoided = {
  "zh-CN":
    /显著|明显|大幅|持平|基本|大约|由于|导致|带动|赋能|抓手|闭环|画像|痛点|无效|非法|失败|不能为空|抱歉|(?<![相])亲(?![近自手口身])|匿名/u,
  en: /\b(?:significant(?:ly)?|stable|flat|no change|approximately|impacts?|drives?|due to|because of|insights?|leverag\w+|utili[sz]e\w*|invalid|fail(?:ed|s)|failed to|required field|please|sorry|oops|anonymous(?:ly)?|something)\b/iu,
} as const;

describe("tone", () => {
  it.each(locales)("%s says none of the words to avoid", (locale) => {
    const said = [...words[locale]].filter(([, text]) =>
      messageOf(text).shown.some((shown) => avoided[locale].test(shown)),
    );
    expect(said).toEqual([]);
  });

  it("zh-CN has no blank between Han and Latin letters, digits or values", () => {
    const blank =
      /[\p{Script=Han}，。；：、（）“”！？] +[A-Za-z0-9□]|[A-Za-z0-9□%] +[\p{Script=Han}，。；：、（）“”]/u;
    const found = [...zh].filter(([, text]) =>
      messageOf(text).shown.some((each) => blank.test(each)),
    );
    expect(found).toEqual([]);
  });

  it("zh-TW is written in the characters of Big5, in Taiwan's words, with corner quotes", () => {
    const big5 = big5Characters();
    const isWritten = (text: string) =>
      [...text.matchAll(/\p{Script=Han}/gu)].every(([sign]) => big5.has(sign)) &&
      !/[“”‘’]|網絡|質量|信息|短信|通過|視頻|軟件|默認|提交|答卷|屏幕|打印/u.test(text);
    const texts = [...taiwan.values()].flatMap((text) => messageOf(text).shown);
    const asked = surveyTexts(surveyLocale);
    expect(asked.length).toBeGreaterThan(300);
    expect(isWritten(zh.get("survey.notice.refused")!)).toBe(false);
    expect([...texts, ...asked].filter((text) => !isWritten(text))).toEqual([]);
  });

  it("zh-CN sets full-width marks beside Han and values, and no straight quotes", () => {
    const narrow =
      /[\p{Script=Han}□%] ?[,;:!?()]|[,;!?()] ?\p{Script=Han}|[:] \p{Script=Han}|"|\.\.\.|。。|，，/u;
    const found = [...zh].filter(([, text]) =>
      messageOf(text).shown.some((each) =>
        narrow.test(each.replaceAll(/□:□|format: "[^"]+"/gu, "")),
      ),
    );
    expect(found).toEqual([]);
  });

  it("en sets curly quotes and no double blanks", () => {
    const found = [...words.en].filter(([, text]) =>
      messageOf(text).shown.some((each) => /[a-z]'[a-z]| {2}|\.\.\./u.test(each)),
    );
    expect(found).toEqual([]);
  });

  it("definitions are one sentence with a full stop", () => {
    const open = locales.flatMap((locale) =>
      [...words[locale]]
        .filter(([key]) => key.startsWith("figures.") && key.endsWith(".define"))
        .filter(([, text]) => !/[.。]$/u.test(text))
        .map(([key]) => `${locale} ${key}`),
    );
    expect(open).toEqual([]);
  });
});

describe("problems", () => {
  const worded = new Set(
    [...zh.keys()].filter((key) => key.startsWith("problems.")).map((key) => key.split(".")[1]!),
  );

  it("every code has what happened and what to do, as sentences", () => {
    const faults = locales.flatMap((locale) =>
      [...worded].flatMap((name) =>
        ["what", "do"]
          .filter((part) => !isSentence(words[locale].get(`problems.${name}.${part}`)))
          .map((part) => `${locale} ${name}.${part}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  it("every worded code is used", () => {
    expect(
      [...worded].filter((name) => !new RegExp(`["'\`]${name}["'\`]`, "u").test(code)),
    ).toEqual([]);
  });
});

/** Both planes of Big5 as of 1984: the characters of Taiwan. */
function big5Characters(): ReadonlySet<string> {
  const decoder = new TextDecoder("big5");
  const trails = [...range(0x40, 0x7e), ...range(0xa1, 0xfe)];
  const codes = range(0xa4, 0xf9).flatMap((lead) => trails.map((trail) => [lead, trail]));
  return new Set(codes.map((code) => decoder.decode(new Uint8Array(code))));
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, step) => from + step);
}

function isSentence(text: string | undefined): boolean {
  return (
    text !== undefined && messageOf(text).shown.every((each) => /[.。”"）)]$/u.test(each.trim()))
  );
}

/** `reports.since.${wave}` → every key with something in the gap. */
function familyOf(key: string): RegExp {
  const pattern = key
    .split(/\$\{[^}]*\}/u)
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`))
    .join("[A-Za-z0-9.-]+");
  return new RegExp(`^${pattern}$`, "u");
}
