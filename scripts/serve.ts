/** `npm run serve`: serves what is built and the collector, without building. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { endWithProblems } = await import("./end-with-problems.ts");
const { serveSite } = await import("./serve-site.ts");
await endWithProblems(async () => void (await serveSite()));
