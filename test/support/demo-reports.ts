/**
 * Pages with every kind of block and all six states of a number, in both locales,
 * to look at and to test the components with. The company and its numbers are made up.
 */
import type { ChartModel, NumberStyle } from "../../src/charts/chart.ts";
import type { Figure } from "../../src/figures/figure.ts";
import type { Finding } from "../../src/reports/finding.ts";
import type {
  Block,
  ChangeBar,
  NumberBlock,
  Report,
  Section,
  StripRow,
  TableModel,
} from "../../src/reports/report.ts";

type Say = (zh: string, en: string) => string;
type ChartBlock = Block & { readonly kind: "chart" };

interface Tongue {
  readonly locale: string;
  readonly say: Say;
  readonly percent: NumberStyle;
}

export const demoLocales = ["zh-CN", "en"] as const;

export const demoSite = {
  name: { "zh-CN": "青禾茶饮", en: "Qinghe Tea" },
  locales: [...demoLocales],
  asOf: "2026-07-02",
  digest: "9f2c4be01d7a5c3388aa10ffe2b4c6d19f2c4be01d7a5c3388aa10ffe2b4c6d1",
  k: { customer: 5, employee: 10 },
  note: {
    "zh-CN": "青禾茶饮是虚构的公司，数字为演示用。",
    en: "Qinghe Tea is a made-up company and these are made-up numbers.",
  },
};

export const demoFigures: readonly Figure[] = [
  {
    id: "satisfaction.csat",
    value: 0.86,
    low: 0.85,
    high: 0.87,
    n: 4812,
    unit: "share",
    by: {},
    period: "2026-Q2",
    method: "wilson",
    base: "answered",
    source: ["responses"],
    suppressed: null,
  },
  {
    id: "satisfaction.csat",
    value: null,
    low: null,
    high: null,
    n: null,
    unit: "share",
    by: { location: "=快闪店" },
    period: "2026-Q2",
    method: "wilson",
    base: "answered",
    source: ["responses"],
    suppressed: "small-group",
  },
];

export function demoReports(): readonly Report[] {
  return demoLocales.flatMap((locale) => {
    const tongue = tongueOf(locale);
    return [overview(tongue), saidAndDid(tongue), gallery(tongue)];
  });
}

function tongueOf(locale: string): Tongue {
  const chinese = locale === "zh-CN";
  return {
    locale,
    say: (zh, en) => (chinese ? zh : en),
    percent: { unit: "percent", locale, currency: "CNY" },
  };
}

function finding(clauses: string, tone: Finding["tone"] = "data"): Finding {
  return {
    clauses: clauses.split(/(?<=[，；：])|(?<=[,;:]\s)/u),
    tone,
    kind: "change",
    figures: ["satisfaction.csat@2026-Q2"],
  };
}

function table(
  { say }: Tongue,
  id: string,
  rows: readonly (readonly [label: string, value: string, range: string, n: string])[],
): TableModel {
  return {
    id,
    columns: [
      { key: "label", title: say("什么", "What"), kind: "words" },
      { key: "value", title: say("数值", "Value"), kind: "number", phone: "main" },
      { key: "range", title: say("误差范围", "Likely range"), kind: "number", phone: "aside" },
      { key: "n", title: say("人数", "People"), kind: "number", phone: "aside" },
    ],
    rows: rows.map(([label, value, range, n]) => ({
      cells: { label, value, range, n },
      raw: {
        label,
        value: Number.parseFloat(value) / 100,
        low: null,
        high: null,
        n: Number(n.replaceAll(",", "")),
      },
    })),
  };
}

const waves = (say: Say) =>
  ["2025-1", "2025-2", "2025-3", "2025-4", "2026-1", "2026-2"].map((wave) => {
    const [year, quarter] = wave.split("-");
    return say(`${year}年第${quarter}季度`, `Q${quarter} ${year}`);
  });

function trend({ say, percent }: Tongue): ChartModel {
  const points = (values: readonly number[], half: number) =>
    values.map((value, index) => ({
      label: waves(say)[index] ?? "",
      value: value / 100,
      low: (value - half) / 100,
      high: (value + half) / 100,
    }));
  return {
    kind: "trend",
    style: percent,
    panels: [
      {
        name: say("满意度", "Satisfaction"),
        points: points([82.9, 83.8, 82.6, 83, 83.4, 86.1], 1.1),
        tone: "good",
        note: say("确有上升", "Clear rise"),
      },
      {
        name: say("90天回头率", "90-day repeat rate"),
        points: points([61.2, 60.8, 60.5, 60.1, 59.6, 58.3], 0.4),
        tone: "bad",
        note: say("确有下降", "Clear fall"),
      },
    ],
  };
}

function chartBlock(
  tongue: Tongue,
  id: string,
  chart: ChartModel,
  words: readonly [title: string | null, caption: string, label: string],
): ChartBlock {
  const [title, caption, label] = words;
  return {
    kind: "chart",
    chart,
    title: title === null ? null : finding(title),
    sub: null,
    caption,
    label,
    table: table(tongue, id, [
      [tongue.say("2026年第1季度", "Q1 2026"), "83%", "82–84%", "4,420"],
      [tongue.say("2026年第2季度", "Q2 2026"), "86%", "85–87%", "4,812"],
    ]),
  };
}

