/** Qinghe Tea (青禾茶饮), a tea-shop chain that does not exist: its stores, people, menu and the truth planted in them. */

export const aspects = ["taste", "wait", "staff", "environment", "price"] as const;
export type Aspect = (typeof aspects)[number];

export type StoreKind = "campus" | "office" | "mall" | "street" | "station" | "popup";

export interface Store {
  readonly name: string;
  readonly kind: StoreKind;
  /** Pull among the stores of its kind. */
  readonly size: number;
  readonly staff: number;
}

export const stores: readonly Store[] = [
  { name: "S01 人民路", kind: "street", size: 3, staff: 16 },
  { name: "S02 桂花里", kind: "street", size: 2.2, staff: 14 },
  { name: "S03 清河苑", kind: "street", size: 2, staff: 13 },
  { name: "S04 湖滨广场", kind: "mall", size: 3, staff: 18 },
  { name: "S05 北城商场", kind: "mall", size: 2.2, staff: 15 },
  { name: "S06 金融中心", kind: "office", size: 2.4, staff: 15 },
  { name: "S07 软件园", kind: "office", size: 2.2, staff: 14 },
  { name: "S08 创业大厦", kind: "office", size: 2, staff: 13 },
  { name: "S09 师大东门", kind: "campus", size: 2.4, staff: 16 },
  { name: "S10 理工西门", kind: "campus", size: 2.2, staff: 14 },
  { name: "S11 高铁站", kind: "station", size: 1, staff: 8 },
  { name: "S12 音乐节快闪", kind: "popup", size: 1, staff: 4 },
];

export const segments = ["student", "office", "family", "tourist", "company"] as const;
export type Segment = (typeof segments)[number];

export interface SegmentTraits {
  readonly share: number;
  /** Where a person of the segment has the home store. */
  readonly homes: Readonly<Record<StoreKind, number>>;
  /** Store, app, mini-program. */
  readonly channels: readonly [number, number, number];
  /** Monday to Sunday. */
  readonly week: readonly number[];
  readonly vacation: number;
  /** Log-odds of not coming a second time. */
  readonly firstVisitLoss: number;
}

const home = (homes: Partial<Record<StoreKind, number>>) => ({
  campus: 0,
  office: 0,
  mall: 0,
  street: 0,
  station: 0,
  popup: 0,
  ...homes,
});

export const segmentTraits: Readonly<Record<Segment, SegmentTraits>> = {
  student: {
    share: 0.4,
    homes: home({ campus: 0.82, mall: 0.1, street: 0.08 }),
    channels: [0.3, 0.15, 0.55],
    week: [0.95, 0.95, 1, 1, 1.1, 1.05, 0.95],
    vacation: 0.72,
    firstVisitLoss: 0,
  },
  office: {
    share: 0.27,
    homes: home({ office: 0.72, mall: 0.13, street: 0.15 }),
    channels: [0.35, 0.3, 0.35],
    week: [1.15, 1.15, 1.15, 1.15, 1.2, 0.6, 0.6],
    vacation: 1,
    firstVisitLoss: 0,
  },
  family: {
    share: 0.27,
    homes: home({ street: 0.66, mall: 0.34 }),
    channels: [0.55, 0.15, 0.3],
    week: [0.8, 0.8, 0.85, 0.85, 1.05, 1.35, 1.3],
    vacation: 1,
    firstVisitLoss: -0.15,
  },
  tourist: {
    share: 0.0791,
    homes: home({ mall: 0.42, station: 0.4, street: 0.18 }),
    channels: [0.75, 0.05, 0.2],
    week: [0.8, 0.8, 0.85, 0.9, 1.15, 1.3, 1.2],
    vacation: 1,
    firstVisitLoss: 0.6,
  },
  company: {
    share: 0.0009,
    homes: home({ office: 1 }),
    channels: [0.2, 0.2, 0.6],
    week: [1.3, 1.3, 1.3, 1.3, 1.3, 0.3, 0.2],
    vacation: 1,
    firstVisitLoss: -0.3,
  },
};

export const channels = ["store", "app", "mini-program"] as const;

export interface Drink {
  readonly sku: string;
  readonly category: string;
  readonly priceCents: number;
  readonly costCents: number;
  readonly pull: number;
}

export const menu: readonly Drink[] = [
  { sku: "T01", category: "milk-tea", priceCents: 1400, costCents: 520, pull: 10 },
  { sku: "T02", category: "milk-tea", priceCents: 1600, costCents: 610, pull: 9 },
  { sku: "T03", category: "milk-tea", priceCents: 1800, costCents: 700, pull: 6 },
  { sku: "T04", category: "fruit-tea", priceCents: 1700, costCents: 690, pull: 9 },
  { sku: "T05", category: "fruit-tea", priceCents: 1900, costCents: 760, pull: 7 },
  { sku: "T06", category: "fruit-tea", priceCents: 2200, costCents: 900, pull: 4 },
  { sku: "T07", category: "pure-tea", priceCents: 900, costCents: 260, pull: 6 },
  { sku: "T08", category: "pure-tea", priceCents: 1200, costCents: 350, pull: 5 },
  { sku: "T09", category: "cheese-tea", priceCents: 2100, costCents: 850, pull: 5 },
  { sku: "T10", category: "cheese-tea", priceCents: 2400, costCents: 980, pull: 3 },
  { sku: "T11", category: "snack", priceCents: 800, costCents: 330, pull: 4 },
  { sku: "T12", category: "snack", priceCents: 1500, costCents: 640, pull: 2 },
];

export const teams: readonly { readonly name: string; readonly staff: number }[] = [
  ...stores.map(({ name, staff }) => ({ name, staff })),
  { name: "总部", staff: 38 },
];

