import { Worker } from "node:worker_threads";

/** Without it Node reads a module that is TypeScript with a compiler that takes longer than most modules. */
const START = `
  require("node:module").enableCompileCache();
  import(process.argv.at(-1));
`;

/** Starts a thread in a module, with what is compiled of it remembered. */
export function openThread(module: URL, workerData: unknown = null): Worker {
  return new Worker(START, { eval: true, argv: [module.href], workerData });
}
