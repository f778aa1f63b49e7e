/** Sends what is in the outbox: one sender at a time, again after 1, 2, 4 … 300 seconds, until it is acknowledged. */
import type { Outbox, Refusal, Sealed } from "./outbox.ts";

export type Outcome =
  | { readonly kind: "received" }
  | { readonly kind: "refused"; readonly why: Refusal }
  | { readonly kind: "later"; readonly why: "network" | "busy"; readonly waitSeconds: number };

export interface Sender {
  /** Tries everything now. */
  readonly send: () => Promise<void>;
}

const LONGEST_WAIT_SECONDS = 300;
const PATIENCE_MS = 20_000;
/** Browsers send at most this much after the page is gone. */
const KEEPALIVE_LIMIT = 60_000;

export interface SenderHooks {
  /** What became of one post. */
  readonly told: (sealed: Sealed, outcome: Outcome) => void;
  /** What is still there after a round; another tab may have sent the rest. */
  readonly left: (sealed: readonly Sealed[]) => void;
}

export function startSender(outbox: Outbox, hooks: SenderHooks): Sender {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let tries = 0;
  const send = async (): Promise<void> => {
    clearTimeout(timer);
    const waits = await alone(() => sendAll(outbox, hooks)).catch(() => [0]);
    if (waits.length === 0) {
      tries = 0;
      return;
    }
    const pause = Math.max(...waits, Math.min(2 ** tries, LONGEST_WAIT_SECONDS));
    tries += 1;
    timer = setTimeout(() => void send(), pause * 1000 * (0.75 + Math.random() / 2));
  };
  addEventListener("online", () => void send());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") void send();
  });
  return { send };
}

/** Seconds to wait for each that was not taken yet. */
async function sendAll(outbox: Outbox, hooks: SenderHooks): Promise<readonly number[]> {
  const waits: number[] = [];
  for (const sealed of await outbox.list()) {
    if (sealed.refused !== undefined) continue;
    const outcome = await deliver(sealed);
    if (outcome.kind === "received") await outbox.remove(sealed.id);
    if (outcome.kind === "refused") await outbox.put({ ...sealed, refused: outcome.why });
    if (outcome.kind === "later") waits.push(outcome.waitSeconds);
    hooks.told(sealed, outcome);
  }
  hooks.left(await outbox.list());
  return waits;
}

/** One post. Only 201 and 200 mean received. */
async function deliver({ url, body }: Sealed): Promise<Outcome> {
  try {
    const reply = await fetch(url, {
      method: "POST",
      headers: { "content-type": "text/plain;charset=UTF-8" },
      body,
      credentials: "omit",
      keepalive: body.length < KEEPALIVE_LIMIT,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (reply.status === 201 || reply.status === 200) return { kind: "received" };
    if (reply.status === 409) return { kind: "refused", why: "differs" };
    if (reply.status === 410) return { kind: "refused", why: "closed" };
    if (reply.status === 413 || reply.status === 422) return { kind: "refused", why: "unreadable" };
    const wait = Number(reply.headers.get("retry-after") ?? 0);
    return { kind: "later", why: "busy", waitSeconds: Number.isFinite(wait) ? wait : 0 };
  } catch {
    return { kind: "later", why: "network", waitSeconds: 0 };
  }
}

/** Two tabs share one outbox: only one of them sends. */
async function alone(work: () => Promise<readonly number[]>): Promise<readonly number[]> {
  if (!("locks" in navigator)) return work();
  return navigator.locks.request("zhike-outbox", work);
}
