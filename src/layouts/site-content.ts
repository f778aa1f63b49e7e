/**
 * What a build or the dev server hands to the pages. Pages are bundled and the pipeline is not:
 * both meet in this one place of the process.
 */
import type { Figure } from "../figures/figure.ts";
import type { SiteEntry } from "../pipeline.ts";
import type { Report } from "../reports/report.ts";
import type { SystemStatus } from "../reports/system-status.ts";
import type { Prose } from "../settings/read-prose.ts";
import type { Settings } from "../settings/read-settings.ts";

/** What every page says about the build: what the company's run says of itself. */
export interface SiteFacts extends SiteEntry {
  /** A sentence for the foot of every page, by locale. */
  readonly note?: Readonly<Record<string, string>> | undefined;
}

export interface SiteContent {
  readonly site: SiteFacts;
  readonly figures: readonly Figure[];
  readonly reports: readonly Report[];
  readonly systems: readonly SystemStatus[];
}

/** As a page shows the digest of its inputs. */
export function shownDigest({ digest }: SiteFacts): string {
  return digest.slice(0, 16);
}

/** What pages ask for. In dev all of it is read anew once a file has changed. */
export interface Handed {
  readonly content: () => Promise<SiteContent>;
  /** Survey pages are built from it alone. */
  readonly settings: () => Pick<Settings, "site" | "surveys" | "words">;
  /** Pages that the company wrote itself. They are bundled before its content is there. */
  readonly prose: () => readonly Prose[];
}

const PLACE = Symbol.for("zhike.site-content");
const shared = globalThis as { [PLACE]?: Handed };

export function handOver(handed: Handed): void {
  shared[PLACE] = handed;
}

export function siteContent(): Promise<SiteContent> {
  return handedOver().content();
}

export function siteSettings(): ReturnType<Handed["settings"]> {
  return handedOver().settings();
}

export function siteProse(): readonly Prose[] {
  return handedOver().prose();
}

function handedOver(): Handed {
  const handed = shared[PLACE];
  if (handed === undefined) throw new Error("nobody handed a company to the pages");
  return handed;
}
