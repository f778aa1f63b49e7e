/** One run of one way to read order lines, in a process of its own: prints seconds and peak MiB. */
import { createReadStream } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import Papa from "papaparse";
import { openEngine, quoted } from "../../src/intake/engine.ts";
import { listDrops, readDrops } from "../../src/intake/read-drops.ts";
import { dubiousGuards } from "../../src/intake/read-file.ts";
import { openCompany } from "../../src/pipeline.ts";
import { projectRoot } from "../../src/settings/project-root.ts";
import { openWarehouse } from "../../src/warehouse/open-warehouse.ts";
import { rfm } from "../../src/metrics/rfm.ts";

interface Seen {
  readonly rows: number;
  readonly customers: number;
}

/** Everything that a build does with the drop, from the first byte to facts, and RFM scores. */
async function zhike(dataRoot: string, cacheRoot: string): Promise<Seen> {
  const site = { timeZone: "Asia/Shanghai", wave: "quarter", badRows: 0 } as const;
  const { facts } = await openWarehouse({ dataRoot, cacheRoot, site, surveys: [] });
  if (facts === null) throw new Error("no facts");
  const scored = rfm(facts.customers);
  return { rows: facts.transactions.rows, customers: scored?.recency.length ?? 0 };
}

/** The data part of a build, from the first byte to reports; an unchanged company is known again. */
async function company(root: string, out: string): Promise<Seen> {
  const { summary, figures } = await openCompany({
    project: projectRoot(),
    data: join(root, "plain"),
    content: join(root, "content"),
    dist: join(out, "dist"),
    out,
  });
  const customers = figures.find(({ id }) => id === "data.transactions.customers")?.value;
  return {
    rows: summary.reduce((sum, { rows }) => sum + rows, 0),
    customers: Number(customers),
  };
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

/** One row a customer: first, last, count and sum. */
const plainView = [
  `CREATE TABLE customer_view AS
   SELECT customer_id, COUNT(*) AS lines, COUNT(*) AS purchases, MIN(ordered_at) AS first_at,
     MAX(ordered_at) AS last_at, SUM(amount) AS revenue
   FROM line GROUP BY customer_id`,
];

/** The same view of each customer as facts have it, by way of the days of each. */
const dayView = [
  `CREATE TABLE customer_day AS
   SELECT customer_id, CAST(ordered_at AS DATE) AS day, COUNT(*) AS lines, SUM(amount) AS net,
     SUM(CASE WHEN amount > 0 THEN amount END) AS spent
   FROM line GROUP BY customer_id, CAST(ordered_at AS DATE)`,
  `CREATE TABLE customer_view AS
   SELECT customer_id, SUM(lines) AS lines, COUNT(spent) AS purchases,
     MIN(CASE WHEN spent > 0 THEN day END, 2) AS first_days,
     MAX(CASE WHEN spent > 0 THEN day END) AS last_at, SUM(net) AS revenue,
     (SUM(spent) - ARG_MIN(spent, day)) / NULLIF(COUNT(spent) - 1, 0) AS repeat_value
   FROM customer_day GROUP BY customer_id`,
];

const scores = `
  CREATE TABLE rfm AS
  SELECT customer_id, NTILE(5) OVER (ORDER BY last_at) AS recency,
    NTILE(5) OVER (ORDER BY purchases) AS frequency, NTILE(5) OVER (ORDER BY revenue) AS monetary
  FROM customer_view`;

/** Bare DuckDB: typed columns, rejects kept, a view of each customer and its RFM scores. */
async function duckdb(file: string, scratch: string, view: readonly string[]): Promise<Seen> {
  const engine = await openEngine({ scratch });
  const columns =
    "{'customer_id': 'VARCHAR', 'ordered_at': 'TIMESTAMP', 'amount': 'DECIMAL(15,4)'}";
  await engine.run(
    `CREATE VIEW line AS SELECT * FROM read_csv(${quoted(file)},
     columns = ${columns}, auto_detect = false, header = true, delim = ',', quote = '"',
     escape = '"', store_rejects = true)`,
  );
  for (const sql of [...view, scores]) await engine.run(sql);
  const counted = await engine.columns(
    `SELECT (SELECT SUM(lines) FROM customer_view)::INTEGER AS n, COUNT(*)::INTEGER AS c
     FROM rfm WHERE recency + frequency + monetary >= 3`,
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
  company: () => company(from, scratch),
  checked: () => checked(from, scratch),
  plain: () => duckdb(from, scratch, plainView),
  days: () => duckdb(from, scratch, dayView),
  papaparse: () => papaparse(from),
};
const seen = await ways[way]?.();
const seconds = (performance.now() - start) / 1000;
const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
const cpuSeconds = (userCPUTime + systemCPUTime) / 1e6;
console.log(JSON.stringify({ seconds, cpuSeconds, mebibytes: maxRSS / 1024, ...seen }));
