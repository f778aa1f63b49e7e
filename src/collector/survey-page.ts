/** Pages of a survey that are made for one request: the built page with another `<main>`. */
import type { AnswerFault, Answers } from "../survey/answers.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import { receivedPanel, standingPanel } from "../survey/done.ts";
import { errorTitle, surveyForm } from "../survey/form.ts";
import { escapeHtml } from "../survey/html.ts";
import { metaFields } from "../survey/meta-fields.ts";
import type { SurveyState } from "../survey/survey-state.ts";
import { surveyLocales } from "../survey/survey-locales.ts";
import type { Words } from "../words/words.ts";

export interface PageMaker {
  /** A page of the site as built, by its path below the base; null when it is not there. */
  readonly builtPage: (path: string) => Promise<string | null>;
  readonly words: (locale: string) => Words;
  readonly base: string;
  /** Languages of the surveys; what is in none of them is answered in the first. */
  readonly locales: readonly string[];
}

export interface FormRequest {
  readonly survey: SurveyDefinition;
  readonly locale: string;
  readonly id: string;
  readonly token: string | null;
  readonly startedAt: string | null;
  readonly isPreview: boolean;
  readonly answers: Answers;
  readonly faults: readonly AnswerFault[];
  /** A sentence about the collector itself: full, busy. */
  readonly notice?: string;
}

/** The form again, with what was answered and what is wrong. */
export async function formPage(maker: PageMaker, request: FormRequest): Promise<string> {
  const { survey, locale, id, token, startedAt, isPreview, answers, faults } = request;
  const words = maker.words(locale);
  const notice = request.notice ?? (isPreview ? words.t("survey.notice.preview") : undefined);
  const main = surveyForm({
    survey,
    words,
    action: `/api/responses/${survey.id}`,
    thanks: thanksPath(maker.base, locale, survey.id),
    languages: surveyLocales(survey, maker.locales)
      .filter((other) => other !== locale)
      .map((other) => ({ locale: other, action: `${maker.base}${other}/s/${survey.id}/form` })),
    id,
    ...(token === null ? {} : { token }),
    ...(startedAt === null ? {} : { startedAt }),
    isPreview,
    answers,
    faults,
    ...(notice === undefined ? {} : { notice }),
  });
  const built = await frame(maker, `${locale}/s/${survey.id}/`, words);
  const page = withMain(withoutWayToForm(built), main);
  return faults.length === 0 ? page : withTitle(page, (title) => errorTitle(title, words));
}

/** The page as built, with the token of its link in the form and in the way to the plain form. */
export async function personalPage(
  maker: PageMaker,
  { survey, locale }: { readonly survey: SurveyDefinition; readonly locale: string },
  link: URLSearchParams,
): Promise<string | null> {
  const built = await maker.builtPage(`${locale}/s/${survey.id}/`);
  const token = escapeHtml(link.get("t") ?? "");
  const field = `<input type="hidden" name="${metaFields.token}" value="${token}" />`;
  const query = escapeHtml(link.toString());
  const path = `/${locale}/s/${survey.id}/form`;
  return (
    built
      ?.replace(/<form\b[^>]*>/u, (form) => form + field)
      .replaceAll(`${path}"`, () => `${path}?${query}"`) ?? null
  );
}

interface Standing {
  readonly survey: SurveyDefinition;
  readonly locale: string;
  readonly state: Exclude<SurveyState, "open">;
}

/** Instead of a form: why there is none. */
export async function standingPage(
  maker: PageMaker,
  { survey, locale, state }: Standing,
): Promise<string> {
  const words = maker.words(locale);
  const built = await frame(maker, `${locale}/s/${survey.id}/`, words);
  const page = withMain(withoutWayToForm(built), standingPanel(survey, words, state));
  return withTitle(page, (title) => titled(title, words.t(`survey.standing.${state}.title`)));
}

/** The page as built, which says so instead of asking, and whose script sends what still waits. */
export async function closedPage(
  maker: PageMaker,
  { survey, locale, state }: Standing,
): Promise<string | null> {
  const built = await maker.builtPage(`${locale}/s/${survey.id}/`);
  if (built === null) return null;
  const panel = standingPanel(survey, maker.words(locale), state);
  return withoutWayToForm(built)
    .replace(/(<main\b[^>]*)>/u, `$1 class="finished">`)
    .replace("</main>", () => `${panel}</main>`);
}

/** The page as built leads browsers without script to a form of their own. */
function withoutWayToForm(built: string): string {
  return built.replace(/<noscript><meta\b[^>]*><\/noscript>/gu, "");
}

/** The thank-you page with the receipt in it. */
export async function thanksPage(
  maker: PageMaker,
  { survey, locale }: { readonly survey: SurveyDefinition; readonly locale: string },
  receipt: string,
): Promise<string> {
  const words = maker.words(locale);
  const main = receivedPanel(survey, words, { receipt, time: null });
  return withMain(await frame(maker, `${locale}/s/${survey.id}/thanks/`, words), main);
}

export function thanksPath(base: string, locale: string, survey: string): string {
  return `${base}${locale}/s/${survey}/thanks/`;
}

async function frame(maker: PageMaker, path: string, { locale }: Words): Promise<string> {
  const built = await maker.builtPage(path);
  return (
    built ??
    `<!doctype html><html lang="${locale}"><head><meta charset="utf-8"><meta http-equiv="content-security-policy" content="default-src 'none'; form-action 'self'"><meta name="viewport" content="width=device-width"><title></title></head><body><main id="survey"></main></body></html>`
  );
}

function withMain(page: string, main: string): string {
  return page.replace(/(<main\b[^>]*>)[\s\S]*(<\/main>)/u, (_, open: string, close: string) => {
    return `${open}${main}${close}`;
  });
}

function withTitle(page: string, change: (title: string) => string): string {
  return page.replace(/<title>([^<]*)<\/title>/u, (_, title: string) => {
    return `<title>${escapeHtml(change(unescape(title)))}</title>`;
  });
}

/** “Your visit · Qinghe Tea” with other words for the first part. */
function titled(title: string, first: string): string {
  return [first, ...title.split(" · ").slice(1)].join(" · ");
}

function unescape(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
}
