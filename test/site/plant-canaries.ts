/** Writes into a copy of the sample what must never be published, and remembers what it wrote. */
import Papa from "papaparse";
import { appendFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";

export interface Planted {
  /** What was written, by what it stands for. */
  readonly canaries: Readonly<Record<string, readonly string[]>>;
  readonly environment: Readonly<Record<string, string>>;
}

type Rows = Record<string, string>[];

/** Ids of customers as companies have them: addresses, telephones, names. */
function newId(index: number): string {
  const number = String(index).padStart(2, "0");
  if (index < 10) return `canary.${number}@mail.example`;
  if (index < 20) return `139000047${number}`;
  return `金丝雀${number}号`;
}

export function plantCanaries(data: string, staff: readonly string[]): Planted {
  const canaries: Record<string, string[]> = {};
  const keep = (kind: string, text: string): string => {
    (canaries[kind] ??= []).push(text);
    return text;
  };
  renameCustomers(data, new Map(staff.map((id, index) => [id, keep("customer id", newId(index))])));
  edit(data, "responses/after-visit", (rows) => {
    plant(
      rows,
      { count: 15, column: "why", when: (row) => Number(row["satisfaction"]) <= 3 },
      (n) => keep("free text", `我是canarytext${n}号，电话不能写在这里`),
    );
    plant(rows, { count: 10, column: "response_id" }, (n) =>
      keep("response id", `canaryresponse${n}`),
    );
    for (const [n, row] of rows.slice(100, 105).entries())
      row["e_mail"] = keep("unknown column", `unknown${n}@canary.example`);
  });
  edit(data, "responses/team-pulse", (rows) =>
    plant(rows, { count: 10, column: "better" }, (n) =>
      keep("staff text", `canarystaff${n}：店长的名字`),
    ),
  );
  edit(data, "cases", (rows) => {
    plant(rows, { count: 15, column: "text" }, (n) =>
      keep("case text", `canarycase${n}，门牌号三零二`),
    );
    plant(rows, { count: 5, column: "case_id" }, (n) => keep("case id", `canarycaseid${n}`));
  });
  edit(data, "customers", (rows) => {
    const [referrer = ""] = canaries["customer id"]?.slice(-1) ?? [];
    for (const row of rows.slice(20, 30)) row["referrer_id"] = referrer;
  });
  edit(data, "transactions", (rows) =>
    plant(rows, { count: 5, column: "order_id", from: 7 }, (n) =>
      keep("order id", `canaryorder${n}`),
    ),
  );
  rejectedRows(data, (text) => keep("rejected row", text));
  const environment = Object.fromEntries(
    ["API_TOKEN", "PUBLIC_TOKEN", "ASTRO_SECRET", "VITE_SECRET", "ZHIKE_SECRET"].map((name) => [
      name,
      keep("environment", `canary-secret-${name.toLowerCase()}`),
    ]),
  );
  return { canaries, environment };
}

function renameCustomers(data: string, names: ReadonlyMap<string, string>): void {
  const answers = ["responses/after-visit", "responses/relationship"];
  for (const table of ["customers", "transactions", "cases", ...answers]) {
    for (const file of filesOf(data, table)) editFile(file, (rows) => renameIn(rows, names));
  }
}

function renameIn(rows: Rows, names: ReadonlyMap<string, string>): void {
  for (const row of rows) {
    for (const column of ["customer_id", "referrer_id"]) {
      const name = names.get(row[column] ?? "");
      if (name !== undefined) row[column] = name;
    }
  }
}

interface Place {
  readonly count: number;
  readonly column: string;
  readonly from?: number;
  readonly when?: (row: Readonly<Record<string, string>>) => boolean;
}

/** Every third row that fits. */
function plant(
  rows: Rows,
  { count, column, from = 0, when }: Place,
  text: (n: number) => string,
): void {
  const fitting = rows.slice(from).filter((row) => when?.(row) !== false);
  for (let n = 0; n < count; n += 1) {
    const row = fitting[n * 3];
    if (row !== undefined) row[column] = text(n);
  }
}

/** The last file of a table. */
function edit(data: string, table: string, change: (rows: Rows) => void): void {
  editFile(filesOf(data, table).at(-1) ?? "", change);
}

function filesOf(data: string, table: string): readonly string[] {
  const folder = join(data, table);
  return readdirSync(folder)
    .filter((file) => /\.csv(?:\.gz)?$/u.test(file))
    .toSorted()
    .map((file) => join(folder, file));
}

function editFile(path: string, change: (rows: Rows) => void): void {
  const isPacked = path.endsWith(".gz");
  const bytes = readFileSync(path);
  const text = (isPacked ? gunzipSync(bytes) : bytes).toString("utf8");
  const { data: rows, meta } = Papa.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  change(rows);
  const columns = [...new Set([...(meta.fields ?? []), ...rows.flatMap(Object.keys)])];
  const edited = `${Papa.unparse(rows, { columns, newline: "\n" })}\n`;
  writeFileSync(path, isPacked ? gzipSync(edited) : edited);
}

/** Rows that intake leaves out, with its reasons. */
function rejectedRows(data: string, keep: (text: string) => string): void {
  const file = join(data, "cases", "2026.csv");
  const [head = ""] = readFileSync(file, "utf8").split("\n");
  const columns = head.split(",");
  for (let n = 0; n < 5; n += 1) {
    const cells: Record<string, string> = {
      case_id: keep(`canaryrejected${n}`),
      opened_at: keep(`canarymoment${n}`),
      text: keep(`canaryreason${n}`),
    };
    appendFileSync(file, `${columns.map((column) => cells[column] ?? "").join(",")}\n`);
  }
}
