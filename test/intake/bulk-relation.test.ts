import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bulkFile } from "../../src/intake/bulk-file.ts";
import { cleanFile, type CleanTask } from "../../src/intake/clean-file.ts";
import { csvRelation } from "../../src/intake/csv-relation.ts";
import { openEngine, type Engine } from "../../src/intake/engine.ts";
import { fieldsOf } from "../../src/intake/fields.ts";
import { dubiousGuards } from "../../src/intake/read-file.ts";
import { transactions } from "../../src/tables/transactions.ts";

const folder = mkdtempSync(join(tmpdir(), "bulk-"));
let engine: Engine;
beforeAll(async () => {
  engine = await openEngine({ scratch: join(folder, "scratch") });
});
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

function taskOf(content: string | Uint8Array): CleanTask {
  const file = join(folder, "lines.csv");
  writeFileSync(file, content);
  const path = "transactions/lines.csv";
  return {
    file: { path, file, table: "transactions", survey: null, format: "csv" },
    name: path,
    entry: null,
    fields: fieldsOf({
      table: transactions,
      survey: null,
      timeZone: "Asia/Shanghai",
      wave: "month",
    }),
    leftOut: [],
    key: null,
    lastDay: null,
    timeZone: "Asia/Shanghai",
    placeBy: "line",
    cleanPath: join(folder, "clean.csv"),
    rejectedPath: join(folder, "rejected.csv"),
  };
}

const values = `customer_id, CAST(ordered_at AS TIMESTAMP)::VARCHAR AS ordered_at,
  CAST(amount AS DECIMAL(15,4))::VARCHAR AS amount, channel`;

/** Rows as the engine takes them straight from the file; null when it refuses a cell. */
async function straight(task: CleanTask) {
  const bulk = await bulkFile(task, join(folder, "copy"));
  if (bulk === null) return null;
  try {
    const doubt = dubiousGuards(["channel"]).map((guard) => `(${guard})`);
    const rows = await engine.columns(
      `SELECT ${values}, COALESCE(${doubt.join(" OR ")}, false) AS doubt FROM ${bulk.relation} ORDER BY ALL`,
    );
    return rows["doubt"]?.includes(true) ? null : rows;
  } catch {
    return null;
  }
}

async function byRow(task: CleanTask) {
  const verdict = await cleanFile(task);
  const clean = csvRelation(task.cleanPath, verdict.columns);
  const rows = verdict.isReadable
    ? await engine.columns(`SELECT ${values}, false AS doubt FROM ${clean} ORDER BY ALL`)
    : null;
  return { verdict, rows };
}

const id = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("C1", "00123", "客户一", "a-b", "12E4", "x y") },
  fc.constantFrom(
    "",
    " C1",
    "C1 ",
    "1.23E+15",
    '="007"',
    "a\u00a0",
    "\u3000b",
    "a\tb",
    "é",
    "NULL",
    "\\N",
    "'",
    "'00123",
    "#N/A",
    "####",
    "1,23E11",
    "1.23e-05",
    "C1\u200b",
    "\u200eC1",
    "C\u00ad1",
    "\ufeffC1",
    "Ｃ１",
  ),
  fc.string({ maxLength: 4 }),
);
const time = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("2026-03-01 10:20:30", "2026-12-31 23:59:59", "1999-01-01 00:00:00"),
  },
  fc.constantFrom(
    "",
    "2026-03-01",
    "2026-3-1 1:2:3",
    "2026-02-30 10:00:00",
    "2026-03-01 24:00:00",
    "2026-03-01 10:00:5Z",
    "2026-03-01 10:00:60",
    "2026-03-01T10:20:30",
    "0226-03-01 10:20:30",
    " 026-03-01 10:20:30",
    "epoch",
    "infinity",
    "2026-03-01 10:20:3 ",
    "2026/03/01 10:20:30",
    "2026-03-01 10+08:00",
    "12026-03-01 10:20:3",
  ),
);
const amount = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom("12.00", "0", "-3.5", "99999999999.9999", "0.0001", "7"),
  },
  fc.constantFrom(
    "",
    "1e3",
    "1_000",
    "1,000",
    "12.34567",
    " 12",
    "12 ",
    "+5",
    ".5",
    "5.",
    "-0",
    "007",
    "100000000000",
    "１２",
    "nan",
    "0x10",
    "--1",
    "1.2.3",
    "¥5",
  ),
);
const channel = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("store", "", "门店", "a,b", 'say "hi"', "two\nlines") },
  fc.constantFrom(" store", "store ", '"', "\0", "null"),
  fc.string({ maxLength: 4 }),
);