function numbers({ say }: Tongue): readonly NumberBlock[] {
  const bar = (value: number, low: number, high: number, tone: ChangeBar["tone"]): ChangeBar => ({
    value,
    low,
    high,
    max: 6,
    tone,
    text: say(
      `变化${value}，误差范围${low}到${high}`,
      `Change ${value}, likely range ${low} to ${high}`,
    ),
  });
  return [
    {
      figure: "satisfaction.csat@2026-Q2",
      name: say("满意度", "Satisfaction"),
      state: "firm",
      value: "86",
      unit: "%",
      change: say("▲ 较上季高2.7个百分点", "▲ up 2.7 points on last quarter"),
      changeTone: "good",
      bar: bar(2.7, 1.2, 4.2, "good"),
      note: say("误差范围85–87%，4,812份答卷", "Likely range 85–87%, 4,812 answers"),
      href: "reports/loyalty/",
    },
    {
      figure: "loyalty.repeat-rate-90d@2026-Q2",
      name: say("90天回头率", "90-day repeat rate"),
      state: "firm",
      value: "58.3",
      unit: "%",
      change: say("▼ 较上季低1.3个百分点", "▼ down 1.3 points on last quarter"),
      changeTone: "bad",
      bar: bar(-1.3, -2, -0.6, "bad"),
      note: say("误差范围57.8–58.8%，38,240位顾客", "Likely range 57.8–58.8%, 38,240 customers"),
    },
    {
      figure: "loyalty.satisfied-not-returned@2026-Q2",
      name: say("打满分却没回头", "Full marks, not back"),
      state: "unclear",
      value: "33",
      unit: "%",
      change: say("≈ 较上季看不出变化", "≈ no clear change on last quarter"),
      changeTone: "flat",
      bar: bar(1.2, -1.7, 4.1, "flat"),
      note: say("误差范围31–35%，2,146位顾客", "Likely range 31–35%, 2,146 customers"),
    },
    {
      figure: "loyalty.nps@2026-Q2",
      name: say("净推荐值（NPS）", "Net Promoter Score (NPS)"),
      state: "unclear",
      value: "41",
      unit: "",
      change: say("≈ 较上季看不出变化", "≈ no clear change on last quarter"),
      changeTone: "flat",
      bar: bar(1, -1.8, 3.8, "flat"),
      note: say("误差范围39–43，4,812份答卷", "Likely range 39–43, 4,812 answers"),
    },
  ];
}

function states(tongue: Tongue): readonly NumberBlock[] {
  const { say } = tongue;
  const [firm, , unclear] = numbers(tongue) as [NumberBlock, NumberBlock, NumberBlock];
  const empty = { value: null, unit: "", change: null, changeTone: "flat", bar: null } as const;
  return [
    firm,
    unclear,
    {
      ...empty,
      figure: "satisfaction.csat@2026-Q2|location=st",
      name: say("汕头店满意度", "Satisfaction, Shantou"),
      state: "thin",
      value: "65–92",
      unit: "%",
      note: say("样本少，21份答卷，不比高低", "Few answers: 21, not compared"),
    },
    {
      ...empty,
      figure: "satisfaction.csat@2026-Q2|location=ks",
      name: say("快闪店满意度", "Satisfaction, pop-up"),
      state: "hidden",
      note: say("人数太少，不公布", "Too few people to show"),
    },
    {
      ...empty,
      figure: "value.cost",
      name: say("获客成本", "Cost per new customer"),
      state: "missing",
      note: say(
        "缺6月成本表，暂时算不出；财务部补上后自动出现",
        "Needs the June costs file from Finance",
      ),
    },
    {
      ...empty,
      figure: "satisfaction.delivery",
      name: say("外卖评分", "Delivery rating"),
      state: "not-applicable",
      note: say("不适用：这家店没有外卖", "Not applicable: this store does not deliver"),
    },
  ];
}

function people({ say }: Tongue): ChartModel {
  return {
    kind: "people",
    groups: [
      {
        label: say("说会再来，也来了", "said they would return, and did"),
        count: 61,
        mark: "solid",
      },
      {
        label: say("说会再来，却没有来", "said they would return, and did not"),
        count: 25,
        mark: "hollow",
        note: say("535人，过去一年消费58.9万元", "535 people who spent ¥589,000 in the past year"),
      },
      { label: say("没说会来，却来了", "did not say so, and returned"), count: 6, mark: "grey" },
      {
        label: say("没说会来，也没有来", "did not say so, and did not return"),
        count: 8,
        mark: "dashed",
      },
    ],
  };
}

function peopleBlock(tongue: Tongue, id: string, title: string | null): ChartBlock {
  const { say } = tongue;
  return {
    ...chartBlock(tongue, id, people(tongue), [
      title,
      say("每个圆点代表1位顾客", "Each dot is one customer"),
      say(
        "100个圆点：61位说会来也来了，25位说会来却没来，6位没说会来却来了，8位没说会来也没来",
        "100 dots: 61 said yes and returned, 25 said yes and did not, 6 did not say yes and returned, 8 neither",
      ),
    ]),
    sub: say("实心：做到的。空心：只说的。", "Solid: did. Hollow: only said."),
  };
}

