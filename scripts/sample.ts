/** `npm run sample`: writes the sample company; `-- --customers 1000000 --seed 7 --out DIR` for another one. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { format } from "prettier";
import { defaultOptions } from "../src/sample/simulate.ts";
import { writeCompany } from "../src/sample/write-company.ts";

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: {
    customers: { type: "string", default: String(defaultOptions.customers) },
    seed: { type: "string", default: String(defaultOptions.seed) },
    out: { type: "string" },
    "no-seasons": { type: "boolean", default: false },
    "no-drivers": { type: "boolean", default: false },
  },
});
const truth = writeCompany(values.out ?? join(root, "data"), {
  customers: Number(values.customers),
  seed: Number(values.seed),
  seasons: !values["no-seasons"],
  drivers: !values["no-drivers"],
});
const text = await format(JSON.stringify(truth), { parser: "json", printWidth: 100 });
// The tests of the project compare its own sample only.
if (values.out === undefined) writeFileSync(join(root, "test/sample/truth.json"), text);
console.log(`${truth.options.customers} customers written to ${values.out ?? "data"}`);
