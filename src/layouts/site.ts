/**
 * The one place where pages meet the build: what the company's run handed over, its own
 * prose, the words of a locale, and addresses.
 */
import { hash } from "node:crypto";
import { digestOf } from "../components/made-before.ts";
import type { Figure } from "../figures/figure.ts";
import { kindOf, type FigureId } from "../figures/registry.ts";
import { inMenuGroups, menuGroups } from "../reports/menu.ts";
import type { Report } from "../reports/report.ts";
import type { Prose } from "../settings/read-prose.ts";
import { dayName } from "../words/numbers.ts";
import type { Words } from "../words/words.ts";
import { addresses, type Addresses } from "./addresses.ts";
import { siteContent, siteProse, siteSettings, type SiteFacts } from "./site-content.ts";

export interface Link {
  readonly name: string;
  readonly href: string;
}

export interface MenuLink extends Link {
  readonly path: string;
}

export interface MenuGroup {
  readonly id: string;
  readonly name: string;
  readonly links: readonly MenuLink[];
}

/** Everything around a page that is the same for all pages of a locale. */
export interface Frame extends Addresses {
  readonly locale: string;
  readonly words: Words;
  readonly site: SiteFacts;
  readonly company: string;
  readonly overview: MenuLink | null;
  readonly menu: readonly MenuGroup[];
  /** The list of all reports, on the overview. */
  readonly contents: string;
  /** Day of the cut-off and rule of hiding, a sentence each. */
  readonly standing: string;
  readonly methods: string | null;
  readonly dataPage: string | null;
}

/** Order of the pages; reports that it does not name follow by address. */
const READING_ORDER: readonly string[] = [
  "overview",
  ...menuGroups.flatMap(({ reports }) => reports),
];

export async function siteFacts(): Promise<SiteFacts> {
  return (await siteContent()).site;
}

/**
 * The figures as they are published. A small group in which all said the same is not hidden:
 * it has a coarse range instead of a value, and no reason for being suppressed. What counts things
 * has no n where they are so few that a reader could take them for persons.
 */
export async function publishedFigures(): Promise<readonly Figure[]> {
  const { figures, site } = await siteContent();
  return figures.map((figure) => {
    const { id, n, suppressed } = figure;
    const isFew = n !== null && n > 0 && n < site.k.customer;
    const isOfThings = kindOf(id.replace(/\.change$/u, "") as FigureId).of === "things";
    return {
      ...figure,
      n: isFew && isOfThings ? null : n,
      suppressed: suppressed === "uniform" ? null : suppressed,
    };
  });
}

/** All reports in reading order, or those of one locale. */
export async function orderedReports(locale?: string): Promise<readonly Report[]> {
  const all = await once("reports", async () => {
    const { reports } = await siteContent();
    const placed = reports.map((report) => ({
      report,
      place: placeOf(report),
      at: pathOf(report),
    }));
    return placed
      .toSorted((a, b) => a.place - b.place || (a.at < b.at ? -1 : 1))
      .map(({ report }) => report);
  });
  return locale === undefined ? all : all.filter((report) => report.locale === locale);
}

function placeOf({ id }: Report): number {
  const place = READING_ORDER.indexOf(id);
  return place < 0 ? READING_ORDER.length : place;
}

function pathOf({ locale, path }: Report): string {
  return `${locale}/${path}`;
}

/** Own prose of a locale, in its own order. */
export function ownProse(locale: string): Promise<readonly Prose[]> {
  return once(`prose ${locale}`, async () =>
    siteProse()
      .filter((each) => each.locale === locale)
      .toSorted((a, b) => a.order - b.order || (a.id < b.id ? -1 : 1)),
  );
}

/** `zh-CN/how-to-read` and `how-to-read.zh-cn` are both how-to-read. */
export function proseSlug({ id, locale }: Prose): string {
  const own = locale.toLowerCase();
  const whole = id.toLowerCase().replaceAll(/\s+/gu, "-");
  const plain = whole.startsWith(`${own}/`) ? whole.slice(own.length + 1) : whole;
  return plain.replace(new RegExp(`[.-]?${own}$`, "iu"), "").replaceAll("/", "-");
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
  const { site } = await siteContent();
  const reports = await orderedReports(locale);
  const at = addresses(import.meta.env.BASE_URL, locale);
  const overview = reports.find(({ path }) => path === "");
  const list = overview?.sections.find(({ blocks }) => blocks.some(({ kind }) => kind === "index"));
  const address = (id: string) => {
    const found = reports.find((report) => report.id === id);
    return found === undefined ? null : at.href(found.path);
  };
  const words = siteSettings().words(locale);
  const link = ({ name, path }: Report) => ({ name, path, href: at.href(path) });
  return {
    ...at,
    locale,
    site,
    words,
    standing: standingOf(site, words),
    company: site.name[locale] ?? Object.values(site.name)[0] ?? "",
    overview: overview === undefined ? null : link(overview),
    menu: inMenuGroups(reports.filter(({ inMenu }) => inMenu)).map(({ id, reports: own }) => ({
      id,
      name: words.t(`ui.menu.${id}`),
      links: own.map(link),
    })),
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
 * Changes when anything changes that the page of a report reads: the report itself, where its
 * translations are, and what all pages of its locale share. Code, words, own prose and the digest
 * in the foot are not part of it: the build that keeps pages looks after them.
 */
export async function pageKey(report: Report): Promise<string> {
  const { locale, path } = report;
  const own = JSON.stringify([digestOf(report), await translationsOf(path)]);
  return hash("sha256", own + (await once(`key ${locale}`, () => sharedKey(locale))), "base64url");
}

async function sharedKey(locale: string): Promise<string> {
  const { site, ...frame } = await frameOf(locale);
  return hash("sha256", JSON.stringify([frame, { ...site, digest: "" }]), "base64url");
}

function knownPaths(): Promise<ReadonlySet<string>> {
  return once("paths", async () => new Set((await orderedReports()).map(pathOf)));
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
