/** Problems found in one file, by kind and column: the first twenty of a kind and the count. */
import type { CountedProblem, ProblemValues } from "../errors.ts";

const EXAMPLES = 20;

interface Example {
  readonly where: string;
  readonly values: ProblemValues;
}

/** One kind of problem in one file (the shape of `ProblemCount` in facts.ts). */
export type FaultCount = CountedProblem;

export interface FaultPlace {
  /** Physical line on which the row starts; null for the file as a whole. */
  readonly line?: number;
  readonly column?: string;
}

export interface FaultList {
  readonly add: (code: string, place: FaultPlace, values?: ProblemValues) => void;
  readonly counts: () => readonly FaultCount[];
}

/** Collects the faults of the file that is shown as `name`. */
export function faultList(name: string): FaultList {
  const kinds = new Map<string, { code: string; rows: number; examples: Example[] }>();
  return {
    add: (code, place, values = {}) => {
      const key = `${code}\0${place.column ?? ""}`;
      const kind = kinds.get(key) ?? { code, rows: 0, examples: [] };
      kinds.set(key, kind);
      kind.rows += 1;
      if (kind.examples.length < EXAMPLES) {
        kind.examples.push({ where: whereOf(name, place), values });
      }
    },
    counts: () => [...kinds.values()].map((kind) => ({ ...kind, path: name })),
  };
}

/** `path:line (column)`, as far as they are known. */
export function whereOf(name: string, { line, column }: FaultPlace): string {
  const at = line === undefined ? name : `${name}:${line}`;
  return column === undefined ? at : `${at} (${column})`;
}
