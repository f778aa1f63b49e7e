/** Tells another program of each new case while the collector runs: at least once, and signed. */
import type { DatabaseSync } from "node:sqlite";
import {
  dropNotice,
  dueNotices,
  isGone,
  makeNoticeTables,
  noteCases,
  noteGone,
  putOffNotice,
  type Notice,
  type NoticeOptions,
} from "./case-notices.ts";
import type { DoorLog } from "./door-log.ts";
import { openAnswersFile } from "./sqlite-schema.ts";
import { signedHeaders, type Webhook } from "./webhook-signature.ts";

export interface SenderOptions extends NoticeOptions {
  /** The store of answers. */
  readonly file: string;
  readonly webhook: Webhook;
  readonly log: DoorLog;
  readonly send?: typeof fetch;
  readonly now?: () => number;
  /** From 0 to 1, for times that many senders do not share. */
  readonly random?: () => number;
  readonly everyMs?: number;
  readonly timeoutMs?: number;
}

export interface CaseSender {
  /** Lets go of the store; what waits is sent after the next start. */
  readonly stop: () => Promise<void>;
}

const EVERY_MS = 1000;
const TIMEOUT_MS = 15_000;
const SECOND = 1000;
const HOUR = 3_600_000;
/** Before the second attempt, the third … ; three days in all, as the specification has it. */
const DELAYS_MS = [
  ...[5 * SECOND, 60 * SECOND, 5 * 60 * SECOND, 30 * 60 * SECOND],
  ...[2 * HOUR, 5 * HOUR, 10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
];
const LONGEST_WAIT_MS = 24 * HOUR;
/** A time is stretched or shortened by up to a fifth. */
const JITTER = 0.2;

/**
 * Looks for new cases each second and posts a notice of each (回访通知).
 *
 * For      whoever has 24 hours to call back and does not wait for the next pull.
 * Takes    the file of a store that a collector writes to meanwhile; it costs no post anything.
 *          An attempt that ends in anything but 2xx is made again after 5 seconds, a minute …
 *          24 hours, or what `Retry-After` asks; 410 ends it for this address.
 * Throws   store-unusable.
 * Source   Standard Webhooks 1.0.0; articles/002 (24小时回应).
 */
export function startCaseSender(options: SenderOptions): CaseSender {
  const { everyMs = EVERY_MS, log } = options;
  const database = openAnswersFile(options.file);
  makeNoticeTables(database);
  const ending = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const tick = async (): Promise<void> => {
    try {
      await round(database, options, ending.signal);
    } catch (error) {
      log.failure("webhook", error);
    }
    if (!ending.signal.aborted) timer = setTimeout(() => (running = tick()), everyMs);
  };
  let running = tick();
  return {
    stop: async () => {
      ending.abort();
      clearTimeout(timer);
      await running;
      database.close();
    },
  };
}

async function round(
  database: DatabaseSync,
  options: SenderOptions,
  ending: AbortSignal,
): Promise<void> {
  const { webhook, log, now = Date.now } = options;
  while (noteCases(database, options, now())) {
    // A rush of answers is looked at in parts, so that posts get their turn between them.
    await new Promise((next) => setImmediate(next));
  }
  if (isGone(database, webhook.url.href)) return;
  for (const notice of dueNotices(database, now())) {
    const outcome = await attempt(notice, options, ending);
    if (ending.aborted) return;
    if (outcome.kind === "sent") dropNotice(database, notice);
    if (outcome.kind === "gone") {
      noteGone(database, webhook.url.href);
      log.event("webhook-gone");
    }
    if (outcome.kind === "failed") putOff(database, notice, { outcome, options });
    // A receiver in trouble is not asked for the others at once.
    if (outcome.kind !== "sent") return;
  }
}

type Outcome =
  | { readonly kind: "sent" | "gone" }
  | { readonly kind: "failed"; readonly status: number; readonly waitMs: number };

async function attempt(
  { id, body }: Notice,
  { webhook, send = fetch, now = Date.now, timeoutMs = TIMEOUT_MS }: SenderOptions,
  ending: AbortSignal,
): Promise<Outcome> {
  const timestamp = Math.floor(now() / 1000);
  const signed = signedHeaders({ id, timestamp, body }, webhook.secrets);
  try {
    const reply = await send(webhook.url, {
      method: "POST",
      body,
      redirect: "manual",
      headers: { "content-type": "application/json", "user-agent": "zhike", ...signed },
      signal: AbortSignal.any([ending, AbortSignal.timeout(timeoutMs)]),
    });
    await reply.body?.cancel();
    if (reply.ok) return { kind: "sent" };
    if (reply.status === 410) return { kind: "gone" };
    return { kind: "failed", status: reply.status, waitMs: askedToWait(reply, now()) };
  } catch {
    return { kind: "failed", status: 0, waitMs: 0 };
  }
}

/** `Retry-After` in milliseconds: seconds, or a date. */
function askedToWait(reply: Response, nowMs: number): number {
  const text = reply.headers.get("retry-after") ?? "";
  const ms = /^\d+$/u.test(text) ? Number(text) * SECOND : Date.parse(text) - nowMs;
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : 0;
}

function putOff(
  database: DatabaseSync,
  notice: Notice,
  made: {
    readonly outcome: Outcome & { readonly kind: "failed" };
    readonly options: SenderOptions;
  },
): void {
  const { now = Date.now, random = Math.random, log } = made.options;
  const { status, waitMs } = made.outcome;
  const delay = DELAYS_MS[notice.attempts];
  if (delay === undefined) {
    dropNotice(database, notice);
    log.event("webhook-given-up", { case: notice.caseId, status });
    return;
  }
  const stretched = delay * (1 - JITTER + 2 * JITTER * random());
  putOffNotice(database, notice, Math.round(now() + Math.max(stretched, waitMs)));
  log.event("webhook-failed", { case: notice.caseId, status, attempts: notice.attempts + 1 });
}
