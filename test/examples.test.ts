/** Every `@example call // => value` of a docstring is run; a value is right to the digits printed. */
import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rooms = ["src/stats", "src/metrics"].filter((room) =>
  readdirSync("src").includes(room.slice(4)),
);
const paths = rooms.flatMap((room) =>
  readdirSync(room)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${room}/${name}`)
    .toSorted(),
);
const modules = await Promise.all(
  paths.map(
    async (path) => (await import(/* @vite-ignore */ `../${path}`)) as Record<string, unknown>,
  ),
);
const scope = Object.assign({}, ...modules) as Record<string, unknown>;

for (const path of paths) {
  for (const [line, call, value] of examplesOf(path)) {
    test(`${path}:${line} ${call} // => ${value}`, () => {
      expectClose(evaluate(call), evaluate(value), digitsOf(value));
    });
  }
}

function examplesOf(path: string): readonly (readonly [number, string, string])[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .flatMap((text, index) => {
      const found = /^ \* @example (?<call>.+) \/\/ => (?<value>.+)$/u.exec(text);
      return found ? [[index + 1, found[1]!, found[2]!] as const] : [];
    });
}

function evaluate(source: string): unknown {
  return new Function(...Object.keys(scope), `return (${source});`)(...Object.values(scope));
}

function digitsOf(value: string): number {
  return Math.max(0, ...[...value.matchAll(/\.(\d+)/gu)].map(([, digits]) => digits!.length));
}

function expectClose(got: unknown, wanted: unknown, digits: number): void {
  if (typeof wanted === "number" && typeof got === "number") {
    expect(Math.abs(got - wanted), `${got}`).toBeLessThanOrEqual(0.5000001 * 10 ** -digits);
  } else if (Array.isArray(wanted) && Array.isArray(got)) {
    expect(got).toHaveLength(wanted.length);
    for (const [i, one] of wanted.entries()) expectClose(got[i], one, digits);
  } else {
    expect(got).toEqual(wanted);
  }
}
