/** As `scripts/build.ts`, but the company is read from a file instead of worked out from data. */
import { buildSite } from "../build-site.ts";

await buildSite({ company: "content.json" });