/** The truth that reports are to find again. Latent scales have unit noise unless said. */
export const planted = {
  buying: {
    /** Purchases a day while active: gamma, rate in days. Leaving after a purchase: beta. */
    r: 3,
    alphaDays: 50,
    a: 0.7,
    b: 1.6,
    /** Log-odds of leaving fall by this for each unit of experience above the usual. */
    leavingPerExperience: 0.55,
    firstVisitLossLogOdds: -0.85,
    promoLossLogOdds: 0.85,
    leavingByKind: { campus: 0.25, office: 0, mall: 0.1, street: -0.4, station: 0.3, popup: 0.3 },
    /** A rival opens beside both campus stores on this day. */
    rivalOpens: "2026-03-25",
    rivalLogOdds: 3,
    everyoneLogOddsSinceRival: 0.7,
  },
  drivers: { taste: 0.26, wait: 0.32, staff: 0.2, environment: 0.08, price: 0.14 },
  aspectMeans: { taste: 0.35, wait: -0.25, staff: 0.3, environment: 0.1, price: -0.1 },
  aspectByKind: {
    campus: { wait: -0.25, environment: -0.1, price: -0.1 },
    office: { wait: -0.15 },
    mall: { environment: 0.1, price: -0.1 },
    street: { staff: 0.2, wait: 0.15 },
    station: { price: -0.25, wait: -0.1 },
    popup: {},
  } as Readonly<Record<StoreKind, Partial<Record<Aspect, number>>>>,
  /** Shorter waits and friendlier staff from the last wave on. */
  improvedFrom: "2026-04-01",
  improvement: { wait: 0.37, staff: 0.18 } as Partial<Record<Aspect, number>>,
  personSpread: 0.45,
  aspectNoise: 0.75,
  satisfactionNoise: 0.35,
  /** Cuts of the satisfaction latent between 1|2|3|4|5. */
  satisfactionCuts: [-1.25, -0.93, -0.54, 0.2],
  aspectCuts: [-1.75, -1.15, -0.45, 0.55],
  recommend: {
    perExperience: 1.5,
    perPerson: 0.6,
    noise: 1.35,
    mean: 8.42,
    /** Keeps the score where it was while satisfaction rises. */
    lastWaveShift: -0.29,
  },
  intent: { perExperience: 0.9, perLoyalty: 0.6, noise: 0.75, cuts: [-1.7, -1.05, -0.12, 0.45] },
  trust: {
    reliability: { mean: 0.35, noise: 0.8 },
    competence: { mean: 0.45, noise: 0.8 },
    closeness: { mean: -0.5, noise: 0.85 },
  },
  /** How honest offers seem to those who took one, by the rules of the campaign. */
  honesty: { base: 0.12, perRule: -0.07 },
  /** Guests expect more since a shorter wait was promised. */
  raisedExpectation: 0.13,
  /** Log-odds of not having spoken badly. */
  badWord: { logOdds: 2.3, perExperience: 1.9 },
  premium: { perExperience: 0.5, perLoyalty: 0.35, cuts: [-0.5, 0.25, 0.8, 1.35, 1.9] },
  /** Staff below the first: too little; above the second: too much. */
  fitCuts: [-0.75, 1.75],
  /** A friend brought them: log-odds of not coming a second time. */
  referredLossLogOdds: -0.6,
  /** Shares of new customers by how they came. */
  acquired: { "walk-in": 0.38, friend: 0.33, "mini-program": 0.2, ad: 0.09 },
  /** Who saw a promise kept believes more of what is said. */
  seenKept: { share: 0.38, shift: 0.95 },
  personalService: { share: 0.24, shift: 0.5 },
  /** Who knows of a change, before and after the improvement. */
  changeAware: { before: 0.12, after: 0.37 },
  rival: { name: "云上茶", satisfactionMean: 0.02, satisfactionSpread: 0.68 },
  /** Teams of stores whose customers are more satisfied are more satisfied themselves. */
  teamPerStore: 4.2,
  /** Trained employees see goals more clearly and have more latitude. */
  trained: { firstShare: 0.42, perQuarter: 0.07, shift: 0.45 },
  /** Log-log slope of what is ordered on its price. */
  priceElasticity: -1.4,
  /** Deliveries: share of orders by app or mini-program; minutes fall with the aspect of waiting. */
  delivery: { share: 0.3, promisedMinutes: 35, minutes: 27, perWait: -5, noise: 6 },
  /** Share of late deliveries told before the guest asked, before and after June 2025. */
  toldFirst: { before: 0.35, after: 0.72 },
  /** In these months newcomers pay less for two drinks by app, and nobody says why. */
  quietPrice: { from: "2025-11-01", to: "2026-02-28", skus: ["T05", "T10"], share: 0.1 },
  refundShare: { usual: 0.008, promotion: 0.022 },
  /** Log of minutes in the queue: falls with the aspect of waiting. */
  queue: { logMinutes: 1.45, perWait: -0.55, noise: 0.35 },
  promo: { id: "spring-2026", from: "2026-01-01", to: "2026-03-31" },
  replyWithin24hShare: 0.71,
  /** Complainers who came back had a reply in time more often by this much. */
  replyGain: 0.12,
  /** Share of complaints after which the person came again, to keep the share above. */
  complainersBack: 0.75,
  /** Good manners, and how much more of them among those who came back. */
  attitude: { goodShare: 0.33, goodGain: 0.09 },
  /** Share of complaints that customers caused, before and after they were taught. */
  customerCaused: { before: 0.16, after: 0.09 },
  /** Ideas and words of praise a visit. */
  unasked: { idea: 0.005, praise: 0.012 },
} as const;
