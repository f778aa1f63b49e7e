import { figureKey, type Figure } from "../../src/figures/figure.ts";
import type { Company } from "../../src/pipeline.ts";
import type { Rich } from "../../src/reports/finding.ts";
import type { Block, NumberBlock, Report, StripTable } from "../../src/reports/report.ts";

const kinds = [
  "contradiction",
  "change",
  "level",
  "target",
  "no-change",
  "thin",
  "hidden",
  "missing",
  "association",
];

/** Ways in which view models break the rules of the house; empty when all is well. */
export function reportFaults({ reports, figures }: Company): readonly string[] {
  const at = new Map(figures.map((each) => [figureKey(each.id, each.period, each.by), each]));
  return [
    ...reports.flatMap((report) => {
      const name = `${report.locale}/${report.path}`;
      const faults = [
        ...headFaults(report),
        ...figureFaults(report, at),
        ...blocksOf(report).flatMap((block) => blockFaults(block, at)),
        ...textFaults(report),
      ];
      return faults.map((fault) => `${name}: ${fault}`);
    }),
    ...twinFaults(reports),
    ...tableNameFaults(reports),
  ];
}

export function blocksOf(report: Report): readonly Block[] {
  const hero: readonly Block[] = report.hero === null ? [] : [report.hero];
  const own = report.sections.flatMap(({ blocks }) => blocks);
  return [...hero, ...own].flatMap((block): readonly Block[] =>
    block.kind === "charts" ? block.items : [block],
  );
}

/** A Han character or a run of Latin letters and digits is one; in English a word is one. */
export function lengthOf(text: string, locale: string): number {
  const pattern = locale.startsWith("zh")
    ? /\p{Script=Han}|[\p{Script=Latin}\p{Nd}][\p{Script=Latin}\p{Nd}.,%–−-]*/gu
    : /[^\s]*[\p{L}\p{Nd}][^\s]*/gu;
  return [...text.matchAll(pattern)].length;
}

function plain(rich: Rich): string {
  return rich.map((part) => (typeof part === "string" ? part : part.strong)).join("");
}

function headFaults({ locale, path, finding, lead }: Report): string[] {
  const isZh = locale.startsWith("zh");
  const head = finding.clauses.join("");
  const own = plain(lead);
  const bold = lead.filter((part) => typeof part !== "string").length;
  const faults = [];
  if (lengthOf(head, locale) > (isZh ? 28 : 14)) faults.push(`long finding: ${head}`);
  if (lengthOf(own, locale) > (isZh ? 90 : 60)) faults.push(`long lead: ${own}`);
  if (bold > 4) faults.push(`${bold} bold numbers in the lead: ${own}`);
  if (path === "" && bold > 3) faults.push(`${bold} bold numbers in the first lead`);
  if (!kinds.includes(finding.kind)) faults.push(`unknown kind ${finding.kind}`);
  if (head.trim() === "" || own.trim() === "") faults.push("says nothing");
  return faults;
}

/** What a page names must be in the book. */
function figureFaults(report: Report, at: ReadonlyMap<string, Figure>): string[] {
  const { finding, figures } = report;
  const unknown = figures.filter((key) => !at.has(key));
  const loose = finding.figures.filter((key) => !at.has(key));
  const needsNone = ["missing", "thin"].includes(finding.kind);
  return [
    ...unknown.map((key) => `names ${key}, which is no figure`),
    ...loose.map((key) => `finding rests on ${key}, which is no figure`),
    ...(finding.figures.length === 0 &&
    !needsNone &&
    !["methods", "data", "systems"].includes(report.id)
      ? ["finding rests on no figure"]
      : []),
    ...(["change"].includes(finding.kind) && ["good", "bad"].includes(finding.tone)
      ? clearFaults(finding.figures, at)
      : []),
  ];
}

