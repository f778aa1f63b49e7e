import type { Figure } from "../figures/figure.ts";
import { rowsBy, tierName } from "./equity-rows.ts";
import { figureStrips } from "./group-strips.ts";
import { levelName } from "./level-name.ts";
import { nextSteps, ownerStep, reportStep } from "./next-steps.ts";
import type { Part } from "./report.ts";
import { print, type Story } from "./story.ts";
import { stripSection } from "./strip-section.ts";
import { figureTable, keyOf } from "./tables.ts";

/** What customers give besides money, who profits from mending, what is kept up, and what to do. */
export function equityCareSections(story: Story): readonly Part[] {
  return [
    ...broughtSection(story),
    ...socialSection(story),
    ...proactiveSection(story),
    ...sustainSection(story),
    ...nextSection(story),
  ];
}

/** Whether those who would recommend really bring others. */
function broughtSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const stances = ["promoter", "passive", "detractor"] as const;
  const rows = stances
    .map((stance) => ({
      label: words.t(`reports.equity.stance.${stance}`),
      figure: book.get("equity.brought", "all", { stance }),
    }))
    .filter(({ figure }) => figure.value !== null);
  const [first, last] = [rows[0], rows.at(-1)];
  if (first === undefined || last === undefined || rows.length < 2) return [];
  const isApart = (first.figure.low ?? 0) > (last.figure.high ?? Infinity);
  const stake = book.get("equity.detractor-stake");
  const [part] = stripSection(story, "equity-brought", {
    rows,
    head: words.t(isApart ? "reports.equity.brought-head" : "reports.equity.brought-plain", {
      promoter: print(story, first.figure).text,
      detractor: print(story, last.figure).text,
    }),
    sub:
      stake.value === null
        ? words.t("reports.association")
        : words.t("reports.equity.brought-sub", {
            stake: print(story, stake).text,
            n: print(story, stake).n,
          }),
    column: words.t("reports.equity.stance-head"),
  });
  return part === undefined ? [] : [{ ...part, keys: [...part.keys, keyOf(stake)] }];
}

/** Referrals, ideas that were adopted and praise, and which tiers give them. */
function socialSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const whole = book.get("equity.social-givers");
  if (whole.value === null) return [];
  const gifts = rowsBy(story, "equity.social", {
    attribute: "gift",
    name: (gift) => words.t(`reports.equity.gift.${gift}`),
  });
  return stripSection(story, "equity-social", {
    rows: [
      ...rowsBy(story, "equity.social-givers", {
        attribute: "tier",
        name: (tier) => tierName(story, tier),
      }),
      { label: words.t("reports.whole"), figure: whole, total: true },
    ],
    head: words.t("reports.equity.social-head", {
      share: print(story, whole).text,
      range: print(story, whole).range,
    }),
    sub: words.t("reports.equity.social-sub"),
    column: words.t("reports.equity.tier-head"),
    more: [
      {
        block: { kind: "table", table: figureTable(story, "equity-gifts", gifts) },
        keys: gifts.map(({ figure }) => keyOf(figure)),
      },
    ],
  });
}

/** The 99% who never called: of those who profit from a mended cause, who had not complained. */
function proactiveSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const whole = book.get("equity.proactive-untouched");
  const reach = book.get("equity.proactive-reach");
  const mended = book.get("equity.mended");
  if (whole.value === null) return [];
  const [part] = stripSection(story, "equity-proactive", {
    rows: [
      ...rowsBy(story, "equity.proactive-untouched", {
        attribute: "topic",
        name: (topic) => levelName(story, topic),
      }).toReversed(),
      { label: words.t("reports.whole"), figure: whole, total: true },
    ],
    head: words.t("reports.equity.proactive-head", {
      share: print(story, whole).text,
      range: print(story, whole).range,
    }),
    sub: words.t("reports.equity.proactive-sub", {
      mended: print(story, mended).text,
      n: print(story, whole).n,
      reach: print(story, reach).text,
    }),
    column: words.t("reports.equity.topic-head"),
  });
  return part === undefined ? [] : [{ ...part, keys: [...part.keys, keyOf(reach), keyOf(mended)] }];
}

/** Regular meetings, reviews in time, and money saved for customers. */
function sustainSection(story: Story): readonly Part[] {
  const { book, words } = story;
  const ids = ["equity.meetings-on-time", "equity.reviews-on-time"] as const;
  const rows = ids.map((id) => ({ label: words.t(`figures.${id}.name`), figure: book.get(id) }));
  const saved = book.get("equity.savings");
  const told = rows.filter(({ figure }) => figure.value !== null);
  if (told.length === 0 && saved.value === null) return [];
  const strips = figureStrips(story, "equity-sustain", {
    rows: told,
    head: words.t("reports.what"),
  });
  const meetings = book.get("equity.meetings-on-time");
  const kept = (figure: Figure) => Math.round((figure.value ?? 0) * (figure.n ?? 0));
  return [
    {
      section: {
        id: "sustain",
        head:
          meetings.value === null
            ? words.t("reports.equity.sustain-plain")
            : words.t("reports.equity.sustain-head", {
                kept: kept(meetings),
                n: meetings.n ?? 0,
              }),
        sub: words.t("reports.equity.sustain-sub"),
        blocks: [
          ...(strips === null ? [] : [strips.block]),
          ...(saved.value === null
            ? []
            : [
                {
                  kind: "table" as const,
                  table: figureTable(story, "equity-savings", [
                    { label: words.t("figures.equity.savings.name"), figure: saved },
                  ]),
                },
              ]),
        ],
      },
      keys: [...told.map(({ figure }) => figure), saved].map(keyOf),
    },
  ];
}

function nextSection(story: Story): readonly Part[] {
  const { book, words, rules } = story;
  const best = rules.equity.tiers.toSorted((a, b) => b.above - a.above)[0]?.id ?? "";
  const reply = book.get("equity.tier-reply", "all", { tier: best });
  if (reply.value === null || reply.high === null) return [];
  const answer = words.t("reports.equity.next-reply", {
    tier: tierName(story, best),
    hours: rules.reply.hours,
    value: print(story, reply).text,
  });
  const threshold = words.t("reports.equity.next-threshold", {
    high: print(story, { ...reply, value: reply.high, low: null, high: null }).text,
  });
  return nextSteps(
    story,
    [
      ownerStep(story, ["reply"], answer),
      reportStep(story, threshold, words.t("reports.equity.analyst")),
    ],
    [keyOf(reply)],
  );
}
