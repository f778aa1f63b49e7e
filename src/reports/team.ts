import type { TableModel } from "./report.ts";
import { periodName } from "../words/numbers.ts";
import { levelName } from "./level-name.ts";
import { numberBlock } from "./number-block.ts";
import type { Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { numbersSection } from "./satisfaction.ts";
import { clauses, latestWave, print, type Story } from "./story.ts";
import { figureTable, keyOf } from "./tables.ts";

/** Team (员工): what employees answer; groups under ten are hidden. */
export function teamReport(story: Story): Report {
  const { book, words, locale } = story;
  const period = latestWave(story, "employee.satisfaction") ?? "all";
  const satisfaction = book.get("employee.satisfaction", period);
  if (satisfaction.value === null) return absentReport(story, "team", "responses");
  const ids = ["employee.satisfaction", "employee.nps", "employee.stay"] as const;
  const known = ids.filter((id) => book.get(id, period).value !== null);
  const teams = book.list("employee.satisfaction", period, ["team"]);
  const numbers = numbersSection(
    story,
    known.map((id) => numberBlock(story, id, { period, pagePeriod: period })),
  );
  return finishReport(story, {
    id: "team",
    kicker: [period === "all" ? words.t("reports.period.all") : periodName(period, locale)],
    finding: {
      clauses: clauses(words.t("reports.team.finding", { value: print(story, satisfaction).text })),
      tone: "data",
      kind: "level",
      figures: [keyOf(satisfaction)],
    },
    lead: words.rich("reports.team.lead", {
      value: print(story, satisfaction).text,
      range: print(story, satisfaction).range,
      n: print(story, satisfaction).n,
      k: story.site.k.employee,
    }),
    hero: null,
    parts: [
      numbers,
      ...(teams.length === 0
        ? []
        : [
            {
              section: {
                id: "teams",
                head: words.t("reports.team.teams-head", {
                  n: teams.filter(({ n }) => (n ?? 0) >= story.rules.thinBelow).length,
                }),
                sub: words.t("reports.team.teams-sub", { k: story.site.k.employee }),
                blocks: [{ kind: "table" as const, table: teamTable(story, period) }],
              },
              keys: teams.map(keyOf),
            },
          ]),
    ],
    figures: [],
    methods: known,
    caveats: ["caveat.team"],
  });
}

function teamTable(story: Story, period: string): TableModel {
  const { book } = story;
  const teams = book
    .list("employee.satisfaction", period, ["team"])
    .toSorted((a, b) => (a.value ?? 2) - (b.value ?? 2));
  return figureTable(
    story,
    "team-satisfaction",
    teams.map((each) => ({
      label: levelName(story, each.by["team"] ?? ""),
      figure: each,
    })),
  );
}
