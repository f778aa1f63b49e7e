/**
 * Brings what a store elsewhere has taken into the file in `data`, where a pull finds it. Each
 * answer comes once: its id is stored once at home too, and where reading stopped is noted only
 * when all before it is on the disk.
 */
import type { DatabaseSync } from "node:sqlite";
import { Problem } from "../errors.ts";
import { openAnswersFile } from "./sqlite-schema.ts";
import { sqliteStore } from "./sqlite-store.ts";
import type { Appended, Keep, Logged, Store } from "./store.ts";

export interface Elsewhere {
  /** Address of the store without names and passwords. */
  readonly name: string;
  readonly keep: Keep;
}

const PAGE = 500;

/**
 * Answers that were new at home.
 *
 * Throws   what the store elsewhere throws; store-unusable where the file cannot be written.
 */
export async function bringHome({ name, keep }: Elsewhere, file: string): Promise<number> {
  const home = sqliteStore(file);
  const notes = openAnswersFile(file);
  try {
    let brought = 0;
    let after = await placeIn(keep, placeNoted(notes, name));
    for (;;) {
      const page = await keep.read(after, PAGE);
      const last = page.at(-1);
      if (last === undefined) {
        await bringConsents(keep, home, file);
        return brought;
      }
      brought += await store(home, page, file);
      notes.prepare(NOTE).run(name, last.seq, last.answer.id);
      after = last.seq;
    }
  } finally {
    notes.close();
    await home.close();
  }
}

/** The last place of a store that has been brought home; 0 where nothing has. */
export function placeAtHome(name: string, file: string): number {
  const notes = openAnswersFile(file);
  try {
    return placeNoted(notes, name)?.seq ?? 0;
  } finally {
    notes.close();
  }
}

const NOTE = "INSERT OR REPLACE INTO origins (store, seq, id) VALUES (?, ?, ?)";

interface NotedPlace {
  readonly seq: number;
  readonly id: string;
}

function placeNoted(notes: DatabaseSync, name: string): NotedPlace | null {
  const row = notes.prepare("SELECT seq, id FROM origins WHERE store = ?").get(name);
  return row === undefined ? null : { seq: Number(row["seq"]), id: String(row["id"]) };
}

/** Where another answer stands at that place, the store was made anew: it is read from its start. */
async function placeIn(keep: Keep, noted: NotedPlace | null): Promise<number> {
  if (noted === null) return 0;
  const [there] = await keep.read(noted.seq - 1, 1);
  return there?.seq === noted.seq && there.answer.id === noted.id ? noted.seq : 0;
}

/** The texts that answers name are there before the answers, so that none is left out. */
async function bringConsents(keep: Keep, home: Store, file: string): Promise<void> {
  const kept = await Promise.all((await keep.consents()).map(home.keepConsent));
  throwRefused(kept, file);
}

function throwRefused(results: readonly Appended[], file: string): void {
  const refused = results.find(({ kind }) => kind === "refused");
  if (refused?.kind === "refused") {
    throw new Problem("store-unusable", file, { reason: refused.why });
  }
}

async function store(home: Store, page: readonly Logged[], file: string): Promise<number> {
  const results = await Promise.all(page.map(({ answer }) => home.append(answer)));
  throwRefused(results, file);
  for (const [at, { kind }] of results.entries()) {
    const answer = page[at]?.answer;
    if (kind !== "differs" || answer === undefined) continue;
    const { survey, receivedAt } = answer;
    const reason = "response-differs";
    await home.quarantine({ survey, receivedAt, reason, body: JSON.stringify(answer) });
  }
  return results.filter(({ kind }) => kind === "stored").length;
}
