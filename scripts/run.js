/**
 * `node scripts/run.js check` runs a command of this folder with modules compiled in earlier runs.
 * JavaScript, because a start in TypeScript loads a compiler before anything else (60 ms).
 */
import { enableCompileCache } from "node:module";

enableCompileCache();
// A command reads its arguments from the third word on.
process.argv.splice(1, 1);
await import(`./${process.argv[1]}.ts`);
