/** Tells whether a file is the one that was read before: size and times first, then content. */
import { createHash } from "node:crypto";
import {
  createReadStream,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
  mkdirSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { besideName } from "./csv-writer.ts";

const identitySchema = z.record(
  z.string(),
  z.object({ stamp: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/u) }),
);
type Identities = z.output<typeof identitySchema>;

export interface IdentityStore {
  /** Content hash of a file; the file is read only when it looks changed. */
  readonly sha256: (file: string) => Promise<string>;
  readonly save: () => void;
}

/** Opens the list of known files in the cache; a damaged or missing list is an empty one. */
export function openIdentities(cacheRoot: string): IdentityStore {
  const path = join(cacheRoot, "identities.json");
  const known = readIdentities(path);
  const current: Identities = {};
  return {
    sha256: async (file) => {
      const stamp = stampOf(file);
      const before = known[file];
      const sha256 = before?.stamp === stamp ? before.sha256 : await hashOf(file);
      current[file] = { stamp, sha256 };
      return sha256;
    },
    save: () => {
      mkdirSync(cacheRoot, { recursive: true });
      const part = besideName(path);
      writeFileSync(part, JSON.stringify({ ...known, ...current }));
      renameSync(part, path);
    },
  };
}

function readIdentities(path: string): Identities {
  try {
    return identitySchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return {};
  }
}

/** The change time is part of it: a copy may keep size and modification time. */
function stampOf(file: string): string {
  const { size, mtimeNs, ctimeNs, ino } = statSync(file, { bigint: true });
  return [size, mtimeNs, ctimeNs, ino].join("-");
}

/** SHA-256 of a file, read as a stream. */
export async function hashOf(file: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 })) {
    hash.update(chunk as Buffer);
  }
  return hash.digest("hex");
}

/** SHA-256 of texts, each told apart from the next. */
export function hashOfTexts(texts: readonly string[]): string {
  const hash = createHash("sha256");
  for (const text of texts) hash.update(text).update("\0");
  return hash.digest("hex");
}
