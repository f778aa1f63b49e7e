/** `npm run build`: check, then build the site beside the old one and move it in when it is complete. */
import { buildSite } from "./build-site.ts";
import { endWithProblems } from "./end-with-problems.ts";

await endWithProblems(() => buildSite());
