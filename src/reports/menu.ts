import type { ReportId } from "./report-frame.ts";

/** The reports in the order in which they are read, in groups. */
export const menuGroups = [
  { id: "said-did", reports: ["loyalty", "satisfaction", "trust", "feedback", "co-creation"] },
  {
    id: "service",
    reports: [
      "experience",
      "divergences",
      "modes",
      "elements",
      "journey",
      "chain",
      "team",
      "demand",
    ],
  },
  { id: "value", reports: ["value", "invest", "equity", "lifecycle", "steps"] },
  { id: "grounds", reports: ["claims", "systems", "data", "methods"] },
] as const satisfies readonly { readonly id: string; readonly reports: readonly ReportId[] }[];

export type MenuGroupId = (typeof menuGroups)[number]["id"];

/** Things with the id of a report, by group of the menu; groups without any are left out. */
export function inMenuGroups<T extends { readonly id: string }>(
  reports: readonly T[],
): readonly { readonly id: MenuGroupId; readonly reports: readonly T[] }[] {
  return menuGroups
    .map((group) => ({
      id: group.id,
      reports: group.reports.flatMap((id) => reports.find((report) => report.id === id) ?? []),
    }))
    .filter((group) => group.reports.length > 0);
}
