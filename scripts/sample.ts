/** `npm run sample`: writes the sample company; `-- --customers 1000000 --seed 7 --out DIR` for another one. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { Problem } from "../src/errors.ts";
import { defaultOptions } from "../src/sample/simulate.ts";
import { writeCompany } from "../src/sample/write-company.ts";
import { projectRoot } from "../src/settings/project-root.ts";
import { endWithProblems } from "./end-with-problems.ts";

const command = "npm run sample";
const options = {
  customers: { type: "string", default: String(defaultOptions.customers) },
  seed: { type: "string", default: String(defaultOptions.seed) },
  out: { type: "string" },
  "no-seasons": { type: "boolean", default: false },
  "no-drivers": { type: "boolean", default: false },
} as const;

export async function writeSample(args: readonly string[]): Promise<void> {
  const values = readArguments(args);
  const folder = values.out ?? join(projectRoot(), "data");
  const sample = {
    customers: count("customers", values.customers, 1),
    seed: count("seed", values.seed, 0),
    seasons: !values["no-seasons"],
    drivers: !values["no-drivers"],
  };
  const truth = writeCompany(folder, sample, (table) => console.log(`${table} ...`));
  console.log(folder);
  // The tests of the project compare its own company only.
  if (values.out !== undefined || !isDefault(sample)) return;
  const text = await format(JSON.stringify(truth), { parser: "json", printWidth: 100 });
  writeFileSync(join(projectRoot(), "test/sample/truth.json"), text);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options }).values;
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split(". ")[0] ?? "";
    const known = Object.keys(options)
      .map((name) => `--${name}`)
      .join(", ");
    throw new Problem("argument-unknown", command, { reason, known });
  }
}

function count(name: string, value: string, least: number): number {
  if (/^\d{1,9}$/u.test(value) && Number(value) >= least) return Number(value);
  throw new Problem("argument-not-count", `${command} (--${name})`, {
    ...{ name, value, least },
    example: `--${name} 7`,
  });
}

const isDefault = (sample: object): boolean =>
  JSON.stringify(sample) === JSON.stringify(defaultOptions);

if (import.meta.main) await endWithProblems(() => writeSample(process.argv.slice(2)));
