/** Made by `scripts/company-site.ts`: the bodies of the pages that the company wrote itself, by id. */
declare module "virtual:own-prose" {
  import type { AstroComponentFactory } from "astro/runtime/server/index.js";
  export const bodies: Readonly<Record<string, AstroComponentFactory>>;
}
