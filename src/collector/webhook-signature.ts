/** Signs what is sent to another program, as the Standard Webhooks specification (1.0.0) has it. */
import { createHmac } from "node:crypto";
import { Problem } from "../errors.ts";

export interface Webhook {
  readonly url: URL;
  /** The newest first; two while a secret is changed. */
  readonly secrets: readonly Uint8Array[];
}

const PREFIX = "whsec_";
const LEAST_BYTES = 24;
const MOST_BYTES = 64;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/**
 * The program that is told of new cases; null where the environment names none.
 *
 * Throws   webhook-store-elsewhere: notices are made from the file of answers in `data` only;
 *          webhook-address-unusable, webhook-secret-unusable.
 */
export function webhookOf(
  environment: Readonly<Record<string, string | undefined>>,
): Webhook | null {
  const address = environment["ZHIKE_WEBHOOK"] ?? "";
  if (address === "") return null;
  if (environment["ZHIKE_STORE"]) throw new Problem("webhook-store-elsewhere", "ZHIKE_WEBHOOK");
  return readWebhook(address, environment["ZHIKE_WEBHOOK_SECRET"] ?? "");
}

/**
 * The address and the secrets as an operator gives them.
 *
 * Takes    `address`: https, or http on this machine, without a name or password in it;
 *          `secrets`: one or two of `whsec_` and 24 to 64 bytes in base64, with a blank between.
 * Throws   webhook-address-unusable, webhook-secret-unusable.
 */
export function readWebhook(address: string, secrets: string): Webhook {
  const url = URL.canParse(address) ? new URL(address) : null;
  const isSafe =
    url?.protocol === "https:" || (url?.protocol === "http:" && LOOPBACK.test(url.hostname));
  if (url === null || !isSafe || url.username !== "" || url.password !== "") {
    throw new Problem("webhook-address-unusable", "ZHIKE_WEBHOOK");
  }
  const keys = secrets.split(/\s+/u).filter((each) => each !== "");
  const read = keys.map((key) => Buffer.from(key.slice(PREFIX.length), "base64"));
  const isUsable = keys.every((key, at) => {
    const { length } = read[at] ?? [];
    return key.startsWith(PREFIX) && length >= LEAST_BYTES && length <= MOST_BYTES;
  });
  if (keys.length === 0 || !isUsable) {
    throw new Problem("webhook-secret-unusable", "ZHIKE_WEBHOOK_SECRET");
  }
  return { url, secrets: read };
}

export interface Message {
  /** The same at every attempt. */
  readonly id: string;
  /** Of the attempt, in seconds. */
  readonly timestamp: number;
  readonly body: string;
}

/** Headers that say who sent a body, and when. */
export function signedHeaders(
  { id, timestamp, body }: Message,
  secrets: readonly Uint8Array[],
): Readonly<Record<string, string>> {
  const content = `${id}.${timestamp}.${body}`;
  const signatures = secrets.map(
    (secret) => `v1,${createHmac("sha256", secret).update(content).digest("base64")}`,
  );
  return {
    "webhook-id": id,
    "webhook-timestamp": String(timestamp),
    "webhook-signature": signatures.join(" "),
  };
}
