import { quarterStarts, timeText } from "./calendar.ts";
import { teams } from "./company.ts";
import type { Cell } from "./csv.ts";
import { likert } from "./likert.ts";
import { seededRandom, type Random } from "./random.ts";
import { teamTexts } from "./texts.ts";

export const teamPulseColumns: readonly string[] = [
  ...["response_id", "answered_at", "survey_version", "team", "lang", "suspect"],
  ...["job", "recommend", "stay", "leader_cares", "leader_listens", "training", "better"],
];

const cuts = [-1.7, -1.0, -0.3, 0.75];

/** The answers of one quarter: most of each team, without names, in order of time. */
export function teamPulseRows(seed: number, quarter: number): readonly (readonly Cell[])[] {
  const random = seededRandom(seed, "team-pulse", quarter);
  const start = (quarterStarts[quarter] ?? 0) + 14;
  const drawn = teams
    .filter(({ staff }) => staff >= 8 || quarter === 9)
    .flatMap(({ name, staff }, team) =>
      Array.from({ length: staff }, () => drawEmployee(random, { name, team, start })),
    )
    .filter((row) => row !== null);
  return drawn
    .toSorted((a, b) => a.moment - b.moment)
    .map(({ moment, cells }, at) => [
      `E${quarter}${String(at + 1).padStart(3, "0")}`,
      timeText(Math.floor(moment / 86_400), moment % 86_400),
      ...cells,
    ]);
}

function drawEmployee(
  random: Random,
  at: { readonly name: string; readonly team: number; readonly start: number },
): { readonly moment: number; readonly cells: readonly Cell[] } | null {
  const answers = random.chance(0.94);
  const moment = (at.start + random.integer(12)) * 86_400 + 21 * 3600 + 600 + random.integer(9000);
  const mood = 0.25 * Math.sin(at.team * 1.7) + 0.7 * random.normal();
  const rate = (mean: number) => likert(mean + mood + 0.6 * random.normal(), cuts);
  const recommend = Math.round(7.4 + 1.4 * mood + 1.3 * random.normal());
  const cells = [
    ...["1", at.name, "zh-CN", null, rate(0.1), Math.max(0, Math.min(10, recommend))],
    ...[rate(0), rate(0.25), rate(0.1), rate(-0.25)],
    random.chance(0.2) ? (teamTexts[random.integer(teamTexts.length)] ?? null) : null,
  ];
  return answers ? { moment, cells } : null;
}
