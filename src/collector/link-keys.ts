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
import { z } from "zod";
import { Problem } from "../errors.ts";

export interface LinkKey {
  readonly id: string;
  readonly secret: Uint8Array;
}

/** Links of the key before stay good until the next change of keys. */
const MOST_KEYS = 2;

const fileSchema = z.strictObject({
  keys: z
    .array(
      z.strictObject({
        id: z.string().regex(/^[a-z0-9]{1,16}$/u),
        secret: z.string().min(43),
        madeAt: z.string(),
      }),
    )
    .nonempty(),
});
type KeyFile = z.infer<typeof fileSchema>;

export function keysFile(data: string): string {
  return join(data, "collector", "keys.json");
}

/** The keys, newest first; none before the first link was made. Throws keys-unreadable. */
export function readLinkKeys(file: string): readonly LinkKey[] {
  return (readFile(file)?.keys ?? []).map(({ id, secret }) => ({
    id,
    secret: Buffer.from(secret, "base64url"),
  }));
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

function newKey(others: KeyFile["keys"] | readonly []): KeyFile["keys"][number] {
  const numbers = others.map(({ id }) => Number(/^k(\d+)$/u.exec(id)?.[1] ?? 0));
  return {
    id: `k${Math.max(0, ...numbers) + 1}`,
    secret: randomBytes(32).toString("base64url"),
    madeAt: new Date().toISOString(),
  };
}

function writeBeside(file: string, content: KeyFile): string {
  mkdirSync(dirname(file), { recursive: true });
  const beside = `${file}.${randomBytes(4).toString("hex")}`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600, flush: true });
  return beside;
}

function readFile(file: string): KeyFile | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
  const read = fileSchema.safeParse(parsed(text));
  if (!read.success) throw new Problem("link-keys-unreadable", file);
  return read.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