/** A finding that rises or falls must rest on a change whose range leaves zero out. */
function clearFaults(keys: readonly string[], at: ReadonlyMap<string, Figure>): string[] {
  const changes = keys.flatMap((key) => {
    const figure = at.get(key);
    if (figure === undefined) return [];
    if (figure.id.endsWith(".change")) return [figure];
    return at.get(figureKey(`${figure.id}.change`, figure.period, figure.by)) ?? [];
  });
  return changes.some(leavesZeroOut) ? [] : [`a change without a clear one: ${keys}`];
}

function leavesZeroOut({ low, high }: Figure): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}

function blockFaults(block: Block, at: ReadonlyMap<string, Figure>): string[] {
  switch (block.kind) {
    case "numbers":
      return block.items.flatMap((item) => numberFaults(item, at));
    case "strips":
      return stripFaults(block.strips);
    case "actions":
      return block.items.flatMap(({ title, stake, evidence, who }) => {
        const zh = /\p{Script=Han}/u.test(title) && !/[a-z]{4,} [a-z]{3,}/u.test(title);
        const locale = zh ? "zh-CN" : "en";
        return [
          ...(lengthOf(title, locale) > (zh ? 18 : 10) ? [`long action: ${title}`] : []),
          ...(zh && lengthOf(evidence, locale) > 45 ? [`long evidence: ${evidence}`] : []),
          ...(stake === "" || who === "" || evidence === "" ? [`incomplete action: ${title}`] : []),
        ];
      });
    default:
      return [];
  }
}

function numberFaults(item: NumberBlock, at: ReadonlyMap<string, Figure>): string[] {
  const figure = at.get(item.figure);
  const faults = [];
  const isToned = item.changeTone === "good" || item.changeTone === "bad";
  const hasArrow = /[▲▼]/u.test(item.change ?? "");
  if (isToned !== hasArrow) faults.push(`${item.figure}: arrow and colour disagree`);
  if (isToned || hasArrow) {
    const [id, rest] = item.figure.split("@") as [string, string];
    const change = at.get(`${id}.change@${rest}`);
    if (change === undefined || !leavesZeroOut(change))
      faults.push(`${item.figure}: arrow without a clear change`);
    if (figure?.n !== null && figure !== undefined && figure.n < 30)
      faults.push(`${item.figure}: arrow on n ${figure.n}`);
  }
  if (item.state === "firm" && item.value === null)
    faults.push(`${item.figure}: firm without a value`);
  if (item.value !== null && figure?.value == null)
    faults.push(`${item.figure}: a value that is no figure`);
  if (item.note === "") faults.push(`${item.figure}: no note`);
  if (figure?.low != null && item.state !== "hidden" && !/\d/u.test(item.note))
    faults.push(`${item.figure}: range not in the note`);
  if (["missing", "hidden"].includes(item.state) && item.value !== null)
    faults.push(`${item.figure}: ${item.state} with a value`);
  if (item.bar !== null) {
    const isClear = item.bar.low > 0 || item.bar.high < 0;
    if ((item.bar.tone === "good" || item.bar.tone === "bad") && !isClear)
      faults.push(`${item.figure}: coloured bar over zero`);
    if (item.bar.low < -item.bar.max || item.bar.high > item.bar.max)
      faults.push(`${item.figure}: bar wider than its span`);
  }
  return faults;
}

function stripFaults({ rows, target, axis }: StripTable): string[] {
  return rows.flatMap(({ label, tone, state, value, low, high, text }) => {
    const faults = [];
    if (state !== "hidden" && !text.startsWith(label)) faults.push(`${label}: read as ${text}`);
    const isToned = tone === "good" || tone === "bad";
    const isBeyond =
      target !== null && low !== null && high !== null && (low > target.at || high < target.at);
    if (isToned && !isBeyond) faults.push(`${label}: colour over the target`);
    if (isToned && state === "thin") faults.push(`${label}: colour on few answers`);
    if (state === "hidden" && (value !== null || low !== null))
      faults.push(`${label}: hidden but told`);
    if (
      [value, low, high].some(
        (end) => end !== null && (end < axis.min - 1e-9 || end > axis.max + 1e-9),
      )
    )
      faults.push(`${label}: off the axis`);
    return faults;
  });
}

