/**
 * The one place where pages meet the build: collections `reports`, `build` and
 * `prose`, the words of a locale, and addresses.
 */
import { createHash } from "node:crypto";
import { getCollection, getEntry, type CollectionEntry } from "astro:content";
import type { Figure } from "../figures/figure.ts";
import type { Report } from "../reports/report.ts";
import { openFolders } from "../settings/folders.ts";
import { readDictionary } from "../settings/read-settings.ts";
import { dayName } from "../words/numbers.ts";
import { openWords } from "../words/words.ts";
import type { Words } from "../words/words.ts";
import { addresses, type Addresses } from "./addresses.ts";

/** What every page says about the build: entry `site` of the collection `build`. */
export interface SiteFacts {
  /** The company, by locale. */
  readonly name: Readonly<Record<string, string>>;
  readonly locales: readonly string[];
  /** Last day that is counted, null when nothing is. */
  readonly asOf: string | null;
  /** Hash of all inputs. */
  readonly digest: string;
  readonly k: { readonly customer: number; readonly employee: number };
  readonly brand?: { readonly light: string; readonly dark: string } | undefined;
  /** False when the company has written no prose of its own. */
  readonly hasProse?: boolean;
  /** A sentence for the foot of every page, by locale. */
  readonly note?: Readonly<Record<string, string>> | undefined;
}

export interface Link {
  readonly name: string;
  readonly href: string;
}

/** Everything around a page that is the same for all pages of a locale. */
export interface Frame extends Addresses {
  readonly locale: string;
  readonly words: Words;
  readonly site: SiteFacts;
  readonly company: string;
  readonly menu: readonly (Link & { readonly path: string })[];
  /** The list of all reports, on the overview. */
  readonly contents: string;
  /** Day of the cut-off and rule of hiding, a sentence each. */
  readonly standing: string;
  readonly methods: string | null;
  readonly dataPage: string | null;
}

export type ReportEntry = CollectionEntry<"reports">;
export type ProseEntry = CollectionEntry<"prose">;

/** Order of the menu; the collection itself is kept by id. */
const READING_ORDER: readonly string[] = [
  "overview",
  "loyalty",
  "satisfaction",
  "value",
  "lifecycle",
  "feedback",
  "team",
  "data",
  "methods",
];

export function siteFacts(): Promise<SiteFacts> {
  return once("site", async () => {
    const entry = await getEntry("build", "site");
    if (entry === undefined) throw new Error('the collection "build" has no entry "site"');
    return entry.data as unknown as SiteFacts;
  });
}

/**
 * The figures as they are published. A small group in which all said the same is not hidden:
 * it has a coarse range instead of a value, and no reason for being suppressed.
 */
export async function publishedFigures(): Promise<readonly Figure[]> {
  const entry = await getEntry("build", "figures");
  const { figures = [] } = (entry?.data ?? {}) as unknown as { figures?: readonly Figure[] };
  return figures.map((figure) =>
    figure.suppressed === "uniform" ? { ...figure, suppressed: null } : figure,
  );
}

export function reportOf(entry: ReportEntry): Report {
  return entry.data as unknown as Report;
}

/** All reports in reading order, or those of one locale. */
export async function reportEntries(locale?: string): Promise<readonly ReportEntry[]> {
  const all = await once("reports", async () => {
    const entries = await getCollection("reports");
    return entries.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.id < b.id ? -1 : 1));
  });
  return locale === undefined ? all : all.filter((entry) => reportOf(entry).locale === locale);
}

function placeOf(entry: ReportEntry): number {
  const place = READING_ORDER.indexOf(reportOf(entry).id);
  return place < 0 ? READING_ORDER.length : place;
}

/** Own prose of a locale, in its own order. */
export async function proseEntries(locale: string): Promise<readonly ProseEntry[]> {
  const { hasProse = true } = await siteFacts();
  const entries = hasProse ? await once("prose", () => getCollection("prose")) : [];
  return entries
    .filter(({ data }) => data.locale === locale)
    .toSorted((a, b) => a.data.order - b.data.order || (a.id < b.id ? -1 : 1));
}