function strips(tongue: Tongue, id: string): Block {
  const { say } = tongue;
  const row = (
    label: string,
    [value, low, high, n]: readonly [number, number, number, string],
    tone: StripRow["tone"],
  ): StripRow => ({
    label,
    state: "firm",
    value: value / 100,
    low: low / 100,
    high: high / 100,
    valueText: `${value}%`,
    rangeText: `${low}–${high}%`,
    nText: n + say("人", ""),
    tone,
    text: say(
      `${label}：${value}%，误差范围${low}到${high}%`,
      `${label}: ${value}%, likely range ${low} to ${high}%`,
    ),
  });
  const words = (label: string, state: StripRow["state"], valueText: string): StripRow => ({
    label,
    state,
    value: null,
    low: null,
    high: null,
    valueText,
    rangeText: "",
    nText: "",
    tone: "flat",
    text: valueText,
  });
  return {
    kind: "strips",
    strips: {
      head: {
        group: say("店型", "Store type"),
        value: say("没回头", "Not back"),
        range: say("误差范围", "Likely range"),
        n: say("人数", "People"),
      },
      axis: {
        min: 0.1,
        max: 0.6,
        ticks: [10, 20, 30, 40, 50, 60].map((at) => ({ at: at / 100, text: `${at}%` })),
      },
      target: { at: 0.3, text: say("目标30%", "Target 30%") },
      rows: [
        { ...row(say("高校店", "Campus"), [46, 40, 52, "271"], "bad"), href: "reports/loyalty/" },
        row(say("写字楼店", "Office tower"), [36, 32, 40, "498"], "bad"),
        row(say("商场店", "Mall"), [34, 30, 38, "611"], "flat"),
        row(say("社区店", "Neighbourhood"), [25, 22, 28, "742"], "good"),
        {
          ...row(say("景区店", "Resort"), [41, 24, 60, "18"], "flat"),
          state: "thin",
          valueText: say("样本少", "Few"),
        },
        words(
          say("高铁店、快闪店", "Station, pop-up"),
          "hidden",
          say(
            "其中一类人数太少，两类都不公布",
            "One group is too small to show, so neither is shown",
          ),
        ),
        words(
          say("自动售货机", "Vending machine"),
          "not-applicable",
          say("不适用：没有答卷", "Not applicable: no survey"),
        ),
        { ...row(say("全部", "All"), [33, 31, 35, "2,146"], "data"), total: true },
      ],
    },
    table: table(tongue, id, [
      [say("高校店", "Campus"), "46%", "40–52%", "271"],
      [say("写字楼店", "Office tower"), "36%", "32–40%", "498"],
    ]),
  };
}

function actions({ say }: Tongue): Block {
  return {
    kind: "actions",
    fineprint: say(
      "“看依据”里的差别说明两件事一起出现，不等于一件引起另一件；做了以后，下季报告会比较做与没做的门店。",
      "What goes together is not yet a cause; the next report compares stores that acted with those that did not.",
    ),
    items: [
      {
        title: say(
          "请回“说会再来却没有来”的535位顾客",
          "Win back the 535 who said yes and stayed away",
        ),
        stake: say("过去一年消费58.9万元。", "They spent ¥589,000 in the past year."),
        evidence: say(
          "打满分又说会来的人里，29%没有来。",
          "Of full-mark customers who said yes, 29% did not come.",
        ),
        who: say("会员部，7月20日前", "Membership, by 20 July"),
        href: "reports/loyalty/",
      },
      {
        title: say("把高校店的等候压到10分钟以内", "Bring campus waits under 10 minutes"),
        stake: say(
          "高校店46%的满分顾客没回头，最高。",
          "46% of full-mark campus customers did not return.",
        ),
        evidence: say(
          "等过10分钟以上的人，41%没再来；没等那么久的，30%。",
          "Of those who waited over 10 minutes 41% did not return; of the others, 30%.",
        ),
        who: say("营运部，9月开学前", "Operations, before September"),
        href: "reports/loyalty/",
      },
      {
        title: say("24小时内回复每一条投诉", "Answer every complaint within 24 hours"),
        stake: say(
          "本季412条，按时回复71%，目标95%。",
          "412 this quarter, 71% in time, target 95%.",
        ),
        evidence: say(
          "较上季看不出变化（误差范围67–75%）。",
          "No clear change on last quarter (likely range 67–75%).",
        ),
        who: say("客服部，本月起", "Service, from this month"),
        href: "reports/gallery/",
      },
    ],
  };
}

function section(
  id: string,
  head: string,
  blocks: readonly Block[],
  more: Partial<Section> = {},
): Section {
  return { id, head: head === "" ? "" : finding(head), sub: null, blocks, ...more };
}