const broken =
  /\bNaN\b|\bundefined\b|\bnull\b|\bInfinity\b|\[object|\{[a-z]+\}|unknown key|−0(?![.\d–-])/u;
/** A unit without its number, one of many, a sentence that stops before its number. */
const halfSaid =
  /(?:Not known yet|暂时算不出)[%倍]|\b1 (?:files|groups|stores|people|rows|items|cases)\b|[,，] ?(?:likely range|误差范围) ?$/u;
const blank =
  /[\p{Script=Han}，。；：、（）“”] +[A-Za-z0-9]|[A-Za-z0-9%] +[\p{Script=Han}，。；：、（）“”]/u;
const avoidedZh = /显著|明显|大幅|持平|由于|导致|带动|赋能|抓手|闭环|画像|无效|非法|失败|抱歉/u;
const avoidedEn =
  /\b(?:significant|no change|approximately|due to|because of|leverage|utili[sz]e|invalid|failed|please|sorry)\b/iu;

function textFaults(report: Report): string[] {
  const isZh = report.locale.startsWith("zh");
  return textsOf(report)
    .filter((text) => report.id !== "methods" || !text.includes("\n"))
    .flatMap((text) => [
      ...(broken.test(text) ? [`says: ${text.slice(0, 120)}`] : []),
      ...(halfSaid.test(text) ? [`half said: ${text.slice(-80)}`] : []),
      ...(isZh && blank.test(text) ? [`blank beside Han: ${text.slice(0, 80)}`] : []),
      ...(isZh && report.id !== "systems" && avoidedZh.test(text)
        ? [`avoided word: ${text.slice(0, 80)}`]
        : []),
      ...(!isZh && report.id !== "methods" && avoidedEn.test(text)
        ? [`avoided word: ${text.slice(0, 80)}`]
        : []),
      ...(/[，。；：]{2}|, ,|\.\.(?!\.)| {2}/u.test(text)
        ? [`doubled mark: ${text.slice(0, 80)}`]
        : []),
    ]);
}

/** Every text of a view model; keys, addresses and names of files are none. */
export function textsOf(value: unknown, key = ""): string[] {
  const none = [
    "figure",
    "figures",
    "id",
    "path",
    "href",
    "key",
    "locale",
    "kind",
    "tone",
    "state",
    "raw",
    "suppressed",
    "where",
    "phone",
    "pair",
  ];
  if (none.includes(key)) return [];
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap((each) => textsOf(each, key));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, name));
}

/** Both locales tell the same story. */
function twinFaults(reports: readonly Report[]): string[] {
  const byLocale = Map.groupBy(reports, ({ locale }) => locale);
  const [first, ...others] = [...byLocale.values()].map((own) =>
    own.map(({ path, inMenu, finding, figures, sections }) => ({
      path,
      inMenu,
      kind: finding.kind,
      tone: finding.tone,
      rests: finding.figures,
      figures,
      sections: sections.map(({ id, blocks }) => [id, blocks.map(({ kind }) => kind)]),
    })),
  );
  return others.flatMap((own) =>
    own.flatMap((each, place) =>
      JSON.stringify(each) === JSON.stringify(first![place])
        ? []
        : [`${each.path}: locales tell different things`],
    ),
  );
}

/** Names of downloads are addresses: one table each. */
function tableNameFaults(reports: readonly Report[]): string[] {
  return [...Map.groupBy(reports, ({ locale }) => locale)].flatMap(([locale, own]) => {
    const seen = new Map<string, string>();
    return own.flatMap((report) =>
      blocksOf(report).flatMap((block) => {
        if (!("table" in block)) return [];
        const { id } = block.table;
        const before = seen.get(id);
        seen.set(id, report.path);
        return before === undefined
          ? []
          : [`${locale}: table ${id} stands on ${before || "/"} and ${report.path || "/"}`];
      }),
    );
  });
}