const quote = (cell: string) => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

test(
  "bulkRelation(task) gives what the row checker gives, or nothing",
  { timeout: 120_000 },
  async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(id, time, amount, channel), { minLength: 1, maxLength: 3 }),
        fc.constantFrom("\n", "\r\n"),
        async (rows, end) => {
          const lines = [["customer_id", "ordered_at", "amount", "channel"], ...rows];
          const text = lines.map((row) => row.map(quote).join(",") + end).join("");
          const task = taskOf(text);
          const fast = await straight(task);
          if (fast === null) return;
          taken += 1;
          const slow = await byRow(task);
          expect(slow.verdict.faults).toEqual([]);
          expect(slow.rows).toEqual(fast);
        },
      ),
      { numRuns: 400, seed: 7 },
    );
    expect(taken).toBeGreaterThan(40);
  },
);

test(
  "bulkRelation(raw text) never takes what the row checker refuses",
  { timeout: 120_000 },
  async () => {
    const piece = fc.constantFrom(
      '"',
      ",",
      "\n",
      "\r\n",
      "C1",
      "2026-03-01",
      "5",
      " ",
      '""',
      "x",
      "\t",
    );
    const good = "C1,2026-03-01,5\n";
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const task = taskOf(`customer_id,ordered_at,amount\n${good}${pieces.join("")}`);
        const bulk = await bulkFile(task, join(folder, "copy"));
        if (bulk === null) return;
        const columns =
          "customer_id, CAST(ordered_at AS VARCHAR) AS at, CAST(amount AS VARCHAR) AS amount";
        const guard = dubiousGuards([]).join("");
        let fast;
        try {
          fast = await engine.columns(
            `SELECT ${columns}, ${guard} AS doubt FROM ${bulk.relation} ORDER BY ALL`,
          );
        } catch {
          return;
        }
        if (fast["doubt"]?.includes(true)) return;
        const verdict = await cleanFile(task);
        expect([verdict.isReadable, verdict.faults]).toEqual([true, []]);
        expect(verdict.rows).toBe(fast["amount"]?.length);
      }),
      { numRuns: 400, seed: 11 },
    );
  },
);

test(
  "cleanFile(any bytes) gives rows or faults and never throws",
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 60 }),
        fc.boolean(),
        async (bytes, withHeader) => {
          const head = withHeader
            ? Buffer.from("customer_id,ordered_at,amount\n")
            : Buffer.alloc(0);
          const task = taskOf(Buffer.concat([head, bytes]));
          const verdict = await cleanFile(task);
          const faults = verdict.faults.reduce((sum, fault) => sum + fault.rows, 0);
          expect(verdict.isReadable || verdict.problems.length > 0).toBe(true);
          expect(faults >= verdict.rejected).toBe(true);
          await straight(task);
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  },
);

const oddTimes = [
  "2026-03-01 10:00:5Z",
  "2026-03-01 10:00:5 ",
  "2026-3-01 10:00:005",
  "0226-03-01 10:20:30",
  " 026-03-01 10:20:30",
  "2026-03-01 24:00:00",
  "2026-03-01 10:60:00",
  "2026-02-29 10:00:00",
  "2101-01-01 00:00:00",
  "1899-12-31 23:59:59",
  "2026-03-01 10:00",
  "2026-03-01",
  "epoch",
  "infinity",
  "",
];
const oddAmounts = [
  "12.34567",
  "1e3",
  "1_000",
  " 12",
  "100000000000",
  "99999999999.99999",
  "nan",
  "",
];

test("bulkRelation(odd cell far below the sample) gives the value of the row checker or fails", async () => {
  const good = "C1,2026-03-01 10:20:30,12.00,store\n".repeat(8_000);
  const head = "customer_id,ordered_at,amount,channel\n";
  const rows = [
    ...oddTimes.map((odd) => [odd, "12.00"] as const),
    ...oddAmounts.map((odd) => ["2026-03-01 10:20:30", odd] as const),
  ];
  for (const [at, paid] of rows) {
    const task = taskOf(`${head}${good}ODD,${at},${paid},store\n`);
    const read = await straight(task);
    if (read === null) continue;
    const place = read["customer_id"]?.indexOf("ODD") ?? -1;
    const field = (name: string) => task.fields.find((one) => one.name === name)?.read;
    expect(read["ordered_at"]?.[place], at).toBe(field("ordered_at")?.(at));
    expect(Number(read["amount"]?.[place]), paid).toBe(Number(field("amount")?.(paid)));
  }
});