function overview(tongue: Tongue): Report {
  const { say, locale } = tongue;
  const period = say("2026年第2季度", "Q2 2026");
  return {
    id: "overview",
    locale,
    path: "",
    name: say("总览", "Overview"),
    inMenu: true,
    kicker: [say("客户报告", "Customer report"), period, say("46家门店", "46 stores")],
    finding: finding(
      say(
        "顾客更满意了，回头的却少了：打满分的人里，三分之一没有再来",
        "Customers are happier, yet fewer return: a third of full-mark customers stayed away",
      ),
    ),
    lead: [
      say("满意度升到", "Satisfaction rose to "),
      { strong: "86%" },
      say(
        "，是六个季度以来最高；90天回头率却降到",
        ", the highest of six quarters; the 90-day repeat rate fell to ",
      ),
      { strong: "58.3%" },
      say(
        "，比一年前低2.5个百分点。708位打了满分却没再来的顾客，过去一年消费",
        ", 2.5 points below a year ago. The 708 who gave full marks and did not return spent ",
      ),
      { strong: say("77.4万元", "¥774,000") },
      say("。", " in the past year."),
    ],
    hero: chartBlock(tongue, "overview-trend", trend(tongue), [
      say("说得更好，来得更少", "Saying more, coming less"),
      say("浅色带是误差范围", "Light bands are likely ranges"),
      say(
        "满意度从83%升到86%，90天回头率从61.2%降到58.3%",
        "Satisfaction rose from 83% to 86%, the 90-day repeat rate fell from 61.2% to 58.3%",
      ),
    ]),
    sections: [
      section("numbers", "", [
        {
          kind: "numbers",
          items: numbers(tongue),
          howto: say(
            "横条是“较上季变了多少”的误差范围，圆点是最可能的值；横条不碰中间的零线，才算真的变了。",
            "The bar is the likely range of the change, the dot its best value; a bar clear of the middle line is a real change.",
          ),
        },
      ]),
      section("actions", say("先做这三件事", "Do these three first"), [actions(tongue)]),
      section(
        "said-and-did",
        say(
          "100位打满分的顾客，86位说会再来，67位真的来了",
          "Of 100 full-mark customers 86 said they would return, 67 did",
        ),
        [{ ...peopleBlock(tongue, "overview-people", null), sub: null }],
        {
          sub: say(
            "满分5分，答卷后90天内有没有再下单。",
            "Full marks are 5 of 5; returned means an order within 90 days.",
          ),
        },
      ),
      section(
        "where",
        say(
          "高校店留不住满意的人，社区店做得最好",
          "Campus stores lose satisfied customers, neighbourhood stores do best",
        ),
        [strips(tongue, "overview-where")],
        {
          sub: say(
            "打满分却没回头的比例，越低越好。虚线是目标30%：横条整个在虚线右边，就是确实没达到。",
            "Share of full-mark customers who did not return; lower is better. A bar wholly right of the dashed line missed the target.",
          ),
        },
      ),
      section(
        "unclear",
        say("看不出变化的", "No clear change"),
        [
          {
            kind: "list",
            items: [
              {
                state: "unclear",
                text: say("净推荐值41，上季40", "NPS 41, last quarter 40"),
                sub: say("变化的误差范围−2到+4", "Likely range of the change −2 to +4"),
              },
              {
                state: "unclear",
                text: say("信任指数68，上季68", "Trust index 68, last quarter 68"),
                sub: say("变化的误差范围−1到+2", "Likely range of the change −1 to +2"),
              },
            ],
          },
        ],
        { pair: "quiet" },
      ),
      section(
        "unsaid",
        say("还不能说的", "What cannot be said yet"),
        [
          {
            kind: "list",
            items: [
              {
                state: "thin",
                text: say("汕头店只有21份答卷", "Shantou has only 21 answers"),
                sub: say(
                  "只给范围（满意度65–92%），不比高低",
                  "Only a range (65–92%), not compared",
                ),
              },
              {
                state: "missing",
                text: say("获客成本、利润链", "Cost per new customer, profit chain"),
                sub: say(
                  "缺6月的成本表；财务部补上后自动出现",
                  "Needs the June costs file from Finance",
                ),
              },
              {
                state: "hidden",
                text: say("14个小组人数太少", "14 groups are too small"),
                sub: say(
                  "不公布，也不能由别的数字推出",
                  "Not shown, nor to be found by subtraction",
                ),
              },
              {
                state: "not-applicable",
                text: say("外卖评分不适用", "Delivery rating: not applicable"),
                sub: say("没有外卖", "No delivery"),
              },
            ],
          },
        ],
        { pair: "quiet" },
      ),
      section("reports", say("其余报告，一句话各说一件事", "The other reports, a sentence each"), [
        {
          kind: "index",
          title: say("说的与做的", "Said and did"),
          items: [
            {
              title: say("说的与做的", "Said and did"),
              href: "reports/loyalty/",
              finding: say(
                "说会再来的满分顾客，29%没有来",
                "Of full-mark customers who said yes, 29% did not return",
              ),
            },
            {
              title: say("样张", "Gallery"),
              href: "reports/gallery/",
              finding: say("每种图和每种数字的样子", "Every kind of picture and number"),
            },
          ],
        },
      ]),
    ],
    places: {},
    how: null,
    description: say(
      "2026年第2季度客户报告：满意度86%，90天回头率58.3%。",
      "Customer report Q2 2026: satisfaction 86%, 90-day repeat rate 58.3%.",
    ),
    figures: ["satisfaction.csat@2026-Q2"],
    summary: "",
  };
}

