/** Reads `content/`: what the analyst sets, asks and words. The only reader of that folder. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import type { z } from "zod";
import { Problem, Problems } from "../errors.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { surveyFaults } from "../survey/faults.ts";
import { readRules } from "../survey/rules.ts";
import { surveySchema } from "../survey/schema.ts";
import { retypedFaults } from "../survey/version-changes.ts";
import { dayStartMs } from "../tables/local-time.ts";
import { openWords, type Dictionary, type Words } from "../words/words.ts";
import { claimsSchema, type Claims } from "./claims.ts";
import { constructsSchema, type Constructs } from "./constructs.ts";
import { withConstructWords } from "./construct-words.ts";
import { filesBelow } from "./files-below.ts";
import { projectRoot } from "./project-root.ts";
import { rulesSchema, type Rules } from "./rules.ts";
import { systemsSchema, type Systems } from "./systems.ts";
import { siteSchema, type Site } from "./site.ts";
import { keptWords, wordFiles } from "./kept-words.ts";
import { checkYaml, readYaml, type YamlFile } from "./yaml-file.ts";

export interface Settings {
  readonly site: Site;
  readonly rules: Rules;
  readonly constructs: Constructs;
  readonly systems: Systems;
  readonly claims: Claims;
  readonly surveys: readonly SurveyDefinition[];
  readonly words: (locale: string) => Words;
  /** Where a value of one of these files stands, to click on. */
  readonly where: (file: "systems.yaml" | "claims.yaml", path: readonly PropertyKey[]) => string;
  /** Changes when anything in the folder changes. */
  readonly digest: string;
}

/**
 * Reads and checks all settings of a company.
 *
 * For      every command, before anything else happens.
 * Takes    contentRoot: the company's folder; single files that it lacks (rules,
 *          constructs, words) come from the project's own `content/`, surveys do not.
 * Gives    settings, or every problem of every file at once.
 * Throws   Problems
 */
export function readSettings(contentRoot: string, project = projectRoot()): Settings {
  const reader = settingsReader(contentRoot, project);
  const site = reader.one("site.yaml", siteSchema, false);
  const rules = reader.one("rules.yaml", rulesSchema, true);
  const constructs = reader.one("constructs.yaml", constructsSchema, true);
  const systems = reader.one("systems.yaml", systemsSchema, true);
  const claims = reader.one("claims.yaml", claimsSchema, true);
  const surveys = site === null ? [] : readSurveys(contentRoot, reader, site);
  if (
    reader.problems.length > 0 ||
    site === null ||
    rules === null ||
    constructs === null ||
    systems === null ||
    claims === null
  ) {
    throw new Problems(reader.problems);
  }
  const words = new Map<string, Words>();
  return {
    site,
    rules,
    constructs,
    systems,
    claims,
    surveys,
    words: (locale) => {
      const known =
        words.get(locale) ??
        openWords(
          locale,
          withConstructWords(readDictionary(locale, project, contentRoot), constructs, locale),
        );
      words.set(locale, known);
      return known;
    },
    where: (file, path) => reader.where(file, path),
    digest: folderDigest([contentRoot, join(project, "content")]),
  };
}

/** Reads and checks the settings of the site alone. Throws Problems. */
export function readSite(contentRoot: string, project = projectRoot()): Site {
  const reader = settingsReader(contentRoot, project);
  const site = reader.one("site.yaml", siteSchema, false);
  if (site === null) throw new Problems(reader.problems);
  return site;
}

/** All words of a locale: the project's, and over them the company's own. */
export function readDictionary(
  locale: string,
  project = projectRoot(),
  contentRoot?: string,
): Dictionary {
  const roots = new Set([join(project, "content"), contentRoot ?? join(project, "content")]);
  const files = [...roots].flatMap((root) => wordFiles(root, locale));
  return keptWords(files, join(project, "out", "cache", "words"), () => {
    const dictionary: Record<string, string> = {};
    for (const { path, name, area } of files) {
      const yaml = readYaml(path, name);
      if (yaml.problems.length > 0) throw new Problems(yaml.problems);
      flatten(yaml.value, area, dictionary);
    }
    return dictionary;
  });
}

interface SettingsReader {
  readonly problems: Problem[];
  readonly name: (path: string) => string;
  readonly one: <T>(file: string, schema: z.ZodType<T>, fallback: boolean) => T | null;
  /** Place of a value in a file that `one` has read. */
  readonly where: (file: string, path: readonly PropertyKey[]) => string;
}

