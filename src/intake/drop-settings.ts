/** `drop.yaml`: how the foreign files of a folder map onto its table. */
import { z } from "zod";
import { formatPattern } from "../tables/local-time.ts";
import { encodingNamed, type Encoding } from "./text-encoding.ts";

/** Where the cells of a canonical column come from. */
export type ColumnSource =
  { readonly from: string; readonly format: string | null } | { readonly value: string };

export interface DropEntry {
  readonly files: string;
  readonly delimiter: string | null;
  readonly header: boolean;
  readonly encoding: Encoding | null;
  readonly columns: ReadonlyMap<string, ColumnSource>;
  /** `path:line:column` of a canonical name of the mapping. */
  readonly where: (column: string) => string;
}

const cellText = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const format = z.string().refine((text) => formatPattern(text) !== null, {
  error: "format",
});
const column = z.union(
  [
    cellText.transform((from): ColumnSource => ({ from, format: null })),
    z
      .strictObject({ from: cellText, format: format.optional() })
      .transform((source): ColumnSource => ({ from: source.from, format: source.format ?? null })),
    z.strictObject({ value: cellText }).transform(({ value }): ColumnSource => ({ value })),
  ],
  { error: "column" },
);

/** One kind of file in a folder. */
export const dropEntrySchema = z.strictObject({
  files: z.string().min(1),
  delimiter: z
    .string()
    .transform((text) => (text === "\\t" ? "\t" : text))
    .refine((text) => [",", ";", "\t", "|", " "].includes(text), {
      error: "delimiter",
    })
    .optional(),
  header: z.boolean().default(true),
  encoding: z
    .string()
    .refine((name) => encodingNamed(name) !== null, {
      error: "encoding",
    })
    .optional(),
  columns: z.record(z.string(), column).default({}),
});

export const dropSchema = z.array(dropEntrySchema, {
  error: "entries",
});

/** Entries as intake uses them; `where` finds a path of keys in the file. */
export function dropEntries(
  entries: z.output<typeof dropSchema>,
  where: (path: readonly PropertyKey[]) => string,
): readonly DropEntry[] {
  return entries.map((entry, at) => ({
    files: entry.files,
    delimiter: entry.delimiter ?? null,
    header: entry.header,
    encoding: entry.encoding === undefined ? null : encodingNamed(entry.encoding),
    columns: new Map(Object.entries(entry.columns)),
    where: (name) => where(entry.columns[name] === undefined ? [at] : [at, "columns", name]),
  }));
}

/** The first entry whose glob a file name fits: `*` is any text, `?` any character. */
export function entryFor(entries: readonly DropEntry[], name: string): DropEntry | null {
  return entries.find(({ files }) => globPattern(files).test(name)) ?? null;
}

function globPattern(glob: string): RegExp {
  const source = glob
    .replaceAll(/[\\^$.+()[\]{}|]/gu, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