function saidAndDid(tongue: Tongue): Report {
  const { say, locale } = tongue;
  return {
    id: "loyalty",
    locale,
    path: "reports/loyalty/",
    name: say("说的与做的", "Said and did"),
    inMenu: true,
    kicker: [say("说的与做的", "Said and did"), say("2026年第2季度", "Q2 2026")],
    finding: finding(
      say(
        "说会再来的满分顾客，每10位有3位没有来",
        "Of full-mark customers who said they would return, 3 in 10 did not",
      ),
      "bad",
    ),
    lead: [
      say("打满分的人里，", ""),
      { strong: "86%" },
      say("说会再来，90天内真的来了的是", " of those who gave full marks said they would return; "),
      { strong: "67%" },
      say(
        "。说会来却没来的535位，过去一年消费",
        " did so within 90 days. The 535 who said so and did not had spent ",
      ),
      { strong: say("58.9万元", "¥589,000") },
      say("。他们在答卷里没有不满，只看满意度发现不了。", ". Nothing in their answers complains."),
    ],
    hero: peopleBlock(
      tongue,
      "loyalty-people",
      say("100位打满分的顾客", "100 customers who gave full marks"),
    ),
    sections: [
      section(
        "pairs",
        say(
          "没再来的708位，四分之三说过会再来",
          "Of the 708 who stayed away, three quarters had said they would return",
        ),
        [{ kind: "table", table: pairsTable(tongue) }],
      ),
      section(
        "where",
        say(
          "高校店最严重，社区店达到目标",
          "Campus stores lose most, neighbourhood stores meet the target",
        ),
        [strips(tongue, "loyalty-where")],
      ),
      {
        ...section("steps", "", [
          {
            kind: "steps",
            items: [
              {
                who: say("会员部", "Membership"),
                when: say("7月20日前", "by 20 July"),
                what: say(
                  "联系这535位，只问一句“最近怎么没来”。名单在分析员的工作表里，不在本网站上。",
                  "Asks the 535 one question: what kept you away? The list is with the analyst and not on this site.",
                ),
              },
              {
                who: say("下季报告", "Next report"),
                when: say("10月", "October"),
                what: say(
                  "仍看同一个数：说会来却没来，现在29%；低于25%才算见效。",
                  "The same number again: said yes and did not, now 29%. Below 25% counts as working.",
                ),
              },
            ],
          },
        ]),
        head: say("接下来", "What to do"),
      },
      {
        ...section("claims", "", [
          {
            kind: "claim",
            claim: say(
              "书上说：满分顾客中，20%不打算再来",
              "The book says: 20% of top scorers do not plan to return",
            ),
            own: say(
              "你的数据：14%没说会再来（误差范围13–16%），33%没有再来（31–35%）。",
              "Your data: 14% did not say they would (likely range 13–16%); 33% did not return (31–35%).",
            ),
            verdict: say(
              "方向相符，数字不符：光看“打算”，会少算一半以上。",
              "Same direction, different size: what they plan shows less than half of what they do.",
            ),
          },
        ]),
        head: say("书上说，你的数据", "The book says, your data say"),
      },
    ],
    places: {},
    how: {
      facts: [
        {
          term: say("统计范围", "Who is counted"),
          text: say(
            "第2季度总体满意度打5分（满分5分）、回答了“会不会再来”、且能对上会员号的顾客：2,146人",
            "Customers who gave 5 of 5 in Q2, answered “will you return” and could be matched to a member number: 2,146 people",
          ),
        },
        {
          term: say("误差范围", "Likely range"),
          text: say(
            "95%置信区间，Wilson法；两组之差用Newcombe法",
            "95% confidence interval, Wilson; for differences, Newcombe",
          ),
        },
        {
          term: say("数据来源", "Source"),
          text: "responses/after-visit/2026q2.csv, transactions/orders-2026q2.csv.gz",
        },
        {
          term: say("数字编号", "Figure ids"),
          text: "loyalty.satisfied-not-loyal, loyalty.satisfied-not-returned",
        },
      ],
      caveats: [
        say(
          "常客更愿意答卷，所以真实的比例可能更高；39%的满分答卷没有会员号，不在其中。",
          "Regulars answer more, so the true share may be higher; 39% of full-mark answers have no member number.",
        ),
      ],
    },
    description: say("86%说会再来，67%真的来了。", "86% said they would return; 67% did."),
    figures: ["satisfaction.csat@2026-Q2"],
    summary: "",
  };
}

