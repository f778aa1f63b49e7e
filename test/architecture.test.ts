/** The walls of the house: who may import whom, what pure rooms never say, how files are named. */
import { describe, expect, it } from "vitest";
import { codeOf, importsOf, sourceFiles, type Import } from "./support/source-files.ts";

/**
 * A room imports values from itself and from the rooms before it. Types may be looked up
 * anywhere: they are contracts and vanish before anything runs.
 */
const direction = [
  "errors.ts",
  "stats",
  "tables",
  "words",
  "survey",
  "settings",
  "metrics",
  "disclosure",
  "figures",
  "intake",
  "warehouse",
  "charts",
  "reports",
  "sample",
  "foreign",
  "collector",
  "client",
  "styles",
  "components",
  "layouts",
  "pages",
  "threads",
  "pipeline.ts",
  "content.config.ts",
];

const pureRooms = new Set([
  "stats",
  "tables",
  "words",
  "survey",
  "metrics",
  "disclosure",
  "figures",
  "reports",
  "charts",
  "foreign",
]);

/** The world enters as an argument; these words would let it in by the window. */
const worldly = [
  /["']node:/u,
  /\bfetch\(/u,
  /\bMath\.random\b/u,
  /\bDate\.now\b/u,
  /\bnew Date\(\)/u,
];

const files = sourceFiles("src");

describe("direction", () => {
  it("every room of src stands in the list", () => {
    const rooms = new Set(sourceFiles("src", [""]).map(({ room }) => room));
    expect([...rooms].filter((room) => !direction.includes(room))).toEqual([]);
  });

  it("no room imports a value from a room below it", () => {
    const upward = files.flatMap((file) =>
      importsOf(file).filter((each) => !each.isType && !isAllowed(file.room, each)),
    );
    expect(upward.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });

  it("no file imports itself in a ring", () => {
    expect(rings()).toEqual([]);
  });

  it("nothing in src imports from scripts or test", () => {
    const outside = files
      .flatMap(importsOf)
      .filter(({ target }) => /^(?:scripts|test)\//u.test(target));
    expect(outside).toEqual([]);
  });

  it("only intake reads data, only settings reads content", () => {
    const readers = files.filter(
      ({ text }) =>
        /\bread(?:File|dir)(?:Sync)?\(/u.test(codeOf(text)) && /["']node:fs/u.test(text),
    );
    const rooms = new Set(readers.map(({ room }) => room));
    const allowed = ["intake", "settings", "warehouse", "sample", "collector", "pipeline.ts"];
    expect([...rooms].filter((room) => !allowed.includes(room))).toEqual([]);
  });
});

describe("pure rooms", () => {
  it("never name the world", () => {
    const said = files
      .filter(({ room }) => pureRooms.has(room))
      .flatMap(({ path, text }) =>
        worldly.filter((word) => word.test(codeOf(text))).map((word) => `${path} says ${word}`),
      );
    expect(said).toEqual([]);
  });

  it("import no package that names the world", () => {
    const allowed = /^(?:zod$|d3-|intl-messageformat$|papaparse$|yaml$|saxes$|fflate$)/u;
    const packages = files
      .filter(({ room }) => pureRooms.has(room))
      .flatMap(importsOf)
      .filter(
        ({ target, isType }) => !isType && !target.startsWith("src/") && !allowed.test(target),
      );
    expect(packages.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });
});

describe("names", () => {
  const code = [...files, ...sourceFiles("scripts"), ...sourceFiles("test")].filter(
    ({ path }) => !/^test\/(?:input|output)\//u.test(path),
  );

  it("exports are named", () => {
    const unnamed = code
      .filter(({ path }) => path.startsWith("src/") && path.endsWith(".ts"))
      .filter(({ text }) => /^export (?:default\b|\*)/mu.test(text));
    expect(unnamed.map(({ path }) => path)).toEqual([]);
  });

  it("files are kebab-case, components PascalCase, pages as addresses", () => {
    const odd = code.filter(({ path, room }) => {
      const name = path.split("/").at(-1)!;
      if (room === "pages")
        return !/^(?:[a-z0-9-]+|\[(?:\.\.\.)?[a-z]+\])(?:\.[a-z]+)*$/u.test(name);
      if (name.endsWith(".astro")) return !/^[A-Z][A-Za-z0-9]*\.astro$/u.test(name);
      return !/^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?\.ts$/u.test(name);
    });
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it("no file is a drawer for anything, and none passes a folder on", () => {
    const drawers = code.filter(({ path }) =>
      /(?:^|[/-])(?:utils?|helpers?|common|managers?)(?:[-./]|$)/iu.test(path),
    );
    const barrels = code.filter(({ path }) => /\/index\.ts$/u.test(path));
    expect([...drawers, ...barrels].map(({ path }) => path)).toEqual([]);
  });

  it("imports of our own name the file's ending", () => {
    const bare = code
      .flatMap(importsOf)
      .filter(({ target }) => /^(?:src|scripts|test)\//u.test(target))
      .filter(({ target }) => !/\.(?:ts|astro|css|json|sql)(?:\?[a-z&]+)?$/u.test(target));
    expect(bare.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });
});

function isAllowed(room: string, { target }: Import): boolean {
  if (!target.startsWith("src/")) return !target.startsWith("scripts/");
  const other = target.split("/")[1]!;
  return direction.indexOf(other) <= direction.indexOf(room) && direction.includes(room);
}

/** Files that reach themselves again by importing values. */
function rings(): string[] {
  const next = new Map(
    files.map((file) => [
      file.path,
      importsOf(file)
        .filter(({ isType }) => !isType)
        .map(({ target }) => target.split("?")[0]!),
    ]),
  );
  const state = new Map<string, "open" | "done">();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      found.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
      return;
    }
    state.set(path, "open");
    for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
    state.set(path, "done");
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}
