import { criticalZ } from "./normal.ts";

/** One stay: how long it was watched, and whether its end was seen. */
export interface Stay {
  readonly duration: number;
  readonly ended: boolean;
}

export interface SurvivalStep {
  readonly time: number;
  readonly atRisk: number;
  readonly ended: number;
  /** Share still waiting just after `time`, with its interval. */
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Kaplan–Meier curve (生存曲线): the share still waiting after each time, when some still wait.
 *
 * For      time to a first reply or a second purchase, counting those not there yet.
 * Formula  Π (1 − ended/at risk) over times up to t; interval by Greenwood on the log-log scale.
 * Takes    one row a stay; a stay of unseen end counts as at risk up to and at its duration, one
 *          of unknown duration (NaN) nowhere.
 * Gives    one step a time at which something ended, ascending; none when nothing did.
 * Source   Kaplan & Meier (1958) JASA 53:457; R survfit(conf.type = "log-log").
 *
 * @example kaplanMeier([{ duration: 1, ended: true }, { duration: 2, ended: false }])[0].share // => 0.5
 */
export function kaplanMeier(stays: readonly Stay[], confidence = 0.95): readonly SurvivalStep[] {
  const rising = stays
    .filter(({ duration }) => !Number.isNaN(duration))
    .toSorted((a, b) => a.duration - b.duration);
  const z = criticalZ(confidence);
  const steps: SurvivalStep[] = [];
  let share = 1;
  let greenwood = 0;
  for (let i = 0; i < rising.length;) {
    const time = rising[i]!.duration;
    const atRisk = rising.length - i;
    let ended = 0;
    for (; i < rising.length && rising[i]!.duration === time; i += 1) {
      if (rising[i]!.ended) ended += 1;
    }
    if (ended === 0) continue;
    share *= 1 - ended / atRisk;
    greenwood += ended / (atRisk * (atRisk - ended));
    steps.push({ time, atRisk, ended, share, ...logLogInterval(share, z * Math.sqrt(greenwood)) });
  }
  return steps;
}

/** At the ends (share 0 or 1) the scale has no interval; the point stands for itself. */
function logLogInterval(share: number, half: number): { low: number; high: number } {
  if (share <= 0 || share >= 1) return { low: share, high: share };
  const shift = Math.exp(half / Math.log(share));
  return { low: share ** (1 / shift), high: share ** shift };
}

/**
 * Survival quantile (生存分位时间): the time by which a share p has ended.
 *
 * For      the median wait.
 * Formula  the first time at which the share still waiting is at most 1 − p.
 * Takes    the steps of a curve; p between 0 and 1.
 * Gives    in the unit of the durations; null when the curve does not fall so far.
 * Source   Brookmeyer & Crowley (1982) Biometrics 38:29.
 *
 * @example survivalQuantile(kaplanMeier([{ duration: 3, ended: true }]), 0.5) // => 3
 */
export function survivalQuantile(steps: readonly SurvivalStep[], p: number): number | null {
  return steps.find(({ share }) => share <= 1 - p + 1e-12)?.time ?? null;
}

/**
 * Share still waiting (仍在等待的比例): the curve's height at a time.
 *
 * For      reading the curve at 24 hours or 90 days.
 * Formula  the share of the last step at or before the time; 1 before the first.
 * Takes    the steps of a curve and a time in their unit.
 * Gives    a share from 0 to 1.
 * Source   Kaplan & Meier (1958).
 *
 * @example survivalAt([], 5) // => 1
 */
export function survivalAt(steps: readonly SurvivalStep[], time: number): number {
  return steps.findLast((step) => step.time <= time)?.share ?? 1;
}
