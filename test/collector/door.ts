/** The collector's door in a test: no port, no clock, no disk. */
import { collector, type CollectorOptions } from "../../src/collector/collector.ts";
import { packPage } from "../../src/collector/pack-page.ts";
import type { Store } from "../../src/collector/store.ts";
import { readDictionary } from "../../src/settings/read-settings.ts";
import { openWords } from "../../src/words/words.ts";
import { teaSurvey } from "../survey/tea-survey.ts";

export const NOON = new Date("2026-07-03T04:47:00.000Z");

export const builtPage =
  '<!doctype html><html lang="en"><head><title>Tea · Shop</title></head><body><main id="survey">as built</main></body></html>';

export function doorOptions(options: Partial<CollectorOptions> = {}): CollectorOptions {
  return {
    surveys: [teaSurvey],
    locales: ["zh-CN", "en"],
    words: (locale) => openWords(locale, readDictionary(locale)),
    base: "/",
    builtPage: async () => builtPage,
    secret: new Uint8Array(32),
    now: () => NOON,
    pack: packPage,
    ...options,
  };
}

export interface Door {
  readonly json: (body: unknown, type?: string) => Promise<Response>;
  readonly form: (fields: string | Record<string, string>) => Promise<Response>;
  readonly get: (path: string) => Promise<Response>;
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
}

export function openDoor(store: Store, options: Partial<CollectorOptions> = {}): Door {
  const app = collector(store, doorOptions(options));
  const request = async (path: string, init?: RequestInit) =>
    app.fetch(new Request(`http://shop.example${path}`, init));
  const post = (body: string, type: string) =>
    request("/api/responses/tea", { method: "POST", body, headers: { "content-type": type } });
  return {
    request,
    get: (path) => request(path),
    json: (body, type = "application/json") =>
      post(typeof body === "string" ? body : JSON.stringify(body), type),
    form: (fields) =>
      post(new URLSearchParams(fields).toString(), "application/x-www-form-urlencoded"),
  };
}

export const ID = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

export function post(answers: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  return {
    id: ID,
    survey_version: 2,
    lang: "en",
    answers: { satisfaction: 5, recommend: 9, ...answers },
    ...more,
  };
}
