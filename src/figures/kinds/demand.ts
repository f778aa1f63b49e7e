/** Figures of the report Demand and capacity (需求与产能). */
import { kindsOf } from "./kind.ts";

const kind = kindsOf("demand");
const things = { of: "things" } as const;
const capacity = ["capacity"] as const;
const orders = ["transactions"] as const;
const queue = ["touchpoints"] as const;
const priced = ["capacity", "transactions"] as const;

export const demandKinds = {
  "demand.periods": kind("share", ["counted", "capacity-periods"], capacity, things),
  "demand.volume": kind("count", ["sum", "capacity-periods"], capacity, things),
  "demand.lost-share": kind("share", ["counted", "capacity-periods"], capacity, things),
  "demand.utilisation": kind("share", ["counted", "capacity-periods"], capacity, things),
  "demand.lost-money": kind("money", ["sum", "capacity-periods"], priced, things),
  "demand.crowded-money": kind("money", ["sum", "capacity-periods"], priced, things),
  "demand.idle-money": kind("money", ["sum", "capacity-periods"], capacity, things),
  "demand.week": kind("count", ["mean-counted", "capacity-periods"], capacity, things),
  "demand.week-max": kind("count", ["mean-counted", "capacity-periods"], capacity, things),
  "demand.week-optimal": kind("count", ["mean-counted", "capacity-periods"], capacity, things),
  "demand.week-lost": kind("count", ["mean-counted", "capacity-periods"], capacity, things),
  "demand.fixed-share": kind("share", ["counted", "capacity-periods"], capacity, things),
  "demand.guest-cost": kind("money", ["counted", "capacity-periods"], capacity, things),
  "demand.guest-margin": kind("money", ["counted", "capacity-periods"], priced, things),
  "demand.order-margin": kind("money", ["counted", "orders-12m"], orders, things),
  "demand.orders": kind("count", ["counted", "orders-month"], orders, things),
  "demand.growth": kind("share", ["counted", "orders-12m"], orders, things),
  "demand.segment-share": kind(
    "share",
    ["counted", "orders-12m"],
    [...orders, "customers"],
    things,
  ),
  "demand.elasticity": kind("ratio", ["log-log", "product-months"], orders, things),
  "demand.paid-elasticity": kind("ratio", ["log-log", "product-months"], orders, things),
  "demand.forecast": kind("count", ["seasonal-naive", "months"], orders, things),
  "demand.forecast-miss": kind("share", ["backtest", "past-forecasts"], orders, things),
  "demand.forecast-gain": kind("ratio", ["backtest", "past-forecasts"], orders, things),
  "demand.cycle": kind("share", ["decomposition", "cycle-values"], orders, things),
  "demand.cycle-strength": kind("ratio", ["decomposition", "cycle-values"], orders, things),
  "demand.mix-distance": kind("share", ["counted", "orders-by-hour"], orders, things),
  "demand.level": kind("count", ["mean-counted", "capacity-periods"], capacity, things),
  "demand.walk-away": kind("share", ["clustered", "queued"], queue),
  "demand.left-by": kind("share", ["kaplan-meier", "queued"], queue, {
    beginsWithAll: true,
  }),
  "demand.wait-score": kind(
    "score",
    ["t-interval", "queued-answered"],
    ["responses", "touchpoints"],
  ),
  "demand.wait-limit": kind(
    "minutes",
    ["bootstrap", "queued-answered"],
    ["responses", "touchpoints"],
  ),
  "demand.use-score": kind(
    "score",
    ["t-interval", "use-answered"],
    ["responses", "touchpoints", "capacity"],
  ),
  "demand.use-knee": kind(
    "share",
    ["knee", "use-answered"],
    ["responses", "touchpoints", "capacity"],
  ),
  "demand.use-wait": kind("minutes", ["t-interval", "use-queued"], ["touchpoints", "capacity"]),
  "demand.wait-knee": kind("share", ["knee", "use-queued"], ["touchpoints", "capacity"]),
  "demand.lost-day": kind("count", ["mean-counted", "capacity-periods"], capacity, things),
  "demand.servers": kind("count", ["erlang-c", "queue-peak"], ["capacity", "touchpoints"], things),
  "demand.peak-wait": kind(
    "minutes",
    ["erlang-c", "queue-peak"],
    ["capacity", "touchpoints"],
    things,
  ),
  "demand.lever-place": kind("share", ["counted", "lost-guests"], capacity, things),
  "demand.lever-time": kind("share", ["counted", "lost-guests"], capacity, things),
  "demand.lever-service": kind("share", ["counted", "lost-guests"], capacity, things),
  "demand.lever-price": kind("share", ["log-log", "lost-guests"], priced, things),
} as const;
