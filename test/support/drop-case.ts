import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import {
  openWarehouse,
  type Opened,
  type WarehouseSite,
} from "../../src/warehouse/open-warehouse.ts";
import type { SurveyDefinition } from "../../src/survey/definition.ts";

/** A questionnaire with one question of each kind that files may hold. */
export const visit: SurveyDefinition = {
  id: "visit",
  version: 1,
  audience: "customer",
  title: { en: "Your visit" },
  questions: [
    {
      id: "satisfaction",
      type: "rating",
      scale: { min: 1, max: 5, na: [0] },
      required: true,
      title: { en: "Overall?" },
    },
    {
      id: "why",
      type: "multiple",
      title: { en: "Why?" },
      options: [
        { id: "price", title: { en: "Price" } },
        { id: "taste", title: { en: "Taste" } },
      ],
    },
    {
      id: "aspects",
      type: "matrix",
      title: { en: "How was" },
      scale: { min: 1, max: 5 },
      items: [{ id: "wait", title: { en: "the wait" } }],
    },
    { id: "recommend", type: "nps", title: { en: "Recommend?" } },
    { id: "comment", type: "text", title: { en: "Anything else?" } },
  ],
};

export const site: WarehouseSite = { timeZone: "Asia/Shanghai", wave: "quarter", badRows: 0 };

/** A data folder that a test may change; `out` holds its cache. */
export interface DropFolder {
  readonly root: string;
  readonly write: (path: string, content: string | Uint8Array) => void;
  readonly remove: (path: string) => void;
  readonly open: (own?: Partial<WarehouseSite>) => Promise<Opened>;
  readonly done: () => void;
}

/** Files of a data folder, by path, in a new temporary folder. */
export function dropFolder(files: Readonly<Record<string, string | Uint8Array>>): DropFolder {
  const root = mkdtempSync(join(tmpdir(), "drop-"));
  const write = (path: string, content: string | Uint8Array) => {
    const target = join(root, "data", path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  };
  mkdirSync(join(root, "data"));
  for (const [path, content] of Object.entries(files)) write(path, content);
  return {
    root,
    write,
    remove: (path) => rmSync(join(root, "data", path), { recursive: true, force: true }),
    open: (own = {}) =>
      openWarehouse({
        dataRoot: join(root, "data"),
        cacheRoot: join(root, "out", "cache"),
        site: { ...site, ...own },
        surveys: [visit],
      }),
    done: () => rmSync(root, { recursive: true, force: true }),
  };
}
