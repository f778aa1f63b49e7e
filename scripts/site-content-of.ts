import { join } from "node:path";
import type { SiteContent } from "../src/layouts/site-content.ts";
import type { Folders } from "../src/settings/folders.ts";
import { readProse } from "../src/settings/read-prose.ts";

type Company = Pick<SiteContent, "site" | "figures" | "reports" | "systems">;

/** All that pages show: what was worked out, and what the company wrote itself. */
export function siteContentOf(
  { site, figures, reports, systems }: Company,
  { content, project }: Folders,
): SiteContent {
  const prose = readProse(join(content, "reports"), project);
  return { site, figures, reports, systems, prose };
}
