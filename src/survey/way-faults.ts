/** What is wrong with the ways through a survey: jumps, questions nobody reaches, answers put into later texts. */
import { waysThrough } from "./block-faults.ts";
import type { Jump, Question, SurveyDefinition } from "./definition.ts";
import type { SurveyFault } from "./faults.ts";
import { pipesIn } from "./piping.ts";
import { referenceOf, type Reference } from "./references.ts";

/**
 * Faults of `goto`, of questions that no way leads to, and of `{q:…}` in texts.
 *
 * Gives    faults in the order of the questions. Ways are walked once every condition and
 *          jump is right.
 */
export function wayFaults(survey: SurveyDefinition, isReadable: boolean): readonly SurveyFault[] {
  const faults = survey.questions.flatMap((question, index) => [
    ...(question.goto ?? []).flatMap((jump, at) => jumpFaults(survey, index, { jump, at })),
    ...deadEnds(question, index),
    ...pipeFaults(survey, question, index),
  ]);
  return faults.length > 0 || !isReadable ? faults : unreached(survey);
}

function jumpFaults(
  survey: SurveyDefinition,
  index: number,
  { jump, at }: { readonly jump: Jump; readonly at: number },
): SurveyFault[] {
  const { id, block, goto: jumps = [] } = survey.questions[index] as Question;
  const values = { question: id, to: jump.to };
  const fault = (code: string): SurveyFault[] => [
    { code, path: ["questions", index, "goto", at, "to"], values },
  ];
  if (jumps.slice(0, at).some((before) => before.if === undefined)) return fault("goto-idle");
  if (jump.to === "end") return block === undefined ? [] : fault("goto-block");
  const target = survey.questions.findIndex((question) => question.id === jump.to);
  if (target < 0) return fault("goto-unknown");
  if (target <= index) return fault("goto-back");
  return survey.questions[target]?.block === block ? [] : fault("goto-block");
}

/** Nobody can answer a note or a hidden field. */
function deadEnds({ id, type, required }: Question, index: number): SurveyFault[] {
  if (required !== true || (type !== "note" && type !== "hidden")) return [];
  const path = ["questions", index, "required"];
  return [{ code: "required-unanswerable", path, values: { question: id, type } }];
}

function unreached(survey: SurveyDefinition): SurveyFault[] {
  const reached = new Set(waysThrough(survey).flatMap((way) => way.map(({ id }) => id)));
  return survey.questions.flatMap(({ id, type }, index) =>
    type === "hidden" || reached.has(id)
      ? []
      : [
          {
            code: "question-unreached",
            path: ["questions", index, "id"],
            values: { question: id },
          },
        ],
  );
}

function pipeFaults(survey: SurveyDefinition, question: Question, index: number): SurveyFault[] {
  return (["title", "hint"] as const).flatMap((key) =>
    Object.entries(question[key] ?? {}).flatMap(([locale, text]) =>
      pipesIn(text).flatMap((piece) => {
        if (typeof piece === "string") return [];
        const code = pipeFault(survey, index, referenceOf(survey, piece.name));
        const path = ["questions", index, key, locale];
        const values = { question: question.id, name: piece.name };
        return code === null ? [] : [{ code, path, values }];
      }),
    ),
  );
}

function pipeFault(
  survey: SurveyDefinition,
  index: number,
  reference: Reference | null,
): string | null {
  if (reference === null) return "pipe-unknown";
  const { question, part } = reference;
  if (survey.questions.indexOf(question) >= index) return "pipe-later";
  const { block, type } = question;
  if (block !== undefined && block !== survey.questions[index]?.block) return "pipe-block";
  const isSplit = (type === "matrix" || type === "pair") && part === null;
  // What a person wrote to be reached, or agreed to, is not read out.
  return isSplit || ["note", "contact", "consent"].includes(type) ? "pipe-type" : null;
}