function pairsTable({ say }: Tongue): TableModel {
  const rows: readonly (readonly [string, number, string, string, number])[] = [
    [say("说会来，来了", "Said yes, returned"), 1311, "61%", "59–63%", 1883000],
    [say("说会来，没来", "Said yes, did not return"), 535, "25%", "23–27%", 589000],
    [say("没说会来，来了", "Did not say yes, returned"), 127, "6%", "5–7%", 156000],
    [say("没说会来，没来", "Did not say yes, did not return"), 173, "8%", "7–9%", 185000],
  ];
  const format = new Intl.NumberFormat("en");
  return {
    id: "loyalty-pairs",
    columns: [
      { key: "label", title: say("打满分的顾客", "Full-mark customers"), kind: "words" },
      { key: "people", title: say("人数", "People"), kind: "number", phone: "aside" },
      { key: "share", title: say("占比", "Share"), kind: "number", phone: "main" },
      { key: "range", title: say("误差范围", "Likely range"), kind: "number", phone: "aside" },
      {
        key: "spend",
        title: say("一年消费（元）", "Spent in a year (¥)"),
        kind: "number",
        phone: "aside",
      },
    ],
    rows: [
      ...rows.map(([label, people, share, range, spend]) => ({
        cells: { label, people: format.format(people), share, range, spend: format.format(spend) },
        raw: { label, people, share: Number.parseInt(share, 10) / 100, low: 0, high: 1, spend },
      })),
      {
        cells: { label: say("快闪店", "Pop-up") },
        raw: {
          label: say("快闪店", "Pop-up"),
          people: null,
          share: null,
          low: null,
          high: null,
          spend: null,
        },
        state: "hidden" as const,
        instead: say("人数太少，不公布", "Too few people to show"),
      },
      {
        cells: {
          label: say("合计", "All"),
          people: "2,146",
          share: "100%",
          range: "",
          spend: "2,813,000",
        },
        raw: {
          label: say("合计", "All"),
          people: 2146,
          share: 1,
          low: null,
          high: null,
          spend: 2813000,
        },
        total: true,
      },
    ],
  };
}

