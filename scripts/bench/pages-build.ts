/** As `scripts/build.ts`, but the company is read from a file instead of worked out from data. */
import { enableCompileCache } from "node:module";

enableCompileCache();
const { buildSite } = await import("../build-site.ts");
await buildSite({ company: "content.json" });