function settingsReader(contentRoot: string, project: string): SettingsReader {
  const problems: Problem[] = [];
  const files = new Map<string, YamlFile>();
  const name = (path: string) => {
    const short = relative(project, path);
    return (short.startsWith("..") ? path : short).split(sep).join("/");
  };
  return {
    problems,
    name,
    one: (file, schema, fallback) => {
      const own = join(contentRoot, file);
      const path = fallback && !existsSync(own) ? join(project, "content", file) : own;
      if (!existsSync(path)) {
        problems.push(new Problem("file-missing", name(path)));
        return null;
      }
      const yaml = readYaml(path, name(path));
      files.set(file, yaml);
      const checked = checkYaml(yaml, schema);
      problems.push(...checked.problems);
      return checked.value;
    },
    where: (file, path) => files.get(file)?.where(path) ?? file,
  };
}

function readSurveys(contentRoot: string, reader: SettingsReader, site: Site): SurveyDefinition[] {
  const folder = join(contentRoot, "surveys");
  if (!existsSync(folder)) return [];
  const surveys: SurveyDefinition[] = [];
  const earlier = readEarlier(join(folder, "earlier"), reader);
  const seen = new Map<string, string>();
  for (const file of readdirSync(folder)
    .filter((entry) => /\.ya?ml$/u.test(entry))
    .toSorted()) {
    const yaml = readYaml(join(folder, file), reader.name(join(folder, file)));
    const checked = checkYaml(yaml, surveySchema as z.ZodType<SurveyDefinition>);
    reader.problems.push(...checked.problems);
    if (checked.value === null) continue;
    reader.problems.push(...faultProblems(yaml, checked.value, site));
    const other = seen.get(checked.value.id);
    if (other !== undefined) {
      reader.problems.push(
        new Problem("survey-repeated", yaml.where(["id"]), { id: checked.value.id, other }),
      );
    }
    seen.set(checked.value.id, yaml.name);
    const own = earlier.filter((old) => old.id === checked.value?.id);
    reader.problems.push(
      ...retypedFaults(own, checked.value).map(
        ({ code, path, values }) => new Problem(code, yaml.where(path), values),
      ),
    );
    const whole = own.length === 0 ? checked.value : { ...checked.value, earlier: own };
    surveys.push(readRules(withHours(whole, site)));
  }
  return surveys;
}

/** The days of a survey as instants: a page and a collector may stand anywhere. */
function withHours(survey: SurveyDefinition, { timeZone }: Site): SurveyDefinition {
  const { opens, closes } = survey;
  const at = (ms: number) => new Date(ms).toISOString();
  return {
    ...survey,
    ...(opens === undefined ? {} : { opensAt: at(dayStartMs(opens, timeZone)) }),
    ...(closes === undefined ? {} : { closesAt: at(dayStartMs(dayAfter(closes), timeZone)) }),
  };
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/** Versions that people answered: kept as they were, so that their texts are not checked again. */
function readEarlier(folder: string, reader: SettingsReader): readonly SurveyDefinition[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((entry) => /\.ya?ml$/u.test(entry))
    .toSorted()
    .flatMap((file) => {
      const yaml = readYaml(join(folder, file), reader.name(join(folder, file)));
      const checked = checkYaml(yaml, surveySchema as z.ZodType<SurveyDefinition>);
      reader.problems.push(...checked.problems);
      return checked.value === null ? [] : [readRules(checked.value)];
    });
}

function faultProblems(
  yaml: YamlFile,
  survey: SurveyDefinition,
  { locales, surveyLocales }: Site,
): Problem[] {
  return surveyFaults(survey, locales, surveyLocales).map(
    ({ code, path, values }) => new Problem(code, yaml.where(path), values),
  );
}

function flatten(value: unknown, prefix: string, into: Record<string, string>): void {
  if (value === null || value === undefined) return;
  if (typeof value !== "object") {
    into[prefix] = String(value);
    return;
  }
  for (const [key, inner] of Object.entries(value)) flatten(inner, `${prefix}.${key}`, into);
}

function folderDigest(roots: readonly string[]): string {
  const hash = createHash("sha256");
  for (const root of new Set(roots)) {
    for (const file of filesBelow(root))
      hash.update(relative(root, file)).update("\0").update(readFileSync(file)).update("\0");
  }
  return hash.digest("hex");
}
