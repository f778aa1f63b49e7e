import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { projectFolder } from "./open-test-company.ts";

/** A file of `src` or `scripts`, its address with forward slashes from the project's root. */
export interface SourceFile {
  readonly path: string;
  /** The first folder below `src`, or the file's own name when it stands in `src` itself. */
  readonly room: string;
  readonly text: string;
}

export function sourceFiles(
  root: "src" | "scripts" | "test",
  endings: readonly string[] = [".ts", ".astro"],
): readonly SourceFile[] {
  return readdirSync(join(projectFolder, root), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectFolder.length + 1))
    .map((path) => path.split(sep).join("/"))
    .toSorted()
    .map((path) => ({
      path,
      room: path.split("/")[1]!,
      text: readFileSync(join(projectFolder, path), "utf8"),
    }));
}

export interface Import {
  readonly from: string;
  /** Address from the project's root, or the name of a package. */
  readonly target: string;
  /** True when only types are taken, which vanish before anything runs. */
  readonly isType: boolean;
}

const importing =
  /(?:\bimport|\bexport)\s+(?<type>type\s+)?(?<names>[^;"'()]*?)\s*\bfrom\s*["'](?<module>[^"']+)["']|\bimport\s*\(?\s*["'](?<bare>[^"']+)["']/gu;

/** Everything that a file imports or passes on. */
export function importsOf({ path, text }: SourceFile): readonly Import[] {
  return [...text.matchAll(importing)].map(({ groups }) => {
    const module = groups!["module"] ?? groups!["bare"]!;
    const names = (groups!["names"] ?? "").trim();
    const target = module.startsWith(".")
      ? normalize(join(dirname(path), module))
          .split(sep)
          .join("/")
      : module;
    return { from: path, target, isType: groups!["type"] !== undefined || areAllTypes(names) };
  });
}

function areAllTypes(names: string): boolean {
  if (!names.startsWith("{")) return false;
  const each = names
    .slice(1, -1)
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return each.length > 0 && each.every((name) => name.startsWith("type "));
}

/** The text without comments, good enough to look for what code says. */
export function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//gu, "").replaceAll(/^\s*\/\/.*$/gmu, "");
}
