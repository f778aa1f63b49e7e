/** `npm start`: checks, builds, then serves the site and the collector. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { endWithProblems } = await import("./end-with-problems.ts");
const { buildSite } = await import("./build-site.ts");
const { serveSite } = await import("./serve-site.ts");

await endWithProblems(async () => {
  await buildSite();
  await serveSite();
});
