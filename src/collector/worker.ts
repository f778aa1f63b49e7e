/** The collector as a Cloudflare Worker: the site from static assets, answers in D1. */
import { createHmac } from "node:crypto";
import type { Hono } from "hono";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { TopicRules } from "../survey/topic.ts";
import { openWords, type Dictionary } from "../words/words.ts";
import { collector } from "./collector.ts";
import { d1Store, type D1 } from "./d1-store.ts";
import { faultOf } from "./door-log.ts";
import { linkKeysOf, readKeyText, type LinkKey } from "./key-text.ts";
import { originList } from "./origin-list.ts";
import { SHORTEST_KEY } from "./owner-door.ts";
import { readLinkToken } from "./personal-link.ts";
import { LINK_RATE, rateLimit } from "./rate.ts";

/** What `npm run worker` writes beside the Worker. */
export interface WorkerCompany {
  readonly surveys: readonly SurveyDefinition[];
  /** Languages of the surveys. */
  readonly locales: readonly string[];
  /** Words of surveys, a dictionary a locale. */
  readonly words: Readonly<Record<string, Dictionary>>;
  readonly topics: TopicRules;
  /** Origin that the pages send their answers to, when it is not the Worker's. */
  readonly answersTo?: string;
}

/** Names as in `scripts/deploy/workers/wrangler.jsonc`. */
export interface WorkerEnvironment {
  readonly DB: D1;
  readonly ASSETS: { readonly fetch: (request: Request) => Promise<Response> };
  readonly ZHIKE_STORE_KEY?: string;
  /** The text of `data/collector/keys.json`. */
  readonly ZHIKE_LINK_KEYS?: string;
  readonly ZHIKE_ORIGINS?: string;
  readonly ZHIKE_FRAMES?: string;
}

/** The Worker's default export. Answers 503 to everything while its settings are not whole. */
export function surveyWorker(company: WorkerCompany): {
  readonly fetch: (request: Request, environment: WorkerEnvironment) => Promise<Response>;
} {
  let app: Hono | null = null;
  return {
    fetch: async (request, environment) => {
      const fault = settingsFault(environment);
      if (fault !== null) {
        return new Response(fault, { status: 503, headers: { "retry-after": "60" } });
      }
      app ??= site(company, environment);
      return app.fetch(request);
    },
  };
}

/** Told to whoever deploys it: nobody's answer is taken that could not be joined or fetched. */
function settingsFault({
  ZHIKE_STORE_KEY = "",
  ZHIKE_LINK_KEYS = "",
}: WorkerEnvironment): string | null {
  if (ZHIKE_STORE_KEY.length < SHORTEST_KEY) {
    return `Set the secret ZHIKE_STORE_KEY to ${SHORTEST_KEY} characters or more.`;
  }
  if (ZHIKE_LINK_KEYS !== "" && readKeyText(ZHIKE_LINK_KEYS) === null) {
    return "Set the secret ZHIKE_LINK_KEYS to the text of data/collector/keys.json.";
  }
  return null;
}

function site(company: WorkerCompany, environment: WorkerEnvironment): Hono {
  const { ZHIKE_STORE_KEY: key = "" } = environment;
  const store = d1Store(environment.DB);
  const keys = linkKeys(environment.ZHIKE_LINK_KEYS);
  const app = collector(store, {
    surveys: company.surveys,
    locales: company.locales,
    words: (locale) => openWords(locale, company.words[locale] ?? {}),
    base: "/",
    topics: company.topics,
    builtPage: async (path) => {
      const page = await environment.ASSETS.fetch(new Request(`https://site.example/${path}`));
      return page.ok ? page.text() : null;
    },
    // The same in every isolate, so that each knows what the others have taken.
    secret: createHmac("sha256", key).update("zhike ids").digest(),
    now: () => new Date(),
    rate: rateLimit(),
    linkRate: rateLimit(LINK_RATE),
    readLink: (token) => readLinkToken(token, keys),
    ownerKey: key,
    origins: originList(environment.ZHIKE_ORIGINS),
    frames: originList(environment.ZHIKE_FRAMES),
    answersTo: company.answersTo,
    failed: (error) => console.error({ what: "request", ...faultOf(error) }),
    address: (context) => context.req.header("cf-connecting-ip") ?? "",
  });
  app.get("*", (context) => environment.ASSETS.fetch(context.req.raw));
  return app;
}

function linkKeys(text = ""): readonly LinkKey[] {
  const content = text === "" ? null : readKeyText(text);
  return content === null ? [] : linkKeysOf(content);
}
