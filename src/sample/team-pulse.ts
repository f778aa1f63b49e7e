import { quarterStarts, timeText } from "./calendar.ts";
import { planted, stores, teams } from "./company.ts";
import type { Cell } from "./csv.ts";
import { expectedSatisfaction } from "./experience.ts";
import { likert } from "./likert.ts";
import { seededRandom, type Random } from "./random.ts";
import { teamTexts } from "./texts.ts";

export const teamPulseColumns: readonly string[] = [
  ...["response_id", "answered_at", "survey_version", "team", "lang", "suspect"],
  ...["job", "recommend", "stay", "leader_cares", "leader_listens", "training"],
  ...[
    "culture_group",
    "culture_goal",
    "culture_latitude",
    "culture_belonging",
    "trained",
    "better",
  ],
];

const cuts = [-1.7, -1.0, -0.3, 0.75];

/** The answers of one quarter: most of each team, without names, in order of time. */
export function teamPulseRows(seed: number, quarter: number): readonly (readonly Cell[])[] {
  const random = seededRandom(seed, "team-pulse", quarter);
  const start = (quarterStarts[quarter] ?? 0) + 14;
  const drawn = teams
    .filter(({ staff }) => staff >= 8 || quarter === 9)
    .flatMap(({ name, staff }, team) =>
      Array.from({ length: staff }, () => drawEmployee(random, { name, team, start, quarter })),
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
  at: {
    readonly name: string;
    readonly team: number;
    readonly start: number;
    readonly quarter: number;
  },
): { readonly moment: number; readonly cells: readonly Cell[] } | null {
  const answers = random.chance(0.94);
  const moment = (at.start + random.integer(12)) * 86_400 + 21 * 3600 + 600 + random.integer(9000);
  const mood = teamMood(at.team, at.start) + 0.5 * random.normal();
  const { firstShare, perQuarter, shift } = planted.trained;
  const trained = random.chance(firstShare + perQuarter * (at.quarter - 4));
  const helped = trained ? shift : 0;
  const rate = (mean: number) => likert(mean + mood + 0.6 * random.normal(), cuts);
  const recommend = Math.round(7.4 + 1.4 * mood + 1.3 * random.normal());
  const cells = [
    ...["2", at.name, "zh-CN", null, rate(0.1), Math.max(0, Math.min(10, recommend))],
    ...[rate(0), rate(0.25), rate(0.1), rate(-0.25)],
    ...[rate(-0.4), rate(0.3 + helped), rate(-0.25 + helped), rate(0.15)],
    trained ? "yes" : "no",
    random.chance(0.2) ? (teamTexts[random.integer(teamTexts.length)] ?? null) : null,
  ];
  return answers ? { moment, cells } : null;
}

/** Teams differ by chance a little, and as their stores do in the satisfaction of customers. */
function teamMood(team: number, day: number): number {
  const store = stores[team];
  const chance = 0.06 * Math.sin(team * 1.7);
  if (store === undefined) return chance;
  const { mean } = expectedSatisfaction({ kind: store.kind, day, mood: 0 });
  return chance + planted.teamPerStore * mean;
}
