import { claimVerdict, type Verdict } from "../metrics/claim-verdict.ts";
import type { Claims } from "../settings/claims.ts";
import { counted, type Book } from "./book.ts";
import type { By, Figure } from "./figure.ts";
import type { FigureId } from "./registry.ts";

export type Claim = Claims[number];

export interface JudgedClaim {
  readonly claim: Claim;
  readonly figure: Figure;
  readonly verdict: Verdict;
}

/** Every claim beside the company's own figure, as it is published; one put aside is not judged. */
export function judgedClaims(
  book: Pick<Book, "get">,
  claims: Claims,
  thinBelow: number,
): readonly JudgedClaim[] {
  return claims.map((claim) => {
    const [id = "", ...slices] = claim.figure.split("|");
    const by: By = Object.fromEntries(slices.map((slice) => slice.split("=", 2)));
    const figure = book.get(id as FigureId, "all", by);
    const verdict = claimVerdict({ ...figure, n: figure.n ?? 0 }, claim, { thinBelow });
    return { claim, figure, verdict: claim.aside === undefined ? verdict : "too-little" };
  });
}

/** How many claims agree, differ and cannot be judged. */
export function claimFigures(book: Book, claims: Claims, thinBelow: number): readonly Figure[] {
  const judged = judgedClaims(book, claims, thinBelow);
  if (judged.every(({ verdict }) => verdict === "too-little")) return [];
  const verdicts = ["agree", "differ", "too-little"] as const;
  const words = { agree: "agrees", differ: "differs", "too-little": "too-little" } as const;
  return verdicts.map((name) => {
    const n = judged.filter(({ verdict }) => verdict === words[name]).length;
    return counted(`claims.${name}`, n, judged.length);
  });
}
