/** One run of one way to read order lines, in a process of its own: prints seconds and peak MiB. */
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import { openEngine, quoted } from "../../src/intake/engine.ts";
import { listDrops, readDrops } from "../../src/intake/read-drops.ts";
import { dubiousGuards } from "../../src/intake/read-file.ts";
import { openWarehouse } from "../../src/warehouse/open-warehouse.ts";
import { sqlFile } from "../../src/warehouse/sql-file.ts";

interface Seen {
  readonly rows: number;
  readonly customers: number;
}

/** Everything that a build does with the drop, from the first byte to facts. */
async function zhike(dataRoot: string, cacheRoot: string): Promise<Seen> {
  const site = { timeZone: "Asia/Shanghai", wave: "quarter", badRows: 0 } as const;
  const { facts } = await openWarehouse({ dataRoot, cacheRoot, site, surveys: [] });
  return { rows: facts?.transactions.rows ?? 0, customers: facts?.customers.n ?? 0 };
}

/** Reading and checking as a build does it, and no more than one row a customer. */
async function checked(dataRoot: string, cacheRoot: string): Promise<Seen> {
  const engine = await openEngine({ scratch: cacheRoot });
  const folders = { data: dataRoot, cache: cacheRoot, rejected: `${cacheRoot}-rejected` };
  const { sources } = await readDrops(await listDrops(folders, []), {
    engine,
    byRow: new Set(),
    folders,
    scratch: cacheRoot,
    rules: { timeZone: "Asia/Shanghai", wave: "quarter", badRows: 0, asOf: null },
    surveys: [],
    progress: () => undefined,
  });
  await engine.run(
    `CREATE TABLE customer_view AS
     SELECT customer_id, MIN(ordered_at) AS first_at, MAX(ordered_at) AS last_at, COUNT(*) AS n,
       SUM(amount) AS revenue
     FROM ${sources[0]?.relation ?? ""} GROUP BY customer_id`,
  );
  const doubt = dubiousGuards([]).join("");
  const counted = await engine.columns(
    `SELECT SUM(n)::INTEGER AS n, COUNT(*)::INTEGER AS c, COUNT(CASE WHEN ${doubt} THEN 1 END) AS d
     FROM customer_view`,
  );
  engine.close();
  if (Number(counted["d"]?.[0]) > 0) throw new Error("an id is in doubt");
  return { rows: Number(counted["n"]?.[0]), customers: Number(counted["c"]?.[0]) };
}

/** The same view of each customer, from the lists that the same group-by makes. */
const customerView = `
  CREATE TABLE customer_view AS
  SELECT
    customer_id, len(days) AS purchases, days[1] AS first_day, days[2] AS second_day,
    days[-1] AS last_day, revenue,
    (spent - list_sum([l.amount FOR l IN lines IF l.amount > 0 AND l.day = days[1]]))
      / (len(days) - 1) AS repeat_value
  FROM (
    SELECT
      customer_id, lines, list_sum([l.amount FOR l IN lines]) AS revenue,
      list_sum([l.amount FOR l IN lines IF l.amount > 0]) AS spent,
      list_sort(list_distinct([l.day FOR l IN lines IF l.amount > 0])) AS days
    FROM (
      SELECT
        customer_id,
        list_transform(
          list_zip(flatten(list(days)), flatten(list(amounts))),
          lambda pair: {'day': pair[1], 'amount': pair[2]}
        ) AS lines
      FROM history GROUP BY customer_id
    )
  )`;

/** Bare DuckDB: typed columns, rejects kept, the same group-by and the same view. */
async function duckdb(file: string, scratch: string): Promise<Seen> {
  const engine = await openEngine({ scratch });
  const columns =
    "{'customer_id': 'VARCHAR', 'ordered_at': 'TIMESTAMP', 'amount': 'DECIMAL(15,4)', " +
    "'quantity': 'INTEGER', 'channel': 'VARCHAR'}";
  await engine.run(
    `CREATE VIEW line AS SELECT *, NULL::VARCHAR AS location FROM read_csv(${quoted(file)},
     columns = ${columns}, auto_detect = false, header = true, delim = ',', quote = '"',
     escape = '"', store_rejects = true)`,
  );
  await engine.run(sqlFile("history"));
  await engine.run(customerView);
  const counted = await engine.columns(
    "SELECT (SELECT SUM(line_count) FROM history)::INTEGER AS n, COUNT(*)::INTEGER AS c FROM customer_view",
  );
  engine.close();
  return { rows: Number(counted["n"]?.[0]), customers: Number(counted["c"]?.[0]) };
}

/** PapaParse to arrays, nothing checked: first, last, count and sum of each customer. */
async function papaparse(file: string): Promise<Seen> {
  const customers = new Map<string, { first: string; last: string; n: number; sum: number }>();
  let rows = 0;
  await new Promise<void>((done, fail) => {
    Papa.parse<string[]>(createReadStream(file), {
      delimiter: ",",
      chunk: ({ data }) => {
        for (const [id = "", at = "", amount = ""] of data) {
          if (id === "" || id === "customer_id") continue;
          rows += 1;
          const known = customers.get(id);
          if (known === undefined) {
            customers.set(id, { first: at, last: at, n: 1, sum: Number(amount) });
            continue;
          }
          if (at < known.first) known.first = at;
          if (at > known.last) known.last = at;
          known.n += 1;
          known.sum += Number(amount);
        }
      },
      complete: () => done(),
      error: fail,
    });
  });
  return { rows, customers: customers.size };
}

const [way = "", from = "", scratch = ""] = parseArgs({ allowPositionals: true }).positionals;
const start = performance.now();
const ways: Readonly<Record<string, () => Promise<Seen>>> = {
  zhike: () => zhike(from, scratch),
  checked: () => checked(from, scratch),
  duckdb: () => duckdb(from, scratch),
  papaparse: () => papaparse(from),
};
const seen = await ways[way]?.();
const seconds = (performance.now() - start) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ seconds, cpuSeconds, mebibytes: maxRSS / 1024, ...seen }));