export function demoCharts(locale: string): Readonly<Record<string, ChartModel>> {
  const tongue = tongueOf(locale);
  const { say, percent } = tongue;
  const level = (value: number, low: number, high: number, label: string) => ({
    label,
    value: value / 100,
    low: low / 100,
    high: high / 100,
  });
  const points = { ...percent, unit: "points" } as const;
  return {
    trend: trend(tongue),
    single: {
      kind: "trend",
      style: points,
      panels: [
        {
          name: say("净推荐值（NPS）", "Net Promoter Score (NPS)"),
          points: [38, null, 40, 41].map((value, index) => ({
            label: waves(say)[index] ?? "",
            value,
            low: value === null ? null : value - 2,
            high: value === null ? null : value + 2,
          })),
          tone: "flat",
          note: say("看不出变化", "No clear change from last quarter"),
        },
      ],
    },
    two: {
      kind: "trend",
      style: percent,
      panels: [
        {
          name: say("信任指数", "Trust index"),
          points: [
            level(68, 66, 70, waves(say)[4] ?? ""),
            level(97, 95, 99.5, waves(say)[5] ?? ""),
          ],
          tone: "good",
          note: say("确有上升", "Clear rise"),
        },
      ],
    },
    nps: {
      kind: "stacked",
      style: percent,
      parts: [
        { name: say("批评者0–6", "Detractors 0–6"), tone: "soft-bad" },
        { name: say("中立者7–8", "Passives 7–8"), tone: "middle" },
        { name: say("推荐者9–10", "Promoters 9–10"), tone: "soft-good" },
      ],
      rows: [
        { label: say("上季", "Q1"), shares: [0.11, 0.38, 0.51], end: "40" },
        { label: say("本季", "Q2"), shares: [0.11, 0.37, 0.52], end: "41" },
      ],
    },
    answers: {
      kind: "stacked",
      style: percent,
      parts: [
        { name: say("很不满意", "Very dissatisfied"), tone: "bad" },
        { name: "2", tone: "soft-bad" },
        { name: "3", tone: "middle" },
        { name: "4", tone: "soft-good" },
        { name: say("很满意", "Very satisfied"), tone: "good" },
      ],
      rows: [
        { label: say("口味", "Taste"), shares: [0.02, 0.04, 0.11, 0.33, 0.5] },
        { label: say("环境", "Place"), shares: [0.03, 0.06, 0.19, 0.39, 0.33] },
        { label: say("服务", "Service"), shares: [0.03, 0.06, 0.15, 0.37, 0.39] },
        { label: say("等候", "Wait"), shares: [0.14, 0.19, 0.21, 0.26, 0.2] },
      ],
    },
    longNames: {
      kind: "stacked",
      style: percent,
      parts: [
        { name: say("不打算再来", "Does not plan to return"), tone: "bad" },
        { name: say("说不准", "Is not sure about it yet"), tone: "middle" },
        { name: say("会再来", "Plans to return within a year"), tone: "good" },
      ],
      rows: [
        {
          label: say(
            "第一次到店的顾客，答卷前没有订单",
            "Customers at their first visit, no orders before the answer",
          ),
          shares: [0.2, 0.3, 0.5],
        },
        { label: say("常客", "Regulars"), shares: [null, null, null] },
      ],
    },
    curve: {
      kind: "curve",
      style: percent,
      name: say("90天回头率", "90-day repeat rate"),
      points: [
        level(12, 8, 18, say("1分", "1")),
        level(15, 11, 20, say("2分", "2")),
        level(24, 21, 28, say("3分", "3")),
        level(41, 39, 43, say("4分", "4")),
        level(67, 65, 69, say("5分", "5")),
      ],
    },
    lorenz: {
      kind: "lorenz",
      style: percent,
      points: [0, 0.38, 0.57, 0.68, 0.76, 0.83, 0.885, 0.928, 0.96, 0.985, 1].map((y, index) => ({
        x: index / 10,
        y,
      })),
      mark: { x: 0.2, y: 0.57, text: "57%", range: say("误差范围55–59%", "Likely range 55–59%") },
      ends: { x: say("顾客", "Customers"), y: say("收入", "Revenue") },
    },
    scatter: {
      kind: "scatter",
      style: percent,
      up: say("影响大小", "How much it matters"),
      across: {
        name: say("满意得分", "Score of satisfaction"),
        style: { unit: "score", locale: tongue.locale, digits: 0 },
      },
      means: { x: 71, y: 0.2 },
      corner: say("影响大，却没做好", "Matters, yet not well done"),
      marks: [
        { label: say("等候时间", "Waiting time"), x: 58, y: 0.34, tone: "bad" },
        { label: say("口味", "Taste"), x: 80, y: 0.27, tone: "data" },
        { label: say("店员服务", "Staff"), x: 76, y: 0.19, tone: "data" },
        { label: say("店内环境", "The shop itself"), x: 75, y: 0.12, tone: "data" },
        { label: say("价格", "Price"), x: 66, y: 0.08, tone: "data" },
      ].map((mark) => ({
        ...mark,
        tone: mark.tone as "bad" | "data",
        xLow: mark.x - 1.5,
        xHigh: mark.x + 1.5,
        yLow: mark.y - 0.04,
        yHigh: mark.y + 0.04,
      })),
    },
    chain: {
      kind: "chain",
      boxes: [
        { label: say("员工满意", "Employee satisfaction"), text: "72" },
        { label: say("顾客满意", "Customer satisfaction"), text: "79" },
        { label: say("再来意愿", "Intent to return"), text: "83" },
        { label: say("营收增长", "Growth of revenue"), text: "12%" },
        { label: say("毛利率", "Gross margin"), text: "61%" },
      ],
      links: [
        {
          text: "r 0.72",
          note: say("0.20到0.93，10家店", "0.20 to 0.93, 10 stores"),
          state: "clear",
        },
        {
          text: "r 0.62",
          note: say("0.03到0.89，11家店", "0.03 to 0.89, 11 stores"),
          state: "clear",
        },
        {
          text: "r 0.17",
          note: say("−0.48到0.70，11家店，看不出", "−0.48 to 0.70, 11 stores, not seen"),
          state: "unclear",
        },
        {
          text: say("没有数据", "No data"),
          note: say("少于10家店，只看表", "Fewer than 10 stores: a table only"),
          state: "missing",
        },
      ],
    },
    bars: {
      kind: "bars",
      style: { unit: "count", locale },
      bars: [
        { label: say("知道", "Know"), value: 100, text: "100", tone: "data" },
        {
          label: say("有好感", "Like"),
          value: 71,
          text: "71",
          tone: "data",
          note: say("每100人留下71", "71 of 100 stay"),
        },
        {
          label: say("会打听", "Ask"),
          value: 52,
          text: "52",
          tone: "data",
          note: say("每100人留下73", "73 of 100 stay"),
        },
        {
          label: say("买过", "Bought"),
          value: 14,
          text: "14",
          tone: "bad",
          note: say("每100人留下27", "27 of 100 stay"),
        },
        {
          label: say("推荐", "Advise"),
          value: 6,
          text: "6",
          tone: "data",
          note: say("每100人留下43", "43 of 100 stay"),
        },
      ],
    },
    longBars: {
      kind: "bars",
      style: { unit: "money", locale, currency: "CNY" },
      bars: [
        {
          label: say("常客，每月都来", "Regulars, every month"),
          value: 812,
          text: say("812元", "¥812"),
          tone: "data",
          note: say("误差范围742–889元", "Likely range ¥742 to ¥889"),
        },
        {
          label: say("退货多于购买", "More returns than orders"),
          value: -120,
          text: say("−120元", "−¥120"),
          tone: "bad",
        },
        {
          label: say("新客", "New"),
          value: null,
          text: say("人数太少，不公布", "Too few people to show"),
          tone: "flat",
        },
      ],
    },
    steps: {
      kind: "steps",
      style: percent,
      points: [
        { x: 0, y: 1, low: 1, high: 1 },
        { x: 2, y: 0.81, low: 0.75, high: 0.87 },
        { x: 6, y: 0.62, low: 0.56, high: 0.68 },
        { x: 12, y: 0.44, low: 0.38, high: 0.5 },
        { x: 24, y: 0.29, low: 0.23, high: 0.35 },
        { x: 36, y: 0.19, low: 0.13, high: 0.25 },
        { x: 48, y: 0.13, low: 0.07, high: 0.19 },
        { x: 72, y: 0.1, low: 0.04, high: 0.16 },
      ],
      promise: {
        x: 24,
        y: 0.29,
        text: say("承诺24小时", "Promised: 24 hours"),
        atText: say("29%还没回复", "29% still unanswered"),
      },
      ticks: [0, 12, 24, 36, 48, 72].map((x) => ({ x, text: say(`${x}小时`, `${x} h`) })),
    },
    people: people(tongue),
  };
}

