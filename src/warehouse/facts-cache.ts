/** Keeps the facts of the last build, so that an unchanged data folder is not reduced again. */
import { closeSync, existsSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { crc32 } from "node:zlib";
import { besideName } from "../intake/csv-writer.ts";
import type { DropFolders } from "../intake/clean-rows.ts";
import type { SurveyDefinition } from "../survey/definition.ts";
import type { Facts } from "./facts.ts";

/** Raised whenever the shape or the meaning of facts changes. */
const FACTS_VERSION = 6;
const CHECKSUM_BYTES = 8;

/** Ids are kept as one text: a million small ones would be slow to read. */
interface Kept {
  readonly version: number;
  readonly node: string;
  readonly facts: Facts;
  readonly ids: string;
}

/** The kept facts of this digest; null when there are none, or when they are damaged. */
export function keptFacts(
  folders: DropFolders,
  digest: string,
  surveys: readonly SurveyDefinition[],
): Facts | null {
  try {
    const bytes = readFileSync(pathOf(folders));
    const body = bytes.subarray(CHECKSUM_BYTES);
    if (!checksumOf(body).equals(bytes.subarray(0, CHECKSUM_BYTES))) return null;
    const { version, node, facts, ids } = deserialize(body) as Kept;
    if (version !== FACTS_VERSION || node !== process.version || facts.digest !== digest)
      return null;
    if (!hasRejected(folders, facts)) return null;
    const answers = facts.answers.map((answer) => ({
      ...answer,
      survey: surveys.find(({ id }) => id === answer.survey.id) ?? answer.survey,
    }));
    const id = facts.customers.n === 0 ? [] : ids.split("\0");
    return { ...facts, answers, customers: { ...facts.customers, id } };
  } catch {
    return null;
  }
}

/** Writes beside and moves in: a reader sees the old facts or the new ones, never a part. */
export function keepFacts(folders: DropFolders, facts: Facts): void {
  const kept: Kept = {
    version: FACTS_VERSION,
    node: process.version,
    facts: { ...facts, customers: { ...facts.customers, id: [] } },
    ids: facts.customers.id.join("\0"),
  };
  const body = serialize(kept);
  const path = pathOf(folders);
  const part = besideName(path);
  const file = openSync(part, "w");
  try {
    writeFileSync(file, checksumOf(body));
    writeFileSync(file, body);
  } finally {
    closeSync(file);
  }
  renameSync(part, path);
}

function pathOf({ cache }: DropFolders): string {
  return join(cache, "facts.bin");
}

/** Length and CRC-32: tells a file that was cut or damaged, not one that was made to deceive. */
function checksumOf(bytes: Uint8Array): Buffer {
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(bytes), 0);
  checksum.writeUInt32LE(bytes.length % 2 ** 32, 4);
  return checksum;
}

/** Rejected rows are for people to look at: when somebody deleted them, they are written again. */
function hasRejected({ rejected }: DropFolders, { files }: Facts): boolean {
  return files.every(
    (file) => file.rejected === 0 || existsSync(join(rejected, `${file.path}.csv`)),
  );
}
