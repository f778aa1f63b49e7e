/** `npm run build`: check, then build the site beside the old one and move it in when it is complete. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { endWithProblems } = await import("./end-with-problems.ts");
const { buildSite } = await import("./build-site.ts");
await endWithProblems(() => buildSite());
