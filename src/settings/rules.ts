/** `content/rules.yaml`: thresholds, tiers and money rules; nothing of these stands in code. */
import { z } from "zod";

const cut = z.number().min(0).max(100);
const share = z.number().min(0).max(1);

export const rulesSchema = z.strictObject({
  /** After an answer, how long a person has to come back. */
  returnWindow: z
    .strictObject({
      quantile: z.number().gt(0).lt(1).default(0.9),
      days: z.int().min(1).optional(),
    })
    .default({ quantile: 0.9 }),
  /** Fewer answers than this: a range, no arrow, no colour, no rank. */
  thinBelow: z.int().min(1).default(30),
  confidence: z.number().gt(0.5).lt(1).default(0.95),
  bootstrapDraws: z.int().min(200).default(2000),
  /** Purchases from which a person is watched, and cared for. */
  purchases: z
    .strictObject({ watch: z.int().default(3), care: z.int().default(5) })
    .default({ watch: 3, care: 5 }),
  /** Overdue: silent for longer than own median gap times this. */
  overdueFactor: z.number().positive().default(1.5),
  clv: z
    .strictObject({
      months: z.int().min(1).default(12),
      /** Share of revenue that is kept as margin, where the orders tell no cost. */
      margin: z.number().min(0).max(1).default(1),
      monthlyDiscount: z.number().min(0).default(0.01),
    })
    .default({ months: 12, margin: 1, monthlyDiscount: 0.01 }),
  reply: z.strictObject({ hours: z.number().positive().default(24) }).default({ hours: 24 }),
  /** Jones–Sasser: from which share of the scale (0 to 100) a person is satisfied, loyal. */
  quadrants: z
    .strictObject({ satisfied: cut.default(75), loyal: cut.default(75) })
    .default({ satisfied: 75, loyal: 75 }),
  /** Rungs of loyalty, from which place on the scale (0 to 100) a person stands on each. */
  ladder: z
    .strictObject({
      satisfied: cut.default(80),
      delighted: cut.default(80),
      trusting: cut.default(80),
    })
    .default({ satisfied: 80, delighted: 80, trusting: 80 }),
  /** Types of cases that are no complaint. */
  cases: z
    .strictObject({
      ideas: z.array(z.string()).default(["idea"]),
      praise: z.array(z.string()).default(["praise"]),
    })
    .default({ ideas: ["idea"], praise: ["praise"] }),
  /** What the column attitude of a case says, in the words of the file. */
  attitudes: z
    .strictObject({
      good: z.array(z.string()).default(["good"]),
      "broken-promise": z.array(z.string()).default(["broken-promise"]),
      arrogant: z.array(z.string()).default(["arrogant"]),
      late: z.array(z.string()).default(["late"]),
      "passing-the-buck": z.array(z.string()).default(["passing-the-buck"]),
    })
    .default({
      good: ["good"],
      "broken-promise": ["broken-promise"],
      arrogant: ["arrogant"],
      late: ["late"],
      "passing-the-buck": ["passing-the-buck"],
    }),
  /** What counts as dissatisfied, as a setback, as solved by oneself, as online. */
  experience: z
    .strictObject({
      /** At or below this place on the scale (0 to 100) an answer is dissatisfied. */
      dissatisfied: cut.default(50),
      /** Days before a complaint or leaving in which an answer is a warning. */
      warningDays: z.int().min(1).default(365),
      /** Days after a case in which an answer tells how it went. */
      afterCaseDays: z.int().min(1).default(90),
      /** Outcomes of touchpoints, in the words of the file. */
      setbacks: z.array(z.string()).default(["setback", "left", "failed", "no-reply"]),
      solved: z.array(z.string()).default(["done", "ok", "replied"]),
      handedOver: z.array(z.string()).default(["handed-over"]),
      onlineChannels: z.array(z.string()).default(["web", "app", "mini-program"]),
    })
    .prefault({}),
  /** From which share of customers a standard meets a common need, and of promises it is kept. */
  standards: z.strictObject({ need: share.default(0.5), kept: share.default(0.9) }).prefault({}),
  /** Which touchpoints and outcomes mean what, in the words of the file. */
  touchpoints: z
    .strictObject({
      /** Where the customer speaks first, and the outcome when an answer came. */
      spoken: z.array(z.string()).default(["ask", "chat"]),
      replied: z.array(z.string()).default(["replied"]),
      /** Evidence of a guarantee. */
      guarantees: z.array(z.string()).default(["guarantee"]),
      /** What the company sends of its own accord; reminders are some of it. */
      messages: z.array(z.string()).default(["broadcast", "service-message", "reminder"]),
      reminders: z.array(z.string()).default(["reminder"]),
      /** A subscription begun: the outcome says how long it runs. */
      plans: z.array(z.string()).default(["plan"]),
      exits: z.array(z.string()).default(["unsubscribe"]),
      substitutes: z.array(z.string()).default(["substitute-offered"]),
    })
    .prefault({}),
  /** The five modes of service: what standards lay open, and what counts as a promise. */
  modes: z
    .strictObject({
      open: z
        .array(z.string())
        .default(["design", "quality", "price", "process", "logistics", "network"]),
      openKinds: z.array(z.string()).default(["transparency"]),
      promiseKinds: z.array(z.string()).default(["promise"]),
      /** Days before the own rhythm is due in which a reminder is in time, and after it a hit. */
      remindDays: z.int().min(1).default(7),
    })
    .prefault({}),
  /** The five loyalty steps: which words of the files mean what. */
  steps: z
    .strictObject({
      /** Member tiers that count as VIP. */
      vipTiers: z.array(z.string()).default(["gold"]),
      /** Reasons for leaving that nobody can prevent. */
      unavoidable: z.array(z.string()).default(["moved", "graduated", "no-need"]),
      /** Touchpoints. */
      valueAdded: z.array(z.string()).default(["tea-class"]),
      communities: z.array(z.string()).default(["community"]),
      benefits: z.array(z.string()).default(["benefit"]),
      notices: z.array(z.string()).default(["delay-notice"]),
      serviceMessages: z.array(z.string()).default(["service-message"]),
      broadcasts: z.array(z.string()).default(["broadcast"]),
      /** Outcomes. */
      toldFirst: z.array(z.string()).default(["told-first"]),
      complained: z.array(z.string()).default(["complaint"]),
    })
    .prefault({}),
  /** Demand: what a queue and walking away are called, and the lines that the articles leave open. */
  demand: z
    .strictObject({
      queues: z.array(z.string()).default(["queue"]),
      walkedAway: z.array(z.string()).default(["left"]),
      /** An answer tells of a queue on its day or in so many days up to it. */
      visitDays: z.int().min(1).default(7),
      /** Satisfaction, 0 to 100, below which a wait is called too long. */
      satisfied: z.number().min(0).max(100).default(60),
      /** Promise for the rush: so large a share served within so many minutes. */
      within: z.number().positive().default(5),
      serviceLevel: z.number().gt(0).lt(1).default(0.8),
    })
    .prefault({}),
  /** Encounters: what the seven factors of machines are called, and when a contact tells of an answer. */
  encounters: z
    .strictObject({
      /** Touchpoints of article 001's seven factors between machines. */
      machine: z
        .array(z.string())
        .default([
          "software",
          "compatibility",
          "tracking",
          "query",
          "log",
          "security",
          "insurance",
        ]),
      /** An answer tells of the last contact of its day or of so many days up to it. */
      days: z.int().min(1).default(14),
      /** Hours at which a new part of the day begins. */
      parts: z.array(z.int().min(1).max(23)).default([11, 14, 18]),
      /** Kinds of actions that teach customers. */
      teaching: z.array(z.string()).default(["customer-training"]),
    })
    .prefault({}),
  /** Journey: touchpoints of article 004's five steps, and lines that it leaves open. */
  journey: z
    .strictObject({
      steps: z.record(z.string(), z.array(z.string())).default({
        decide: ["advert", "browse", "visit", "broadcast", "reminder"],
        talk: ["ask", "plan"],
        use: ["queue", "order", "self-service", "pickup", "delivery", "delay-notice"],
        after: [
          "chat",
          "service-message",
          "guarantee",
          "benefit",
          "tea-class",
          "community",
          "product-test",
          "unsubscribe",
        ],
        share: ["share", "review"],
      }),
      /** Touchpoints that make a membership more than a card. */
      digital: z.array(z.string()).default(["community", "chat", "share", "review", "plan"]),
      /** What is done for a customer after buying. */
      afterSale: z
        .array(z.string())
        .default(["chat", "service-message", "guarantee", "benefit", "tea-class", "community"]),
      shares: z.array(z.string()).default(["share", "review"]),
      /** Comes often, stays 3 to 5 minutes, asks, never buys. */
      visits: z.array(z.string()).default(["visit"]),
      asks: z.array(z.string()).default(["ask"]),
      leastVisits: z.int().min(1).default(3),
      /** A person who was brought by another, in the words of `acquired_by`. */
      referred: z.array(z.string()).default(["friend"]),
    })
    .prefault({}),
  /** Lifecycle: which ways of coming are by word of mouth, and days in which a contact counts. */
  lifecycle: z
    .strictObject({
      referral: z.array(z.string()).default(["friend"]),
      /** Touchpoints at which a customer invites others. */
      invites: z.array(z.string()).default(["share"]),
      contactDays: z.int().min(1).default(90),
    })
    .prefault({}),
  /** Customer value: tiers from the best, segments that are wanted, contacts with people. */
  equity: z
    .strictObject({
      /** Each tier begins above this share of customers, ranked by value. */
      tiers: z
        .array(z.strictObject({ id: z.string(), above: share }))
        .nonempty()
        .default([
          { id: "top", above: 0.8 },
          { id: "middle", above: 0.5 },
          { id: "base", above: 0 },
        ]),
      /** Segments that the company is for; empty: nothing is said of the others. */
      targetSegments: z.array(z.string()).default([]),
      /** Encounters that take the time of a person. */
      staffed: z.array(z.string()).default(["face"]),
      serviceCosts: z.array(z.string()).default(["service"]),
      acquisitionCosts: z.array(z.string()).default(["acquisition"]),
      /** Kinds and topics of actions. */
      mending: z.array(z.string()).default(["improvement"]),
      reviews: z.array(z.string()).default(["review"]),
      meetings: z.array(z.string()).default(["meeting"]),
      savings: z.array(z.string()).default(["saving"]),
    })
    .prefault({}),
  /** Investment by tier: where each tier is raised to or kept from falling to, and what bad mouths cost. */
  invest: z
    .strictObject({
      moves: z.record(z.string(), z.string()).default({
        saboteur: "bystander",
        "bad-mouther": "bystander",
        defector: "bystander",
        hostage: "loyalist",
        bystander: "loyalist",
        mercenary: "loyalist",
        loyalist: "apostle",
      }),
      keeps: z.record(z.string(), z.string()).default({ apostle: "bystander" }),
      badMouths: z.array(z.string()).default(["saboteur", "bad-mouther"]),
      /** Customers that one bad mouth keeps away; 0: not known, so not counted. */
      deterred: z.number().min(0).default(0),
    })
    .prefault({}),
  /** Co-creation: touchpoints at which customers try things out, and which words mean one topic. */
  coCreation: z
    .strictObject({
      tests: z.array(z.string()).default(["product-test"]),
      /** Topic by the code of a pain point, a type or a cause; other codes are their own topic. */
      topics: z.record(z.string(), z.string()).default({}),
      /** Codes that name no topic. */
      none: z.array(z.string()).default(["none", "other"]),
    })
    .prefault({}),
  /**
   * The eight tiers, tested in the order of the list; the first that fits wins.
   * Satisfaction and intent run from 0 to 100; `[20, 40]` is above 20 and up to 40,
   * `[0, 20]` takes 0 too. `recommend` is the 0 to 10 answer, `[9, 10]` from 9 to 10.
   */
  tiers: z
    .array(
      z.strictObject({
        id: z.string(),
        satisfaction: z.tuple([cut, cut]).optional(),
        intent: z.tuple([cut, cut]).optional(),
        recommend: z.tuple([z.number(), z.number()]).optional(),
        /** At least so many customers brought. */
        referrals: z.int().min(1).optional(),
        /** Order in which the article would invest, 1 first. */
        priority: z.int().min(1),
      }),
    )
    .nonempty(),
});

export type Rules = z.infer<typeof rulesSchema>;
