/** Keys of personal links: a file beside the store, for its owner's eyes only, never in `dist`. */
import { randomBytes } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { Problem } from "../errors.ts";
import { linkKeysOf, readKeyText, type KeyText, type LinkKey } from "./key-text.ts";

/** Links of the key before stay good until the next change of keys. */
const MOST_KEYS = 2;

export function keysFile(data: string): string {
  return join(data, "collector", "keys.json");
}

/** The keys, newest first; none before the first link was made. Throws keys-unreadable. */
export function readLinkKeys(file: string): readonly LinkKey[] {
  const content = readFile(file);
  return content === null ? [] : linkKeysOf(content);
}

/** The keys, made on first use. */
export function openLinkKeys(file: string): readonly LinkKey[] {
  if (readFile(file) === null) {
    const first = writeBeside(file, { keys: [newKey([])] });
    try {
      linkSync(first, file);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    } finally {
      rmSync(first);
    }
  }
  return readLinkKeys(file);
}

/** A new key signs from now on; links of the one before stay good, older ones no longer. */
export function changeLinkKeys(file: string): readonly LinkKey[] {
  const keys = readFile(file)?.keys ?? [];
  renameSync(writeBeside(file, { keys: [newKey(keys), ...keys.slice(0, MOST_KEYS - 1)] }), file);
  return readLinkKeys(file);
}

/** The keys as a running collector knows them: read again when the file has changed. */
export function watchedLinkKeys(file: string): () => readonly LinkKey[] {
  let at: string | null = null;
  let keys: readonly LinkKey[] = [];
  return () => {
    const found = statSync(file, { throwIfNoEntry: false });
    const now = found === undefined ? "" : `${found.ino} ${found.mtimeMs}`;
    try {
      if (now !== at) keys = readLinkKeys(file);
    } catch (error) {
      // A collector does not begin with keys that it cannot read, but goes on with those it has.
      if (at === null) throw error;
    }
    at = now;
    return keys;
  };
}

function newKey(others: KeyText["keys"] | readonly []): KeyText["keys"][number] {
  const numbers = others.map(({ id }) => Number(/^k(\d+)$/u.exec(id)?.[1] ?? 0));
  return {
    id: `k${Math.max(0, ...numbers) + 1}`,
    secret: randomBytes(32).toString("base64url"),
    madeAt: new Date().toISOString(),
  };
}

function writeBeside(file: string, content: KeyText): string {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${randomBytes(4).toString("hex")}`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  return beside;
}

function readFile(file: string): KeyText | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const content = readKeyText(text);
  if (content === null) throw new Problem("link-keys-unreadable", file);
  return content;
}
