/** The collector's door: a request and a store in, a reply out. No port, no clock of its own. */
import { Hono, type Context } from "hono";
import { routePath } from "hono/route";
import type { AnswerFault, Answers, AnswerValue } from "../survey/answers.ts";
import { answerAt } from "../survey/answers.ts";
import { checkAnswers } from "../survey/check-answers.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { designAnswers } from "../survey/design.ts";
import { faultMessage } from "../survey/messages.ts";
import { readAnswers } from "../survey/read-answers.ts";
import { standingText } from "../survey/done.ts";
import { receiptOf } from "../survey/receipt.ts";
import { isInGrace, stateAt, type SurveyState } from "../survey/survey-state.ts";
import { surveyLocales } from "../survey/survey-locales.ts";
import { TOPICS_PATH, type TopicRules } from "../survey/topic.ts";
import { versionOf } from "../survey/version-changes.ts";
import { consentKeeper, type ConsentKeeper, type KeptConsent } from "./consent-keeper.ts";
import { canonicalText, keyedId, sha256 } from "./content-hash.ts";
import { contentPolicies, securityHeaders, type DoorOrigins } from "./door-headers.ts";
import type { DoorNote } from "./door-log.ts";
import { ownerDoor } from "./owner-door.ts";
import { isTokenLike, type LinkClaim } from "./personal-link.ts";
import { noLimit, type RateLimit } from "./rate.ts";
import { madePage, type PackPage } from "./made-page.ts";
import { boundedText, readFormPost, readJsonPost, type Post, type PostFault } from "./read-post.ts";
import { quotaGauge, type QuotaGauge } from "./quota.ts";
import type { Appended, Arrival, NewAnswer, Store, Suspicion } from "./store.ts";
import {
  closedPage,
  formPage,
  personalPage,
  standingPage,
  thanksPage,
  thanksPath,
  type PageMaker,
} from "./survey-page.ts";
import { topicPlaceOf } from "./topic-place.ts";

export interface CollectorOptions extends PageMaker, DoorOrigins {
  readonly surveys: readonly SurveyDefinition[];
  /** Key of the ids that the collector makes; any 32 bytes, the same while the process lives. */
  readonly secret: Uint8Array;
  readonly now: () => Date;
  readonly rate?: RateLimit;
  /** What a personal link says; null when its token is not one of ours. */
  readonly readLink?: (token: string) => LinkClaim | null;
  /** How often one personal link may send. */
  readonly linkRate?: RateLimit;
  /** Other origins whose pages may send answers here. */
  readonly origins?: readonly string[];
  /** Which codes mean which topic; without it no receipt number leads to one. */
  readonly topics?: TopicRules | undefined;
  /** Opens the owner's door to who has this key; without it there is none. */
  readonly ownerKey?: string;
  /** Packs pages that are made for one request, where the host does not. */
  readonly pack?: PackPage;
  /** The sender's address, where the server knows it. */
  readonly address?: (context: Context) => string;
  /** Told of each request once its reply is known. */
  readonly note?: (context: Context, note: DoorNote) => void;
  /** Told of a fault of ours; the sender is told to come again. */
  readonly failed?: (error: unknown) => void;
}

const RETRY_SECONDS = 5;

/** One request, one reply. */
export function handle(
  request: Request,
  store: Store,
  options: CollectorOptions,
): Promise<Response> {
  return Promise.resolve(collector(store, options).fetch(request));
}

