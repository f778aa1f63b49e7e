import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import type { Finding } from "./finding.ts";
import type { FigureRow } from "./group-strips.ts";
import { numbersPart } from "./numbers-part.ts";
import type { Part, Report } from "./report.ts";
import { absentReport, finishReport } from "./report-frame.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import { levelName } from "./level-name.ts";
import { membersSections } from "./steps-members.ts";
import { clauses, print, type Story } from "./story.ts";
import { apart, stripSection, tableOf } from "./strip-section.ts";
import { keyOf } from "./tables.ts";

/** Five loyalty steps (忠诚五步): know, check, find the factors, act, measure; and what goes with loyalty. */
export function stepsReport(story: Story): Report {
  const { book, words } = story;
  const decile = book.get("steps.top-decile", "all", { of: "customers", measure: "revenue" });
  if (decile.value === null) return absentReport(story, "steps", "transactions");
  const sections: readonly Part[] = [
    ...effectSection(story),
    ...knowSection(story, decile),
    ...checkSection(story),
    ...needSection(story),
    ...factorSections(story),
    ...actSection(story),
    ...membersSections(story),
    ...nextSection(story),
  ];
  const methods = ids.filter((id) => book.get(id).value !== null);
  return finishReport(story, {
    id: "steps",
    kicker: [words.t("reports.period.all")],
    finding: stepsFinding(story, decile),
    lead: stepsLead(story, decile),
    hero: null,
    parts: sections,
    figures: [
      keyOf(decile),
      "steps.done@all",
      "steps.on-time@all",
      "choice.change-aware@all|option=yes",
    ],
    methods,
    caveats: ["steps.caveat", "caveat.association"],
  });
}

const ids = [
  "steps.done",
  "steps.on-time",
  "steps.check-fit",
  "steps.check-markets",
  "steps.check-lasting",
  "steps.need-coverage",
  "steps.preventable",
  "steps.vip-revenue",
] as const satisfies readonly FigureId[];

/** Measured effects, largest first. */
function effects({ book }: Story): readonly Figure[] {
  return book
    .list("steps.effect", "all", ["action", "construct"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
}

function isClear({ low, high }: Figure): boolean {
  return (low ?? 0) > 0 || (high ?? 0) < 0;
}

function aware({ book }: Story): Figure {
  return book.get("choice.change-aware", "all", { option: "yes" });
}

function stepsFinding(story: Story, decile: Figure): Finding {
  const { book, words } = story;
  const done = book.get("steps.done");
  const onTime = book.get("steps.on-time");
  const all = effects(story);
  const moved = all.filter(({ low }) => (low ?? 0) > 0);
  const isLate = (onTime.value ?? 1) < 0.8;
  const key = isLate ? "late" : moved.length > 0 ? "effect" : "none";
  const values = {
    done: print(story, done).text,
    ontime: print(story, onTime).text,
    n: moved.length,
    all: all.length,
  };
  const figures = key === "late" ? [done, onTime] : key === "effect" ? moved : [decile];
  return {
    clauses: clauses(words.t(`reports.steps.finding.${key}`, values)),
    tone: isLate ? "bad" : "data",
    kind: "level",
    figures: figures.map(keyOf),
  };
}

function stepsLead(story: Story, decile: Figure): Report["lead"] {
  const { book, words } = story;
  const done = book.get("steps.done");
  const values = { decile: print(story, decile).text };
  if (done.value === null || aware(story).value === null) {
    return words.rich("reports.steps.lead-plain", values);
  }
  return words.rich("reports.steps.lead", {
    ...values,
    due: print(story, done).n,
    done: print(story, done).text,
    ontime: print(story, book.get("steps.on-time")).text,
    aware: print(story, aware(story)).text,
  });
}

function effectSection(story: Story): readonly Part[] {
  const { words } = story;
  const all = effects(story);
  const clear = all.filter(isClear).length;
  return stripSection(story, "steps-effects", {
    rows: all.map((figure) => ({
      label: words.t("reports.steps.action", {
        action: figure.by["action"] ?? "",
        what: slugName(story, figure.by["construct"] ?? ""),
      }),
      figure,
    })),
    head: words.t(`reports.steps.effects-head.${clear > 0 ? "some" : "none"}`, { n: clear }),
    sub: words.t("reports.steps.effects-sub"),
    column: words.t("figures.steps.effect.name"),
  });
}

/** A construct by the slug that stands in figures. */
function slugName(story: Story, slug: string): string {
  const key = `figures.score.${slug}.name`;
  return story.words.has(key) ? story.words.t(key) : story.aspectName(slug.replace("aspect-", ""));
}

function knowSection(story: Story, decile: Figure): readonly Part[] {
  const { book, words } = story;
  const rows: FigureRow[] = book
    .list("steps.top-decile", "all", ["of", "measure"])
    .map((figure) => ({
      label: words.t("reports.steps.pair", {
        of: words.t(`reports.steps.of.${figure.by["of"]}`),
        measure: words.t(`reports.steps.measure.${figure.by["measure"]}`),
      }),
      figure,
    }));
  const products = book.get("steps.top-products");
  return stripSection(story, "steps-know", {
    rows: [
      ...rows,
      ...(products.value === null
        ? []
        : [{ label: words.t("figures.steps.top-products.name"), figure: products }]),
    ],
    head: words.t("reports.steps.step.know", { value: print(story, decile).text }),
    sub: words.t("reports.steps.sub.know"),
    column: words.t("figures.steps.top-decile.name"),
  });
}

function checkSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const [fit, lasting] = [book.get("steps.check-fit"), book.get("steps.check-lasting")];
  return numbersPart(story, "steps-check", {
    ids: ["steps.check-fit", "steps.check-markets", "steps.check-lasting", "steps.need-coverage"],
    head: words.t(
      `reports.steps.step.${fit.value === null || lasting.value === null ? "check-plain" : "check"}`,
      {
        side: (fit.low ?? 0) > 0 ? "more" : (fit.high ?? 0) < 0 ? "less" : "same",
        fit: print(story, { ...fit, value: Math.abs(fit.value ?? 0) }).text,
        lasting: print(story, lasting).text,
      },
    ),
    sub: words.t("reports.steps.sub.check"),
  });
}

/** What customers say they need, most named first, and for how many of them something is offered. */
function needSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = book
    .list("choice.need-stated", "all", ["option"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0))
    .map((figure) => ({
      label: story.optionName("need.stated", figure.by["option"] ?? ""),
      figure,
    }));
  const coverage = book.get("steps.need-coverage");
  const first = (rows.length < 2 ? rows[0] : apart(rows.toReversed(), "highest")) ?? null;
  const key = coverage.value === null ? "plain" : "covered";
  return stripSection(story, "steps-needs", {
    rows,
    head: words.t(`reports.steps.needs.${key}`, { value: print(story, coverage).text }),
    sub: words.t(`reports.steps.needs.sub-${first === null ? "together" : "apart"}`, {
      first: rows[0]?.label ?? "",
      second: rows[1]?.label ?? "",
      n: print(story, rows[0]?.figure ?? coverage).n,
    }),
    column: words.t("reports.steps.needs.column"),
  }).map((part) => ({
    ...part,
    keys: [...part.keys, ...(coverage.value === null ? [] : [keyOf(coverage)])],
  }));
}

