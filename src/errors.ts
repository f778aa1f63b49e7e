/**
 * Every error that somebody can mend. A `Problem` is data: a permanent code, a
 * place to click and the values that the words need. The words themselves stand
 * in `content/words/<locale>/problems.yaml`, one entry a code: `what` and `do`.
 * A bug stays a plain `Error`.
 */

export type ProblemValues = Readonly<Record<string, string | number>>;

export class Problem extends Error {
  readonly code: string;
  /** Clickable: `path:line (column)`, a request, or a command. */
  readonly where: string;
  readonly values: ProblemValues;

  constructor(code: string, where: string, values: ProblemValues = {}) {
    super(`${code}  ${where}  ${JSON.stringify(values)}`);
    this.name = "Problem";
    this.code = code;
    this.where = where;
    this.values = values;
  }
}

/** Several problems found in one look; what throws it has looked at everything. */
export class Problems extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join("\n"));
    this.name = "Problems";
    this.problems = problems;
  }
}

/** One kind of problem in one file, counted; `examples` are the first of it. */
export interface CountedProblem {
  readonly code: string;
  readonly path: string;
  readonly rows: number;
  readonly examples: readonly { readonly where: string; readonly values: ProblemValues }[];
}

/**
 * A kind of problem as one: the first example, and in `more` and `others` how many rows
 * have the same fault and on which lines the next of them stand.
 */
export function problemOf({ code, rows, examples, path }: CountedProblem): Problem {
  const [first, ...next] = examples;
  const lines = next.map(({ where }) => /:(\d+)(?: \(|$)/u.exec(where)?.[1] ?? "");
  const rest = rows - examples.length > 0 ? ", …" : "";
  return new Problem(code, first?.where ?? path, {
    ...first?.values,
    more: rows - 1,
    others: lines.filter((line) => line !== "").join(", ") + rest,
  });
}

/**
 * What of an error somebody can mend; null for a bug. A disk that is full or may not be written is no
 * bug of ours.
 */
export function problemsIn(error: unknown): readonly Problem[] | null {
  if (error instanceof Problems) return error.problems;
  if (error instanceof Problem) return [error];
  const { code, path } = error as { readonly code?: unknown; readonly path?: unknown };
  return typeof path === "string" && typeof code === "string" && pathCodes.has(code)
    ? [new Problem("path-unusable", path, { reason: code })]
    : null;
}

const pathCodes = new Set([
  "EACCES",
  "EPERM",
  "EROFS",
  "ENOSPC",
  "EDQUOT",
  "ENOTDIR",
  "EISDIR",
  "EEXIST",
  "ELOOP",
]);