export function collector(store: Store, options: CollectorOptions): Hono {
  const app = new Hono();
  const gauge = quotaGauge(store);
  const base = options.base.replace(/\/$/u, "");
  const policyOf = contentPolicies(options);
  const consentOf = consentKeeper(store, options.words);
  // Said before there is a reply, headers cost it nothing; afterwards each makes another reply.
  app.use("/api/*", async (context, next) => {
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
    context.header("content-security-policy", policyOf(null));
    allowOrigin(context, options);
    await next();
    options.note?.(context, noteOf(context));
  });
  app.use(async (context, next) => {
    await next();
    if (context.req.path.startsWith("/api/")) return;
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
    // The one file that pages of other sites load.
    if (context.req.path === `${base}/embed.js`) {
      context.header("cross-origin-resource-policy", "cross-origin");
    }
    context.header("content-security-policy", policyOf(context.res.headers.get("content-type")));
    allowOrigin(context, options);
    options.note?.(context, noteOf(context));
  });
  app.onError((error, context) => {
    options.failed?.(error);
    return later(context, 503, "failed");
  });
  app.get("/healthz", async (context) => {
    const ready = await store.isReady();
    context.header("cache-control", "no-store");
    return ready ? context.text("ok") : context.text("not ready", 503);
  });
  app.options("/api/responses/:survey", (context) => context.body(null, 204));
  const behind = { store, gauge, options, consentOf, policyOf };
  app.post("/api/responses/:survey", (context) => takePost(context, behind));
  app.get("/api/responses/:survey/state", (context) => tellState(context, gauge, options));
  app.all("/api/responses/:survey", (context) => {
    context.header("allow", "POST, OPTIONS");
    return context.json({ code: "method-unknown" }, 405);
  });
  if (options.ownerKey !== undefined) app.route("/api/owner", ownerDoor(store, options.ownerKey));
  app.all("/api/*", (context) => context.json({ code: "address-unknown" }, 404));
  app.get(`${base}/:locale/s/:survey/form`, (context) => freshForm(context, gauge, options));
  app.get(`${base}/:locale/s/:survey/form/`, (context) => freshForm(context, gauge, options));
  app.post(`${base}/:locale/s/:survey/form`, (context) => otherLanguage(context, options));
  app.get(`${base}/:locale/s/:survey/`, (context, next) => page(context, next, options));
  app.get(`${base}/:locale/s/:survey/thanks/`, (context, next) => thanks(context, next, options));
  app.get(`${base}/:locale{[A-Za-z-]+}/topic/`, (context) => toTopic(context, store, options));
  return app;
}

function noteOf(context: Context): DoorNote {
  const { survey = null, mark = null } = context.var as Partial<DoorNote>;
  return { route: routePath(context), survey, mark };
}

interface Behind {
  readonly store: Store;
  readonly gauge: QuotaGauge;
  readonly options: CollectorOptions;
  readonly consentOf: ConsentKeeper;
  readonly policyOf: ReturnType<typeof contentPolicies>;
}

interface Door extends Behind {
  readonly context: Context;
  readonly survey: SurveyDefinition;
  readonly isForm: boolean;
  readonly body: string;
  readonly isOver: boolean;
}