function factorSections(story: Story): readonly Part[] {
  const { book, words } = story;
  const rows = book
    .list("steps.factor", "all", ["factor"])
    .map((figure) => ({ label: story.aspectName(figure.by["factor"] ?? ""), figure }))
    .toSorted((a, b) => (a.figure.value ?? 0) - (b.figure.value ?? 0));
  const highest = (rows.length < 2 ? rows[0] : apart(rows, "highest")) ?? null;
  return [
    ...stripSection(story, "steps-factors", {
      rows: rows.toReversed(),
      head:
        highest === null
          ? words.t("reports.steps.step.factors.together", {
              first: rows.at(-1)?.label ?? "",
              second: rows.at(-2)?.label ?? "",
              value: print(story, rows.at(-1)?.figure ?? book.get("steps.factor")).text,
            })
          : words.t("reports.steps.step.factors.apart", { factor: highest.label }),
      sub: words.t("reports.steps.sub.factors"),
      column: words.t("figures.steps.factor.name"),
    }),
    ...rivalSection(story),
  ];
}

function rivalSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const gaps = book
    .list("steps.rival-gap", "all", ["factor"])
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0));
  const behind = gaps.filter(({ high }) => (high ?? 0) < 0);
  const ahead = gaps.filter(({ low }) => (low ?? 0) > 0);
  const key = behind.length > 0 ? "behind" : ahead.length > 0 ? "ahead" : "even";
  const shown = gaps.length > 16 ? [...gaps.slice(0, 8), ...gaps.slice(-8)] : gaps;
  return stripSection(story, "steps-rivals", {
    rows: shown.map((figure) => ({
      label: slugName(story, figure.by["factor"] ?? ""),
      figure,
    })),
    more: tableOf(
      story,
      "steps-rivals-panel",
      behind.map(({ by }) => ({
        label: words.t("reports.steps.panel", { factor: slugName(story, by["factor"] ?? "") }),
        figure: book.get("steps.rival-gap-panel", "all", by),
      })),
    ),
    head: words.t(`reports.steps.step.rivals.${key}`, {
      factor: slugName(story, behind[0]?.by["factor"] ?? ""),
      n: key === "behind" ? behind.length : ahead.length,
      all: gaps.length,
    }),
    sub: words.t("reports.steps.sub.rivals", { all: gaps.length }),
    column: words.t("figures.steps.rival-gap.name"),
  });
}

function actSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const done = book.get("steps.done");
  if (done.value === null) return [];
  return numbersPart(story, "steps-act", {
    ids: ["steps.done", "steps.on-time", "steps.told-first", "score.promise-kept"],
    head: words.t("reports.steps.step.act", { done: print(story, done).text }),
    sub: words.t("figures.steps.done.define"),
    more: tableOf(story, "steps-trained", [
      {
        label: words.t("figures.choice.employee-trained.name"),
        figure: book.get("choice.employee-trained", "all", { option: "yes" }),
      },
    ]),
  });
}

/** Who goes after what people leave over, and when the same number shows whether it worked. */
function nextSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const [worst] = book
    .list("steps.leave-reason", "all", ["reason"])
    .filter(
      ({ value, by }) =>
        value !== null && !story.rules.steps.unavoidable.includes(by["reason"] ?? ""),
    )
    .toSorted((a, b) => (b.value ?? 0) - (a.value ?? 0));
  if (worst === undefined || worst.low === null) return [];
  const reason = levelName(story, worst.by["reason"] ?? "");
  return nextSteps(
    story,
    [
      ownerStep(story, ["worst-group"], words.t("reports.steps.next.look", { reason })),
      reportStep(
        story,
        words.t("reports.steps.next.threshold", {
          reason,
          value: print(story, worst).text,
          low: print(story, { ...worst, value: worst.low, low: null, high: null }).text,
        }),
      ),
    ],
    [keyOf(worst)],
  );
}
