/** What came through the door, before anybody asks what it says. Sizes and shapes are checked here. */
import { formAnswers } from "../survey/form-fields.ts";
import { metaFields, TRAP_FIELD } from "../survey/meta-fields.ts";
import type { SurveyDefinition } from "../survey/definition.ts";

export const MOST_BYTES = 64 * 1024;
const MOST_FIELDS = 300;
const DEEPEST = 4;
/** A number that no column of a store holds would take the whole batch with it. */
const MOST_VERSION = 2 ** 31;
const REFUSED_KEYS = new Set(["__proto__", "constructor", "prototype"]);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/iu;

export interface Post {
  /** null when the sender made none. */
  readonly id: string | null;
  readonly version: number | null;
  readonly lang: string | null;
  readonly token: string | null;
  readonly startedAt: string | null;
  readonly isTrapped: boolean;
  /** It is looked at and answered, and nothing of it is kept. */
  readonly isPreview: boolean;
  readonly raw: Readonly<Record<string, unknown>>;
}

export type PostFault =
  | "body-unreadable"
  | "fields-many"
  | "nested-deep"
  | "key-refused"
  | "id-unreadable"
  | "token-unreadable";

export type PostRead = Post | { readonly fault: PostFault };

/** The body as text; null when it is larger than a post may be. */
export async function boundedText(request: Request): Promise<string | null> {
  const announced = request.headers.get("content-length");
  if (announced !== null && /^\d+$/u.test(announced)) {
    // The server reads no more of a body than its head announces.
    return Number(announced) > MOST_BYTES ? null : request.text();
  }
  if (request.body === null) return "";
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body) {
    size += chunk.byteLength;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

export function readJsonPost(text: string): PostRead {
  const value = parsed(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return { fault: "body-unreadable" };
  }
  const shape = shapeFault(value);
  if (shape !== null) return { fault: shape };
  const { id, survey_version, lang, answers = {}, token, started_at } = value as Posted;
  if (typeof answers !== "object" || answers === null || Array.isArray(answers)) {
    return { fault: "body-unreadable" };
  }
  const trap = (value as Posted)[TRAP_FIELD];
  return checked(
    { id, version: survey_version, lang, token, startedAt: started_at },
    {
      isTrapped: trap !== undefined && trap !== null && trap !== "",
      isPreview: (value as Posted)["preview"] === true,
      raw: answers as Readonly<Record<string, unknown>>,
    },
  );
}

export function readFormPost(survey: SurveyDefinition, text: string): PostRead {
  const form = new URLSearchParams(text);
  if (form.size > MOST_FIELDS) return { fault: "fields-many" };
  if ([...form.keys()].some((key) => REFUSED_KEYS.has(key))) return { fault: "key-refused" };
  const field = (name: string) => form.get(name) ?? undefined;
  return checked(
    {
      id: field(metaFields.id),
      version: field(metaFields.version),
      lang: field(metaFields.lang),
      token: field(metaFields.token),
      startedAt: field(metaFields.startedAt),
    },
    {
      isTrapped: (form.get(TRAP_FIELD) ?? "") !== "",
      isPreview: form.has(metaFields.preview),
      raw: formAnswers(survey, form),
    },
  );
}

type Posted = Readonly<Record<string, unknown>>;

function checked(
  given: Readonly<Record<"id" | "version" | "lang" | "token" | "startedAt", unknown>>,
  rest: Pick<Post, "isTrapped" | "isPreview" | "raw">,
): PostRead {
  const { id = "", token = "", lang, version, startedAt } = given;
  if (id !== "" && id !== null && !(typeof id === "string" && UUID.test(id))) {
    return { fault: "id-unreadable" };
  }
  if (token !== "" && token !== null && !(typeof token === "string" && token.length <= 512)) {
    return { fault: "token-unreadable" };
  }
  const number = Number(version ?? Number.NaN);
  const started = typeof startedAt === "string" ? Date.parse(startedAt) : Number.NaN;
  return {
    id: (id as string) || null,
    token: (token as string) || null,
    version: Number.isInteger(number) && number > 0 && number < MOST_VERSION ? number : null,
    lang: typeof lang === "string" ? lang : null,
    startedAt: Number.isNaN(started) ? null : new Date(started).toISOString(),
    ...rest,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Walks the whole body once; nothing deeper or wider than a survey needs comes in. */
function shapeFault(body: object): PostFault | null {
  let fields = 0;
  const look = (value: unknown, depth: number): PostFault | null => {
    if (typeof value !== "object" || value === null) return null;
    if (depth > DEEPEST) return "nested-deep";
    for (const [key, inner] of Object.entries(value)) {
      fields += 1;
      if (fields > MOST_FIELDS) return "fields-many";
      if (REFUSED_KEYS.has(key)) return "key-refused";
      const fault = look(inner, depth + 1);
      if (fault !== null) return fault;
    }
    return null;
  };
  return look(body, 1);
}
