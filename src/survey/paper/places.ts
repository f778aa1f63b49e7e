/** Where each question stands on paper: its number, its block's letter, the form or the slip. */
import type { BlockGroup, Question, SurveyDefinition } from "../definition.ts";
import { comparisonsOf } from "../show.ts";

export interface PaperPlaces {
  /** Questions of the form, in the order printed; what nobody answers has no number. */
  readonly form: readonly Question[];
  /** Contact details, and consent that decides nothing else: a sheet to be kept apart from answers. */
  readonly slip: readonly Question[];
  /** Filled in by whoever hands the form out. */
  readonly staff: readonly Question[];
  readonly number: (question: Question) => number | null;
  /** Letter of the block that not everybody answers; null where everybody does. */
  readonly block: (question: Question) => string | null;
  readonly rotated: readonly RotatedGroup[];
}

export interface RotatedGroup {
  readonly take: number;
  readonly blocks: readonly { readonly letter: string; readonly id: string }[];
}

/** Places of all questions of a survey, its rules read. */
export function paperPlaces({ questions, blocks = [] }: SurveyDefinition): PaperPlaces {
  const deciding = decidingQuestions(questions);
  const isSlip = ({ id, type, goto }: Question) =>
    type === "contact" || (type === "consent" && goto === undefined && !deciding.has(id));
  const slip = questions.filter(isSlip);
  const form = questions.filter((each) => !isSlip(each) && each.type !== "hidden");
  const numbered = [...form, ...slip].filter(({ type }) => type !== "note");
  const rotated = rotatedGroups(blocks);
  const letters = new Map(
    rotated.flatMap((group) => group.blocks.map(({ id, letter }) => [id, letter] as const)),
  );
  return {
    form,
    slip,
    staff: questions.filter(({ type }) => type === "hidden"),
    number: (question) => {
      const index = numbered.indexOf(question);
      return index < 0 ? null : index + 1;
    },
    block: ({ block = "" }) => letters.get(block) ?? null,
    rotated,
  };
}

/** Questions that a condition of another names: they are answered before it. */
function decidingQuestions(questions: readonly Question[]): ReadonlySet<string | undefined> {
  const rules = questions.flatMap(({ rule, goto = [] }) => [
    rule,
    ...goto.map((jump) => jump.rule),
  ]);
  return new Set(
    rules.flatMap((rule) =>
      rule === undefined ? [] : comparisonsOf(rule).map(({ of }) => of?.question),
    ),
  );
}

/** Groups of which a person gets only some; letters go on from group to group. */
function rotatedGroups(groups: readonly BlockGroup[]): readonly RotatedGroup[] {
  let next = 0;
  return groups.flatMap(({ of, rotate = of.length }) => {
    if (rotate >= of.length) return [];
    return [{ take: rotate, blocks: of.map((id) => ({ id, letter: letterOf(next++) })) }];
  });
}

/** A, B, … Z, A2, B2, … */
function letterOf(index: number): string {
  const round = Math.floor(index / 26);
  return `${String.fromCharCode(65 + (index % 26))}${round === 0 ? "" : round + 1}`;
}