/** `zh-CN/how-to-read` and `how-to-read.zh-cn` are both how-to-read. */
export function proseSlug({ id, data }: ProseEntry): string {
  const locale = data.locale.toLowerCase();
  const plain = id.toLowerCase().startsWith(`${locale}/`) ? id.slice(locale.length + 1) : id;
  return plain.replace(new RegExp(`[.-]?${locale}$`, "iu"), "").replaceAll("/", "-");
}

export function frameOf(locale: string): Promise<Frame> {
  return once(`frame ${locale}`, () => makeFrame(locale));
}

const kept = new Map<string, Promise<unknown>>();

/** What all pages share is read once a build; in dev, data and words change between requests. */
function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  if (import.meta.env.DEV) return make();
  const known = (kept.get(key) as Promise<T> | undefined) ?? make();
  kept.set(key, known);
  return known;
}

async function makeFrame(locale: string): Promise<Frame> {
  const site = await siteFacts();
  const reports = (await reportEntries(locale)).map(reportOf);
  const at = addresses(import.meta.env.BASE_URL, locale);
  const overview = reports.find(({ path }) => path === "");
  const list = overview?.sections.find(({ blocks }) => blocks.some(({ kind }) => kind === "index"));
  const address = (id: string) => {
    const found = reports.find((report) => report.id === id);
    return found === undefined ? null : at.href(found.path);
  };
  const folders = openFolders();
  const words = openWords(locale, readDictionary(locale, folders.project, folders.content));
  return {
    ...at,
    locale,
    site,
    words,
    standing: standingOf(site, words),
    company: site.name[locale] ?? Object.values(site.name)[0] ?? "",
    menu: reports
      .filter(({ inMenu }) => inMenu)
      .map(({ name, path }) => ({ name, path, href: at.href(path) })),
    contents: `${at.href("")}#${list?.id ?? "main"}`,
    methods: address("methods"),
    dataPage: address("data"),
  };
}

function standingOf({ asOf, k }: SiteFacts, words: Words): string {
  const { locale, t } = words;
  const cutOff =
    asOf === null ? t("ui.foot.no-cut-off") : t("ui.foot.cut-off", { day: dayName(asOf, locale) });
  return cutOff + (locale.startsWith("zh") ? "" : " ") + t("ui.foot.hidden", { ...k });
}

/**
 * Changes when anything changes that a page of this entry reads: the entry itself, and
 * what all pages of its locale share. Astro keeps a page while its key stays the same.
 */
export async function pageKey(entry: ReportEntry): Promise<string> {
  const { locale } = reportOf(entry);
  return `${entry.digest ?? ""}-${await once(`key ${locale}`, () => sharedKey(locale))}`;
}

async function sharedKey(locale: string): Promise<string> {
  const frame = await frameOf(locale);
  const prose = await proseEntries(locale);
  const folders = openFolders();
  const shared = [
    { ...frame, words: readDictionary(locale, folders.project, folders.content) },
    [...(await knownPaths())],
    prose.map(({ id, digest, data }) => [id, digest, data]),
  ];
  return createHash("sha256").update(JSON.stringify(shared)).digest("base64url");
}

function knownPaths(): Promise<ReadonlySet<string>> {
  return once("paths", async () => {
    const reports = (await reportEntries()).map(reportOf);
    return new Set(reports.map((report) => `${report.locale}/${report.path}`));
  });
}

/** The same page in the other languages, or their overview where it is missing. */
export async function translationsOf(
  path: string,
): Promise<readonly { readonly locale: string; readonly href: string; readonly same: boolean }[]> {
  const { locales } = await siteFacts();
  const known = await knownPaths();
  return locales.map((locale) => {
    const same = known.has(`${locale}/${path}`);
    const { href } = addresses(import.meta.env.BASE_URL, locale);
    return { locale, same, href: href(same ? path : "") };
  });
}
