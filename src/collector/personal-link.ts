/**
 * Personal links (专属链接): a text that only the holder of the key can make or read. It says
 * whose answer it is, for which survey and wave; nobody else can tell one customer from another.
 */
import { createCipheriv, createDecipheriv, createHmac, timingSafeEqual } from "node:crypto";
import type { LinkKey } from "./key-text.ts";

export interface LinkClaim {
  readonly survey: string;
  /** Period that the answer counts in; "" leaves it to the day of the answer. */
  readonly wave: string;
  readonly customerId: string;
}

const FORM = /^v1\.(?<key>[a-z0-9]{1,16})\.(?<sealed>[\w-]{22,400})$/u;
const MARK_BYTES = 16;

/**
 * The token of one person, survey and wave.
 *
 * For      `npm run links`.
 * Takes    a claim and the newest key.
 * Gives    `v1.<key id>.<sealed>`; the same claim and key give the same token, so that a list
 *          made twice holds the same links. Sealed is a mark, the first 128 bits of an
 *          HMAC-SHA256 over key id and claim, then the claim under AES-256-CTR with that mark
 *          as its counter (a synthetic IV): changed anywhere, it no longer fits its mark.
 */
export function linkToken(claim: LinkClaim, key: LinkKey): string {
  const text = JSON.stringify([claim.survey, claim.wave, claim.customerId]);
  // Padded, so that the length of a token says little about the length of an id.
  const plain = Buffer.from(text.padEnd(Math.ceil((text.length + 1) / 16) * 16));
  const mark = markOf(plain, key);
  const cipher = createCipheriv("aes-256-ctr", subkey(key, "cipher"), mark);
  const sealed = Buffer.concat([mark, cipher.update(plain), cipher.final()]);
  return `v1.${key.id}.${sealed.toString("base64url")}`;
}

/** Whether a text looks like a token of ours at all; `?t=` may also be somebody's time stamp. */
export function isTokenLike(text: string): boolean {
  return /^v1\./u.test(text);
}

/** The claim of a token; null when none of the keys made it. */
export function readLinkToken(token: string, keys: readonly LinkKey[]): LinkClaim | null {
  const groups = FORM.exec(token)?.groups;
  const key = keys.find(({ id }) => id === groups?.["key"]);
  if (groups === undefined || key === undefined) return null;
  const sealed = Buffer.from(groups["sealed"] ?? "", "base64url");
  if (sealed.toString("base64url") !== groups["sealed"] || sealed.length <= MARK_BYTES) return null;
  const mark = sealed.subarray(0, MARK_BYTES);
  const decipher = createDecipheriv("aes-256-ctr", subkey(key, "cipher"), mark);
  const plain = Buffer.concat([decipher.update(sealed.subarray(MARK_BYTES)), decipher.final()]);
  if (!timingSafeEqual(mark, markOf(plain, key))) return null;
  const [survey, wave, customerId] = JSON.parse(plain.toString()) as readonly string[];
  return { survey: survey ?? "", wave: wave ?? "", customerId: customerId ?? "" };
}

function markOf(plain: Uint8Array, key: LinkKey): Buffer {
  const hmac = createHmac("sha256", subkey(key, "mark")).update(`v1.${key.id}.`).update(plain);
  return hmac.digest().subarray(0, MARK_BYTES);
}

const subkeys = new WeakMap<LinkKey, Map<string, Buffer>>();

function subkey(key: LinkKey, use: "cipher" | "mark"): Buffer {
  const known = subkeys.get(key) ?? new Map<string, Buffer>();
  subkeys.set(key, known);
  const made =
    known.get(use) ?? createHmac("sha256", key.secret).update(`zhike link ${use}`).digest();
  known.set(use, made);
  return made;
}
