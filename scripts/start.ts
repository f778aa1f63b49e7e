/** `npm start`: checks, builds, then serves the site and the collector. */
import { buildSite } from "./build-site.ts";
import { endWithProblems } from "./end-with-problems.ts";
import { serveSite } from "./serve-site.ts";

await endWithProblems(async () => {
  await buildSite();
  await serveSite();
});