function gallery(tongue: Tongue): Report {
  const { say, locale } = tongue;
  const charts = demoCharts(locale);
  const titles: Readonly<Record<string, string>> = {
    trend: say("说得更好，来得更少", "Saying more, coming less"),
    single: say("净推荐值41，看不出变化", "NPS is 41, no clear change"),
    two: say("两季是两个点", "Two quarters are two dots"),
    nps: say("推荐者过半，较上季看不出变化", "Promoters are over half"),
    answers: say("等候：三分之一的人不满意", "Wait: a third are dissatisfied"),
    longNames: say("名字长的放在条上面", "Long names stand above the bar"),
    curve: say(
      "从4分到5分，回头率多了26个百分点",
      "From 4 to 5 the repeat rate is 26 points higher",
    ),
    lorenz: say("前20%的顾客带来57%的收入", "The top 20% bring 57% of revenue"),
    chain: say("前两环连得上，后两环看不出", "The first two links hold, the others are not seen"),
    scatter: say("等候影响大，却没做好", "Waiting matters and is not done well"),
    bars: say("从打听到买，每100人只留下27人", "Of 100 who ask, 27 buy"),
    longBars: say("常客一年值812元", "A regular is worth ¥812 a year"),
    steps: say("24小时后，每10条投诉还有3条没人回复", "After 24 hours 3 in 10 complaints wait"),
  };
  const blocks = Object.entries(titles).map(([key, title]) =>
    chartBlock(tongue, `gallery-${key}`, charts[key] as ChartModel, [
      title,
      say("浅色是误差范围；两端颜色深，中间退后。", "Light bands are likely ranges."),
      title,
    ]),
  );
  const [first, ...rest] = blocks as [ChartBlock, ...ChartBlock[]];
  return {
    id: "gallery",
    locale,
    path: "reports/gallery/",
    name: say("样张", "Gallery"),
    inMenu: true,
    kicker: [say("样张", "Gallery"), say("图的宽度一律328", "All pictures are 328 wide")],
    finding: finding(
      say(
        "每种图，一套画法：蓝好橙坏，空心没把握",
        "Every picture, one way to draw: blue is good, orange is bad",
      ),
    ),
    lead: [
      say(
        "浅色条是误差范围。手机上一列，宽屏上并排，字号不变。",
        "Light bars are likely ranges. One column on a phone, several on a wide screen.",
      ),
    ],
    hero: null,
    sections: [
      section("charts", say("十种图", "Ten pictures"), [{ kind: "charts", items: rest }]),
      section("alone", say("一张单独的图", "A picture alone"), [first]),
      section("states", say("一个数字的六种样子", "Six states of a number"), [
        { kind: "numbers", items: states(tongue), howto: null },
      ]),
      section(
        "grid",
        say(
          "4月起的新客，第二个月回来的更少",
          "Newcomers since April return less in their second month",
        ),
        [cohorts(tongue)],
      ),
      section(
        "problems",
        say("八成没导入的行，只有两个原因", "Two causes for most rows not used"),
        [
          {
            kind: "problems",
            items: [
              {
                where: "data/transactions/orders-2026q2.csv.gz:88214 (amount)",
                what: say(
                  "“￥12.5元”不是数字，共3,871行，都来自17号收银机。",
                  "The amount is “￥12.5元”, not a number; 3,871 rows, all from till 17.",
                ),
                todo: say(
                  "让收银系统导出不带“元”的金额，或在drop.yaml里写明格式。",
                  "Export amounts without “元”, or name the format in drop.yaml.",
                ),
              },
            ],
          },
          {
            kind: "prose",
            paragraphs: [
              [
                say("会员部在", "Membership asked on "),
                { strong: say("7月8日", "8 July") },
                say("问过一次。", " once."),
              ],
              [say("名单不在网站上。", "The list is not on this site.")],
            ],
          },
        ],
      ),
    ],
    places: {},
    how: null,
    description: say("每种数字用什么图。", "Which picture for which number."),
    figures: [],
    summary: "",
  };
}

function cohorts(tongue: Tongue): Block {
  const { say } = tongue;
  const cells: readonly (readonly number[])[] = [
    [100, 42, 35, 31, 29, 27],
    [100, 40, 34, 30, 28],
    [100, 43, 33, 29],
    [100, 38, 30],
    [100, 36],
  ];
  return {
    kind: "grid",
    caption: say(
      "没走完的月份留空，不写成低。格里写数字，颜色只帮忙找。",
      "Months not finished stay empty. The number is in the cell; the tint helps to find it.",
    ),
    grid: {
      id: "gallery-cohorts",
      corner: say("第一次来", "First visit"),
      columns: [0, 1, 2, 3, 4, 5].map((month) =>
        month === 0 ? say("当月", "Month 0") : say(`+${month}月`, `+${month}`),
      ),
      rows: cells.map((row, index) => ({
        label: say(`${index + 1}月新客`, `2026-0${index + 1}`),
        cells: Array.from({ length: 6 }, (_, month) => {
          const value = row[month];
          if (value === undefined)
            return {
              text: "·",
              raw: null,
              tint: 0 as const,
              label: say("还没走完", "not finished"),
            };
          const tint = value > 90 ? 5 : value > 41 ? 4 : value > 34 ? 3 : value > 29 ? 2 : 1;
          return { text: `${value}%`, raw: value / 100, tint };
        }),
      })),
    },
    table: table(tongue, "gallery-cohorts", [[say("1月新客", "January"), "42%", "40–44%", "812"]]),
  };
}
