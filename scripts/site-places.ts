import type { Folders } from "../src/settings/folders.ts";

/** Where a site is made before it moves in, and where the one that stands moves to. */
export function sitePlaces({ dist }: Pick<Folders, "dist">) {
  return { beside: `${dist}-building`, old: `${dist}-old` };
}
