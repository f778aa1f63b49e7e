/** A respondent at the built survey: keys only, and what the collector then holds. */
import { existsSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import type { Page } from "playwright-core";
import { answersFile } from "../../src/collector/answers-file.ts";

export const WECHAT =
  "Mozilla/5.0 (Linux; Android 14; V2309A) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160083 MMWEBSDK/20240301 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64 Weixin NetType/WIFI Language/zh_CN ABI/arm64";

export interface Stored {
  readonly id: string;
  readonly survey: string;
  readonly lang: string;
  readonly suspect: string | null;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** What a collector has stored below its data folder, in order. */
export function stored(data: string): readonly Stored[] {
  const file = answersFile(data);
  if (!existsSync(file)) return [];
  const database = new DatabaseSync(file, { readOnly: true });
  const rows = database.prepare("SELECT * FROM answers ORDER BY seq").all();
  database.close();
  return rows.map((row) => ({
    id: String(row["id"]),
    survey: String(row["survey"]),
    lang: String(row["lang"]),
    suspect: row["suspect"] === null ? null : String(row["suspect"]),
    answers: JSON.parse(String(row["answers"])) as Record<string, unknown>,
  }));
}

/** Presses Tab until what has the focus matches. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    const isThere = await page.evaluate(
      (wanted) => document.activeElement?.matches(wanted) === true,
      selector,
    );
    if (isThere) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${selector}`);
}

/** Name of the step in sight, null when the form is over. */
export function stepNow(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const isOver = document.querySelector("main.finished") !== null;
    return isOver
      ? null
      : (document.querySelector<HTMLElement>(".step.now")?.dataset["step"] ?? null);
  });
}

/** Answers the step in sight with keys: a choice by its value, or its first where it has no such, text as it is typed. */
export async function answerByKeys(page: Page, wanted: string): Promise<void> {
  const values = await page
    .locator(".step.now input:is([type=radio], [type=checkbox])")
    .evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  const answer = values.includes(wanted) ? wanted : (values[0] ?? wanted);
  const kind = await page.evaluate(() => {
    const field = document.querySelector<HTMLInputElement>(
      ".step.now :is(input:not([type=hidden]), textarea, select)",
    );
    return field?.type ?? "";
  });
  if (kind === "radio") return chooseByKeys(page, answer);
  if (kind === "checkbox") {
    await tabTo(page, `.step.now input[value="${answer}"]`);
    return page.keyboard.press("Space");
  }
  await tabTo(page, ".step.now :is(textarea, input)");
  await page.keyboard.type(answer);
}

/** Arrow keys walk a group of radios, as in every form. */
async function chooseByKeys(page: Page, value: string): Promise<void> {
  await tabTo(page, ".step.now input[type=radio]");
  await page.keyboard.press("Space");
  for (let presses = 0; presses < 15; presses += 1) {
    const now = await page.evaluate(
      () => document.querySelector<HTMLInputElement>(".step.now input:checked")?.value,
    );
    if (now === value) return;
    await page.keyboard.press("ArrowDown");
  }
  throw new Error(`arrow keys do not reach ${value}`);
}

/** Goes on by the button, with keys. */
export async function goOn(page: Page): Promise<void> {
  const before = await stepNow(page);
  await tabTo(page, "#go");
  await page.keyboard.press("Enter");
  await page.waitForFunction(
    (step) =>
      document.querySelector("main.finished, .summary") !== null ||
      document.querySelector<HTMLElement>(".step.now")?.dataset["step"] !== step,
    before,
  );
}

/** The whole way with keys; steps that are not named take `usual`. Gives the steps that were shown. */
export async function walkByKeys(
  page: Page,
  answers: Readonly<Record<string, string>>,
  usual: string,
): Promise<readonly string[]> {
  const shown: string[] = [];
  for (let step = await stepNow(page); step !== null; step = await stepNow(page)) {
    if (shown.includes(step)) throw new Error(`${step} comes twice`);
    shown.push(step);
    await answerByKeys(page, answers[step] ?? usual);
    await goOn(page);
  }
  return shown;
}
