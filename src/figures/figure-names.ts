import { Problem } from "../errors.ts";
import type { Settings } from "../settings/read-settings.ts";
import { nearestName } from "../tables/nearest-name.ts";
import { constructFamilies, constructFigure } from "./kinds/constructs.ts";
import { homes } from "./kinds/kind.ts";
import { figureKinds } from "./registry.ts";

/** Figures and reports that systems.yaml and claims.yaml name and that no build has. */
export function figureNameProblems({
  systems,
  claims,
  constructs,
  where,
}: Pick<Settings, "systems" | "claims" | "constructs" | "where">): readonly Problem[] {
  const figures = [
    ...Object.keys(figureKinds),
    ...Object.keys(constructs).flatMap((construct) =>
      constructFamilies.map((family) => constructFigure(family, construct)),
    ),
  ];
  const unknown = (code: string, name: string, known: readonly string[], place: () => string) =>
    known.includes(name)
      ? []
      : [new Problem(code, place(), { name, nearest: nearestName(name, known) ?? "none" })];
  return [
    ...systems.flatMap(({ figures: own, page }, at) => [
      ...own.flatMap((name, i) =>
        unknown("figure-unknown", name, figures, () => where("systems.yaml", [at, "figures", i])),
      ),
      ...unknown("report-unknown", page, homes, () => where("systems.yaml", [at, "page"])),
    ]),
    ...claims.flatMap(({ figure }, at) => {
      const [name = ""] = figure.split("|");
      return unknown("figure-unknown", name, figures, () => where("claims.yaml", [at, "figure"]));
    }),
  ];
}
