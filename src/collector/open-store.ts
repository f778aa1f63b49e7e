/** Which store a company has: the file in `data`, or what `ZHIKE_STORE` names. */
import { createHash, randomBytes } from "node:crypto";
import { Problem } from "../errors.ts";
import { answersFile } from "./answers-file.ts";
import type { Elsewhere } from "./bring-home.ts";
import { ownerClient } from "./owner-client.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Keep, Store } from "./store.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** The store that a collector writes to. Throws store-unusable, store-unreachable, store-address-unknown. */
export async function openStore(data: string, environment: Environment): Promise<Store> {
  const address = environment["ZHIKE_STORE"];
  if (!address) return sqliteStore(answersFile(data));
  if (!isPostgres(address)) throw unknown(address);
  return openPostgres(address);
}

/**
 * Does work with the store whose answers are brought home first, for the owner's commands.
 *
 * Takes    null to the work where answers are collected in `data` itself.
 * Throws   store-unreachable, store-key-refused, store-address-unknown
 */
export async function withElsewhere<T>(
  environment: Environment,
  work: (elsewhere: Elsewhere | null) => Promise<T>,
): Promise<T> {
  const address = environment["ZHIKE_STORE"];
  if (!address) return work(null);
  const keep = await openKeep(address, environment["ZHIKE_STORE_KEY"]);
  return work({ name: storeName(address), keep }).finally(keep.close);
}

async function openKeep(address: string, key = ""): Promise<Keep> {
  if (isPostgres(address)) return openPostgres(address);
  if (!isSafe(address)) throw unknown(address);
  return ownerClient(address, key);
}

/**
 * Key of the ids that a collector makes: the same in all that share a database, so that each
 * knows a repeated post that another has taken; any key where there is but one.
 */
export function idSecret({ ZHIKE_STORE: address }: Environment): Uint8Array {
  if (!address) return randomBytes(32);
  return createHash("sha256").update(`zhike ids ${address}`).digest();
}

/** Loaded only by who has one. */
async function openPostgres(address: string): Promise<Store> {
  const { postgresStore } = await import("./postgres-store.ts");
  return postgresStore(address, storeName(address));
}

function isPostgres(address: string): boolean {
  return /^postgres(?:ql)?:\/\//u.test(address) && URL.canParse(address);
}

/** The key and the answers go over the wire. */
function isSafe(address: string): boolean {
  return (
    /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)(?:[:/]|$))/u.test(address) &&
    URL.canParse(address)
  );
}

function storeName(address: string): string {
  const { protocol, host, pathname } = new URL(address);
  return `${protocol}//${host}${pathname.replace(/\/$/u, "")}`;
}

function unknown(address: string): Problem {
  // A password may stand in it, wherever it was mistyped.
  const shown = address.replace(/\/\/.*@/u, "//…@").slice(0, 80);
  return new Problem("store-address-unknown", "ZHIKE_STORE", { address: shown });
}