async function takePost(context: Context, behind: Behind): Promise<Response> {
  const { options, policyOf } = behind;
  const survey = options.surveys.find(({ id }) => id === context.req.param("survey"));
  if (survey === undefined) return context.json({ code: "survey-unknown" }, 404);
  context.set("survey", survey.id);
  const kind = (context.req.header("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const isForm = kind === "application/x-www-form-urlencoded";
  if (isForm) context.header("content-security-policy", policyOf("text/html"));
  if (!isForm && !["application/json", "text/plain"].includes(kind)) {
    return context.json({ code: "content-type-unknown" }, 415);
  }
  const rate = (options.rate ?? noLimit).take(address(context, options), options.now().getTime());
  if (rate === "refused") return later(context, 429, "too-many");
  const body = await boundedText(context.req.raw).catch(() => undefined);
  // The sender is gone; it sends again what nobody acknowledged.
  if (body === undefined) return context.json({ code: "body-cut" }, 400);
  const door = { ...behind, context, survey, isForm, body: body ?? "", isOver: rate === "marked" };
  if (body === null) return tooLarge(door);
  const post = isForm ? readFormPost(survey, body) : readJsonPost(body);
  return "fault" in post ? unreadable(door, post.fault) : takeAnswers(door, post);
}

async function takeAnswers(door: Door, post: Post): Promise<Response> {
  const { survey, store, gauge } = door;
  const shut = await shutFor(door, post);
  if (shut !== "open") return refuseNow(door, post, shut);
  const asked = versionOf(survey, post.version);
  const read = readAnswers(asked, post.raw);
  const faults = firstOfEach([...read.faults, ...checkAnswers(asked, read.answers)]);
  const isOlder = post.version !== null && post.version < survey.version;
  if (faults.length > 0) {
    if (!post.isPreview) await setAside(door, isOlder ? "other-version" : "answers-refused");
    if (!isOlder) return refuse(door, post, { answers: read.answers, faults });
  }
  const answers = without(read.answers, faults);
  if (post.isPreview) return previewed(door, post, answers);
  const claim = claimOf(door, post);
  const linkRate = claim === null ? "free" : rateOf(door, claim);
  if (linkRate === "refused") return tooMany(door, post, answers);
  const { id, isRepeat } = await idFor(door, post);
  const isOver = door.isOver || linkRate === "marked";
  const arrival = await arrivalOf(door, answers);
  const consent = await consentFor(door, post);
  const consentVersion = consent.version;
  const made = { post, id, answers, isRepeat, claim, arrival, consentVersion };
  const answer = newAnswer({ ...door, isOver }, made);
  door.context.set("mark", answer.suspect);
  const result = consent.refused ?? (await store.append(answer));
  if (result.kind === "stored") gauge.took(survey, answers);
  return reply(door, post, { answer, answers, result });
}

/**
 * Why an answer is not taken now: before the first day, or begun after the last. What was stored
 * in time may come again; its sender only missed the reply.
 */
async function shutFor(
  { survey, store, options }: Door,
  post: Post,
): Promise<"early" | "closed" | "open"> {
  const now = options.now().toISOString();
  const state = post.isPreview ? "open" : stateAt(survey, now);
  if (state !== "closed" || isInGrace(survey, post.startedAt, now)) {
    return state === "closed" ? "open" : state;
  }
  return post.id !== null && (await store.has(post.id)) ? "open" : "closed";
}

/** 403 before the first day, for it may be sent again; 410 after the last. The post is set aside. */
async function refuseNow(door: Door, post: Post, state: "early" | "closed"): Promise<Response> {
  await setAside(door, `survey-${state}`);
  const { context, options, survey, isForm } = door;
  const status = state === "early" ? 403 : 410;
  if (!isForm) return context.json({ code: `survey-${state}` }, status);
  const locale = localeOf(post.lang, options);
  const { answers } = readAnswers(survey, post.raw);
  const notice = standingText(survey, options.words(locale), state);
  return formAgain(door, post, { status, locale, id: idOf(post), answers, notice });
}

/** The same checks as in earnest, and no trace of it. */
function previewed(door: Door, post: Post, answers: Answers): Promise<Response> | Response {
  const { context, options, isForm } = door;
  const id = idOf(post);
  if (!isForm) return context.json({ id, receipt: receiptOf(id), preview: true }, 200);
  const locale = localeOf(post.lang, options);
  const notice = options.words(locale).t("survey.notice.previewed");
  return formAgain(door, post, { status: 200, locale, id, answers, notice });
}

function idOf({ id }: Post): string {
  return id ?? crypto.randomUUID();
}

/** What is to be said of an answer that came in time for nobody but its sender. */
async function arrivalOf(
  { survey, gauge, options }: Door,
  answers: Answers,
): Promise<Arrival | null> {
  const now = options.now();
  if (stateAt(survey, now.toISOString()) === "closed") return "late";
  return (await gauge.isFull(survey, answers, now)) ? "over-quota" : null;
}

/** The store has the text before the first answer that names it. */
function consentFor({ survey, options, consentOf }: Door, post: Post): Promise<KeptConsent> {
  const asked = versionOf(survey, post.version);
  return consentOf(asked, localeOf(post.lang, options), options.now());
}

/** The id that came with the post; for a post without one, an id that its repetition would share. */
async function idFor(
  door: Door,
  post: Post,
): Promise<{ readonly id: string; readonly isRepeat: boolean }> {
  if (post.id !== null) return { id: post.id, isRepeat: false };
  const { context, options, store, survey, body } = door;
  const minute = Math.floor(options.now().getTime() / 60_000);
  const agent = context.req.header("user-agent") ?? "";
  const at = (when: number) =>
    keyedId(
      options.secret,
      canonicalText([survey.id, body, post.token, address(context, options), agent, when]),
    );
  const now = at(minute);
  const before = at(minute - 1);
  const isRepeat = (await store.has(now)) || (await store.has(before));
  return { id: isRepeat ? crypto.randomUUID() : now, isRepeat };
}

function newAnswer(
  door: Door,
  made: {
    readonly post: Post;
    readonly id: string;
    readonly answers: Answers;
    readonly isRepeat: boolean;
    readonly claim: LinkClaim | null;
    readonly arrival: Arrival | null;
    readonly consentVersion: string;
  },
): NewAnswer {
  const { survey, options } = door;
  const { post, id, answers, claim } = made;
  const lang = localeOf(post.lang, options);
  const surveyVersion = post.version ?? survey.version;
  const content = { survey: survey.id, surveyVersion, lang, token: post.token, answers };
  const contacts = survey.questions.filter(({ type }) => type === "contact");
  return {
    id,
    survey: survey.id,
    surveyVersion,
    lang,
    receivedAt: options.now().toISOString(),
    startedAt: post.startedAt,
    token: post.token,
    customerId: claim?.customerId ?? null,
    wave: claim?.wave || null,
    consentVersion: made.consentVersion,
    suspect: suspicion(door, made) ?? made.arrival,
    hash: sha256(canonicalText(content)),
    answers: without(
      answers,
      contacts.map(({ id }) => ({ question: id })),
    ),
    contacts: contacts.flatMap(({ id }) => {
      const value = answerAt(answers, id, "value");
      return typeof value === "string" ? [{ question: id, value }] : [];
    }),
  };
}

interface Doubtful {
  readonly post: Post;
  readonly isRepeat: boolean;
  readonly claim: LinkClaim | null;
}

function suspicion(door: Door, { post, isRepeat, claim }: Doubtful): Suspicion | null {
  if (post.isTrapped) return "trap";
  if (isRepeat) return "repeat";
  if (claim === null && isTokenLike(post.token ?? "")) return "token";
  return door.isOver ? "rate" : null;
}

/** A link of another survey, a broken one and none at all say nothing about the person. */
function claimOf({ options, survey }: Door, { token }: Post): LinkClaim | null {
  const claim = token === null ? null : (options.readLink?.(token) ?? null);
  return claim?.survey === survey.id ? claim : null;
}

function rateOf({ options }: Door, { survey, wave, customerId }: LinkClaim) {
  const person = canonicalText([survey, wave, customerId]);
  return (options.linkRate ?? noLimit).take(person, options.now().getTime());
}

interface Kept {
  readonly answer: NewAnswer;
  readonly answers: Answers;
  readonly result: Appended;
}

function reply(door: Door, post: Post, kept: Kept): Promise<Response> | Response {
  const { context, options, survey, isForm } = door;
  const { answer, result } = kept;
  const receipt = receiptOf(answer.id);
  if (result.kind === "refused") return notStored(door, post, { ...kept, why: result.why });
  if (result.kind === "differs") return differs(door, post, { ...kept, storedAt: result.storedAt });
  if (isForm) {
    const path = thanksPath(options.base, answer.lang, survey.id);
    return context.redirect(`${path}?r=${receipt}`, 303);
  }
  if (result.kind === "stored") {
    return context.json({ id: answer.id, receipt, received_at: answer.receivedAt }, 201);
  }
  return context.json({ id: answer.id, receipt, received_at: result.storedAt }, 200);
}

/** The first copy counts; the sender keeps the other. */
async function differs(
  door: Door,
  post: Post,
  { answer, answers, storedAt }: Kept & { readonly storedAt: string },
): Promise<Response> {
  await setAside(door, "response-differs");
  const { context, options, isForm } = door;
  const { id, lang } = answer;
  if (!isForm) {
    const receipt = receiptOf(id);
    return context.json({ code: "response-differs", id, receipt, received_at: storedAt }, 409);
  }
  const notice = options.words(lang).t("survey.refused.differs");
  return formAgain(door, post, { status: 409, locale: lang, id, answers, notice });
}

async function refuse(
  door: Door,
  post: Post,
  { answers, faults }: { readonly answers: Answers; readonly faults: readonly AnswerFault[] },
): Promise<Response> {
  const { context, options, survey, isForm } = door;
  const locale = localeOf(post.lang, options);
  if (isForm) {
    return formAgain(door, post, { status: 422, locale, id: idOf(post), answers, faults });
  }
  const words = options.words(locale);
  const problems = faults.map((fault) => ({
    ...fault,
    message: faultMessage(survey, fault, words),
  }));
  return context.json({ code: "answers-refused", problems }, 422);
}

/** The post could not be kept: the sender keeps it. */
async function notStored(
  door: Door,
  post: Post,
  { answer, answers, why }: Kept & { readonly why: "full" | "busy" },
): Promise<Response> {
  const { context, options, isForm } = door;
  const status = why === "full" ? 507 : 503;
  if (!isForm) return later(context, status, why === "full" ? "disk-full" : "store-busy");
  const { id, lang } = answer;
  const notice = options.words(lang).t("survey.errors.busy");
  context.header("retry-after", String(RETRY_SECONDS));
  return formAgain(door, post, { status, locale: lang, id, answers, notice });
}

/** One link sends more than a person would; whoever has no script sees the answers again. */
async function tooMany(door: Door, post: Post, answers: Answers): Promise<Response> {
  const { context, options, isForm } = door;
  if (!isForm) return later(context, 429, "too-many");
  const locale = localeOf(post.lang, options);
  const notice = options.words(locale).t("survey.errors.busy");
  const id = post.id ?? crypto.randomUUID();
  context.header("retry-after", String(RETRY_SECONDS));
  return formAgain(door, post, { status: 429, locale, id, answers, notice });
}

interface Again {
  readonly status: 200 | 403 | 409 | 410 | 422 | 429 | 503 | 507;
  readonly locale: string;
  readonly id: string;
  readonly answers: Answers;
  readonly faults?: readonly AnswerFault[];
  readonly notice?: string;
}

async function formAgain(door: Door, post: Post, again: Again): Promise<Response> {
  const { context, options, survey } = door;
  const { token, startedAt, isPreview } = post;
  const { status, faults = [], ...rest } = again;
  context.status(status);
  const request = { survey, token, startedAt, isPreview, faults, ...rest };
  return madePage(context, await formPage(options, request), packing(options));
}

function later(context: Context, status: 429 | 503 | 507, code: string): Response {
  context.header("retry-after", String(RETRY_SECONDS));
  return context.json({ code }, status);
}

function tooLarge({ context, options, isForm }: Door): Response {
  if (!isForm) return context.json({ code: "body-too-large" }, 413);
  return context.text(options.words(options.locales[0] ?? "en").t("survey.errors.server"), 413);
}

async function unreadable(door: Door, code: PostFault): Promise<Response> {
  await setAside(door, code);
  const { context, options, isForm } = door;
  if (!isForm) return context.json({ code, problems: [{ code }] }, 422);
  return context.text(options.words(options.locales[0] ?? "en").t("survey.errors.server"), 422);
}

function setAside({ store, survey, options, body }: Door, reason: string): Promise<void> {
  const receivedAt = options.now().toISOString();
  return store.quarantine({ survey: survey.id, receivedAt, reason, body });
}

/** What the link's answers meet: by the days, then by the quota. */
async function stateOf(
  survey: SurveyDefinition,
  link: Answers,
  { gauge, now }: { readonly gauge: QuotaGauge; readonly now: Date },
): Promise<SurveyState> {
  const state = stateAt(survey, now.toISOString());
  return state === "open" && (await gauge.isFull(survey, link, now)) ? "full" : state;
}

async function tellState(
  context: Context,
  gauge: QuotaGauge,
  options: CollectorOptions,
): Promise<Response> {
  const survey = options.surveys.find(({ id }) => id === context.req.param("survey"));
  if (survey === undefined) return context.json({ code: "survey-unknown" }, 404);
  const link = fromLink(survey, new URL(context.req.url).searchParams);
  context.header("cache-control", "no-store");
  return context.json({ state: await stateOf(survey, link, { gauge, now: options.now() }) });
}

async function freshForm(
  context: Context,
  gauge: QuotaGauge,
  options: CollectorOptions,
): Promise<Response> {
  const found = pageOf(context, options);
  if (found === null) return context.notFound();
  const id = crypto.randomUUID();
  const now = options.now();
  const query = new URL(context.req.url).searchParams;
  const link = fromLink(found.survey, query);
  const isPreview = query.has("preview");
  const state = isPreview ? "open" : await stateOf(found.survey, link, { gauge, now });
  if (state !== "open") {
    const standing = await standingPage(options, { ...found, state });
    return madePage(context, standing, packing(options));
  }
  const answers = { ...link, ...designAnswers(found.survey, id) };
  const token = query.get("t");
  const made = { ...found, id, token, isPreview, startedAt: now.toISOString() };
  const page = await formPage(options, { ...made, answers, faults: [] });
  return madePage(context, page, packing(options));
}

/** What is filled in so far, in another language; nothing is kept of it here. */
async function otherLanguage(context: Context, options: CollectorOptions): Promise<Response> {
  const found = pageOf(context, options);
  if (found === null) return context.notFound();
  const body = await boundedText(context.req.raw);
  const post = body === null ? null : readFormPost(found.survey, body);
  if (post === null || "fault" in post) return context.body(null, post === null ? 413 : 422);
  const id = idOf(post);
  const { token, startedAt, isPreview } = post;
  const read = readAnswers(found.survey, post.raw);
  const answers = { ...designAnswers(found.survey, id), ...read.answers };
  const request = { ...found, id, token, startedAt, isPreview, answers, faults: [] };
  return madePage(context, await formPage(options, request), packing(options));
}

/**
 * The page as built, but for a survey outside its days, and but for a personal link: without a
 * script its token goes on with the form.
 */
async function page(
  context: Context,
  next: () => Promise<void>,
  options: CollectorOptions,
): Promise<Response | void> {
  const found = pageOf(context, options);
  if (found === null) return next();
  const query = new URL(context.req.url).searchParams;
  const state = query.has("preview") ? "open" : stateAt(found.survey, options.now().toISOString());
  const isPersonal = options.readLink?.(query.get("t") ?? "")?.survey === found.survey.id;
  const html =
    state !== "open"
      ? await closedPage(options, { ...found, state })
      : isPersonal
        ? await personalPage(options, found, query)
        : null;
  if (html === null) return next();
  return madePage(context, html, { ...packing(options), effort: "smallest" });
}

async function thanks(
  context: Context,
  next: () => Promise<void>,
  options: CollectorOptions,
): Promise<Response | void> {
  const found = pageOf(context, options);
  const receipt = context.req.query("r") ?? "";
  if (found === null || !/^[0-9A-Z]{4}-[0-9A-Z]{4}$/u.test(receipt)) return next();
  return madePage(context, await thanksPage(options, found, receipt), packing(options));
}

/** From a receipt number to the topic of the answer, where the page of topics lists it. */
async function toTopic(
  context: Context,
  store: Store,
  options: CollectorOptions,
): Promise<Response> {
  const rate = (options.rate ?? noLimit).take(address(context, options), options.now().getTime());
  if (rate === "refused") return later(context, 429, "too-many");
  const path = `${context.req.param("locale")}/${TOPICS_PATH}`;
  const page = await options.builtPage(path);
  const place = await topicPlaceOf(context.req.query("r") ?? "", { ...options, store, page });
  context.header("cache-control", "no-store");
  return context.redirect(`${options.base}${path}#${place}`, 303);
}

function pageOf(
  context: Context,
  { surveys, locales }: CollectorOptions,
): { readonly survey: SurveyDefinition; readonly locale: string } | null {
  const survey = surveys.find(({ id }) => id === context.req.param("survey"));
  if (survey === undefined) return null;
  const locale = context.req.param("locale") ?? "";
  return surveyLocales(survey, locales).includes(locale) ? { survey, locale } : null;
}

/** Hidden fields take their value from the link. */
function fromLink(survey: SurveyDefinition, link: URLSearchParams): Answers {
  const hidden = survey.questions.filter(({ type }) => type === "hidden");
  return Object.fromEntries(
    hidden.flatMap(({ id }) => {
      const value = link.get(id)?.slice(0, 100);
      return value ? [[id, value] as const] : [];
    }),
  );
}

function firstOfEach(faults: readonly AnswerFault[]): readonly AnswerFault[] {
  const key = ({ question, item = "" }: AnswerFault) => `${question}\0${item}`;
  return [
    ...new Map(faults.toReversed().map((fault) => [key(fault), fault])).values(),
  ].toReversed();
}

/** Answers without those that these faults (or names) speak of. */
function without(
  answers: Answers,
  named: readonly Pick<AnswerFault, "question" | "item">[],
): Answers {
  const gone = new Set(named.map(({ question }) => question));
  return Object.fromEntries(
    Object.entries(answers).filter(([id]: readonly [string, AnswerValue]) => !gone.has(id)),
  );
}

function packing({ pack }: CollectorOptions): { readonly pack?: PackPage } {
  return pack === undefined ? {} : { pack };
}

function localeOf(lang: string | null, { locales }: CollectorOptions): string {
  return locales.find((locale) => locale === lang) ?? locales[0] ?? "en";
}

function address(context: Context, options: CollectorOptions): string {
  return options.address?.(context) ?? "";
}

function allowOrigin(context: Context, { origins = [] }: CollectorOptions): void {
  const origin = context.req.header("origin");
  if (origin === undefined || !origins.includes(origin)) return;
  context.header("access-control-allow-origin", origin);
  context.header("access-control-allow-headers", "content-type");
  context.header("access-control-expose-headers", "retry-after");
  context.header("vary", "origin");
}
