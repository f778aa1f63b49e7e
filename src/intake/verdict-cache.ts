/** Keeps what reading a file came to, so that an unchanged file is not read again. */
import { existsSync, readFileSync, renameSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { z } from "zod";
import type { CleanTask, FileVerdict } from "./clean-file.ts";
import { besideName } from "./csv-writer.ts";
import { hashOf } from "./file-identity.ts";

const values = z.record(z.string(), z.union([z.string(), z.number()]));
const faultCounts = z.array(
  z.object({
    code: z.string(),
    path: z.string(),
    rows: z.number(),
    examples: z.array(z.object({ where: z.string(), values })),
  }),
);
const verdictSchema = z.object({
  key: z.string(),
  cleanSha256: z.string(),
  verdict: z.object({
    isReadable: z.literal(true),
    format: z.enum(["csv", "parquet"]),
    rows: z.number(),
    rejected: z.number(),
    columns: z.array(z.string()),
    problems: faultCounts,
    faults: faultCounts,
    remarks: faultCounts,
  }),
});

/** The verdict of an earlier reading, when all that it left behind is still whole. */
export async function knownVerdict(task: CleanTask, key: string): Promise<FileVerdict | null> {
  const path = verdictPath(task);
  if (!existsSync(path)) return null;
  try {
    const saved = verdictSchema.parse(JSON.parse(readFileSync(path, "utf8")));
    const hasRejects = saved.verdict.rejected === 0 || existsSync(task.rejectedPath);
    if (saved.key !== key || !hasRejects) return null;
    const kept = keptPath(task, saved.verdict.format);
    return (await hashOf(kept)) === saved.cleanSha256 ? saved.verdict : null;
  } catch {
    return null;
  }
}

/** Files that could not be read leave nothing: they are read again every time. */
export async function saveVerdict(
  task: CleanTask,
  key: string,
  verdict: FileVerdict,
): Promise<void> {
  if (!verdict.isReadable) return;
  const path = verdictPath(task);
  mkdirSync(dirname(path), { recursive: true });
  const part = besideName(path);
  const cleanSha256 = await hashOf(keptPath(task, verdict.format));
  writeFileSync(part, JSON.stringify({ key, cleanSha256, verdict }));
  renameSync(part, path);
}

function verdictPath({ cleanPath }: CleanTask): string {
  return cleanPath.replace(/\.csv$/u, ".json");
}

/** Where the good rows of a file are kept. */
export function keptPath({ cleanPath }: CleanTask, format: FileVerdict["format"]): string {
  return cleanPath.replace(/\.csv$/u, `.${format}`);
}
