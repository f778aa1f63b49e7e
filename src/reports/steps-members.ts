import type { Figure } from "../figures/figure.ts";
import type { FigureId } from "../figures/registry.ts";
import { decimal } from "../words/numbers.ts";
import type { FigureRow } from "./group-strips.ts";
import { nameList } from "./name-list.ts";
import { namedRows, numbersPart } from "./numbers-part.ts";
import type { Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { apart, named, stripSection, tableOf } from "./strip-section.ts";
import { keyOf } from "./tables.ts";

/** Below the five steps: why people leave, what members get, and what goes with coming again. */
export function membersSections(story: Story): readonly Part[] {
  const { words } = story;
  const lifts = (
    ["steps.personal-lift", "steps.added-lift", "steps.community-lift"] as const
  ).filter((id) => (story.book.get(id).low ?? 0) > 0);
  return [
    ...leaveSection(story),
    ...vipSection(story),
    ...discountSection(story),
    ...impressionSection(story),
    ...routeSection(story),
    ...numbersPart(story, "steps-links", {
      ids: [
        "steps.relationship",
        "steps.personal-lift",
        "steps.added-use",
        "steps.added-lift",
        "steps.community-lift",
        "steps.service-messages",
        "steps.push-complaints",
        "score.community-belonging",
      ],
      head: words.t(`reports.steps.numbers-head.${lifts.length === 0 ? "none" : "some"}`, {
        names: nameList(
          words,
          lifts.map((id) => words.t(`figures.${id}.short`)),
        ),
      }),
      sub: words.t("reports.steps.numbers-sub"),
      more: tableOf(story, "steps-personal", [
        {
          label: words.t("figures.choice.personal-service.name"),
          figure: story.book.get("choice.personal-service", "all", { option: "yes" }),
        },
      ]),
    }),
    ...numbersPart(story, "steps-register", {
      ids: ["steps.days-behind", "steps.segment-known", "steps.contactable", "steps.listed-buyers"],
      head: words.t("reports.steps.data-head", {
        contactable: print(story, story.book.get("steps.contactable")).text,
        known: print(story, story.book.get("steps.segment-known")).text,
      }),
      sub: words.t("reports.steps.data-sub"),
    }),
  ];
}

function leaveSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const preventable = book.get("steps.preventable");
  if (preventable.value === null) return [];
  return withKeys(
    stripSection(story, "steps-leaving", {
      rows: namedRows(story, "steps.leave-reason", "reason"),
      head: words.t("reports.steps.leave-head", { value: print(story, preventable).text }),
      sub: words.t("reports.steps.leave-sub"),
      column: words.t("figures.steps.leave-reason.name"),
      more: tableOf(
        story,
        "steps-leave-spend",
        namedRows(story, "steps.leave-spend", "reason").map(({ label, figure }) => ({
          label: words.t("reports.steps.leave-spend", { reason: label }),
          figure,
        })),
      ),
    }),
    [preventable],
  );
}

function vipSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const share = book.get("steps.vip-revenue");
  if (share.value === null) return [];
  const own = ["steps.vip-revenue", "steps.vip-margin", "steps.vip-worthy", "steps.vip-bargain"];
  const rewards: readonly FigureRow[] = book
    .list("steps.vip-reward", "all", ["reward"])
    .map((figure) => ({ label: words.t(`reports.steps.reward.${figure.by["reward"]}`), figure }));
  const rows = own
    .map((id) => ({
      label: words.t(`figures.${id}.name`),
      figure: book.get(id as FigureId),
    }))
    .filter(({ figure }) => figure.value !== null);
  return stripSection(story, "steps-vip", {
    rows: [...rows, ...rewards],
    head: words.t("reports.steps.vip-head", {
      share: print(story, share).text,
      n: print(story, share).n,
    }),
    sub: words.t("reports.steps.vip-sub"),
    column: words.t("reports.steps.members-head"),
    more: tableOf(story, "steps-vip-more", [
      named(story, "score.vip-special"),
      named(story, "steps.benefit-age"),
    ]),
  });
}

/** Of those who never, sometimes and mostly buy at a discount, who stands apart from both others. */
function discountSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const at = (name: string) => book.get("steps.return-by-discount", "all", { discounts: name });
  const [never, some, most] = [at("none"), at("some"), at("most")];
  const isBelow = (one: Figure, other: Figure) => (one.high ?? 1) < (other.low ?? 0);
  const key =
    isBelow(most, never) && isBelow(most, some)
      ? "dependent"
      : isBelow(most, some) && isBelow(never, some)
        ? "some"
        : "unclear";
  return stripSection(story, "steps-discounts", {
    rows: ["none", "some", "most"].map((name) => ({
      label: words.t(`reports.steps.discounts.${name}`),
      figure: at(name),
    })),
    head: words.t(`reports.steps.discount-head.${key}`, {
      never: print(story, never).text,
      some: print(story, some).text,
      most: print(story, most).text,
    }),
    sub: words.t("reports.steps.discount-sub"),
    column: words.t("figures.steps.return-by-discount.name"),
    more: tableOf(story, "steps-discounted", [
      named(story, "steps.discounted"),
      named(story, "score.value-for-money"),
    ]),
  });
}

function impressionSection(story: Story): readonly Part[] {
  const { book, words, locale } = story;
  const gap = book.get("steps.first-impression");
  if (gap.value === null) return [];
  const key = (gap.low ?? 0) > 0 ? "matters" : "unclear";
  return withKeys(
    stripSection(story, "steps-impression", {
      rows: ["satisfied", "others"].map((impression) => ({
        label: words.t(`reports.steps.impression.${impression}`),
        figure: book.get("steps.second-purchase", "all", { impression }),
      })),
      head: words.t(`reports.steps.impression-head.${key}`, {
        points: decimal(gap.value, 0, locale),
      }),
      sub: words.t("reports.steps.impression-sub", { range: print(story, gap).range }),
      column: words.t("figures.steps.second-purchase.name"),
    }),
    [gap],
  );
}

function routeSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const routes = namedRows(story, "steps.identification", "route");
  const whole = book.get("score.brand-identification");
  const firm = routes.filter(({ figure }) => (figure.n ?? 0) >= story.rules.thinBelow);
  const best = apart(firm.toReversed(), "highest");
  return stripSection(story, "steps-routes", {
    rows: [
      ...routes,
      ...(whole.value === null
        ? []
        : [{ label: words.t("reports.whole"), figure: whole, total: true }]),
    ],
    head: words.t(`reports.steps.routes-head.${best === null ? "together" : "apart"}`, {
      whole: print(story, whole).text,
      route: best?.label ?? "",
    }),
    sub: words.t("reports.steps.routes-sub"),
    column: words.t("figures.steps.identification.name"),
  });
}

/** Sections whose head names figures beside those of their rows. */
function withKeys(parts: readonly Part[], figures: readonly Figure[]): readonly Part[] {
  return parts.map((part) => ({ ...part, keys: [...part.keys, ...figures.map(keyOf)] }));
}
