import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openCompany, type Company } from "../../src/pipeline.ts";
import { projectFolder } from "./open-test-company.ts";

/** Files by address, below `data/` and `content/`. */
export type Files = Readonly<Record<string, string>>;

export interface SmallOptions {
  /** False: there is no data folder at all. */
  readonly hasData?: boolean;
  /** Called between two builds of the same company; gives what then changes. */
  readonly change?: Files;
}

export const plainSite = `name: { zh-CN: 小店, en: Small shop }
currency: CNY
timeZone: Asia/Shanghai
wave: quarter
`;

/** A survey with a satisfaction, an intent and a recommend question, each on a scale of its own. */
export function plainSurvey(
  id: string,
  {
    min = 1,
    max = 5,
    recommendFrom = 0,
  }: { min?: number; max?: number; recommendFrom?: number } = {},
): string {
  const title = (zh: string, en: string) => `title: { zh-CN: ${zh}, en: ${en} }`;
  return `id: ${id}
version: 1
audience: customer
${title("问卷", "Survey")}
questions:
  - id: happy
    type: rating
    construct: satisfaction
    ${title("满意吗？", "Are you satisfied?")}
    scale: { min: ${min}, max: ${max} }
  - id: again
    type: rating
    construct: loyalty.intent
    ${title("会再来吗？", "Will you come back?")}
    scale: { min: ${min}, max: ${max} }
  - id: tell
    type: rating
    construct: loyalty.recommend
    ${title("会推荐吗？", "Will you recommend us?")}
    scale: { min: ${recommendFrom}, max: 10 }
`;
}

/** Numbers from 0 to below 1 that are the same on every run (Park and Miller, 1988). */
export function steadyNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** Writes the files to a folder of their own, opens them as a company and tidies up. */
export async function openSmall(files: Files, options: SmallOptions = {}): Promise<Company> {
  const [company] = await openTwice(files, { ...options, change: {} });
  return company;
}

/** The same company opened, changed, and opened again with the cache of the first time. */
export async function openTwice(
  files: Files,
  { hasData = true, change = {} }: SmallOptions,
): Promise<readonly [first: Company, second: Company]> {
  const root = mkdtempSync(join(tmpdir(), "zhike-"));
  try {
    if (hasData) mkdirSync(join(root, "data"), { recursive: true });
    mkdirSync(join(root, "out"), { recursive: true });
    write(root, { "content/site.yaml": plainSite, ...files });
    const folders = {
      project: projectFolder,
      data: join(root, "data"),
      content: join(root, "content"),
      dist: join(root, "dist"),
      out: join(root, "out"),
    };
    const first = await openCompany(folders);
    if (Object.keys(change).length === 0) return [first, first];
    write(root, change);
    return [first, await openCompany(folders)];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function write(root: string, files: Files): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

export interface OrderOptions {
  readonly customers?: number;
  readonly from?: string;
  readonly days?: number;
  readonly location?: (at: number) => string;
  readonly amount?: (chance: number) => number;
  readonly perCustomer?: number;
}

/** Orders as CSV text. */
export function orders({
  customers = 80,
  from = "2025-01-01",
  days = 500,
  location = (at) => `S${at % 3}`,
  amount = (chance) => Math.round(1000 + chance * 9000) / 100,
  perCustomer = 4,
}: OrderOptions = {}): string {
  const random = steadyNumbers(7);
  const start = Date.parse(`${from}T00:00:00Z`);
  const lines = ["order_id,customer_id,ordered_at,amount,location,channel"];
  for (let customer = 0; customer < customers; customer += 1) {
    for (let order = 0; order < 1 + Math.floor(random() * perCustomer); order += 1) {
      const day = new Date(start + Math.floor(random() * days) * 86_400_000).toISOString();
      const channel = random() < 0.5 ? "store" : "app";
      lines.push(
        `O${customer}-${order},C${customer},${day.slice(0, 10)}T10:00:00,${amount(random()).toFixed(2)},${location(customer)},${channel}`,
      );
    }
  }
  return `${lines.join("\n")}\n`;
}

export interface AnswerOptions {
  readonly people?: number;
  readonly from?: string;
  readonly days?: number;
  readonly min?: number;
  readonly max?: number;
  readonly recommendFrom?: number;
  readonly location?: (at: number) => string;
  readonly suspect?: (at: number) => string;
  readonly weight?: (at: number) => string;
  readonly customer?: (at: number) => string;
  readonly prefix?: string;
}

/** Answers to `plainSurvey` as CSV text. */
export function answers({
  people = 120,
  from = "2025-01-05",
  days = 360,
  min = 1,
  max = 5,
  recommendFrom = 0,
  location = (at) => `S${at % 3}`,
  suspect = () => "",
  weight = () => "",
  customer = (at) => `C${at % 80}`,
  prefix = "A",
}: AnswerOptions = {}): string {
  const random = steadyNumbers(11);
  const start = Date.parse(`${from}T00:00:00Z`);
  const score = (low: number, high: number) =>
    low + Math.floor((1 - random() ** 2) * (high - low + 1));
  const lines = ["response_id,answered_at,customer_id,location,suspect,weight,happy,again,tell"];
  for (let at = 0; at < people; at += 1) {
    const day = new Date(start + Math.floor(random() * days) * 86_400_000).toISOString();
    lines.push(
      [
        `${prefix}${at}`,
        `${day.slice(0, 10)}T21:00:00`,
        customer(at),
        location(at),
        suspect(at),
        weight(at),
        Math.min(max, score(min, max)),
        Math.min(max, score(min, max)),
        Math.min(10, score(recommendFrom, 10)),
      ].join(","),
    );
  }
  return `${lines.join("\n")}\n`;
}

/** Complaints as CSV text. */
export function cases({ count = 60, from = "2025-02-01", days = 300 } = {}): string {
  const random = steadyNumbers(13);
  const start = Date.parse(`${from}T00:00:00Z`);
  const lines = ["case_id,opened_at,customer_id,first_reply_at,cause,location"];
  for (let at = 0; at < count; at += 1) {
    const opened = start + Math.floor(random() * days * 86_400) * 1000;
    const replied = random() < 0.2 ? "" : iso(opened + random() * 50 * 3_600_000);
    lines.push(
      `K${at},${iso(opened)},C${at % 80},${replied},${at % 2 ? "process" : "person"},S${at % 3}`,
    );
  }
  return `${lines.join("\n")}\n`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
