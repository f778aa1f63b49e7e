/** Clients of a collector in a process of their own. Arguments: port, then `connections:seconds` for each phase. Prints what they saw. */
import { doorClient } from "./door-client.ts";
import { benchPost, benchSurvey } from "./door-survey.ts";

export interface LoadSeen {
  readonly connections: number;
  /** Acknowledged answers a second. */
  readonly perSecond: number;
  readonly p99: number;
  readonly longest: number;
  /** Replies by status; "0" is a broken connection. */
  readonly statuses: Readonly<Record<string, number>>;
  /** Seconds until the last answer that was refused for now was delivered. */
  readonly drainSeconds: number;
}

async function phase(port: number, connections: number, seconds: number): Promise<LoadSeen> {
  const statuses: Record<string, number> = {};
  const times: number[] = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  const run = async (): Promise<void> => {
    const client = doorClient(port, benchSurvey.id);
    while (performance.now() < end) {
      const body = benchPost(crypto.randomUUID());
      for (let isKept = false; !isKept;) {
        const sent = performance.now();
        const status = await client.post(body);
        statuses[status] = (statuses[status] ?? 0) + 1;
        times.push(performance.now() - sent);
        isKept = status === 201 || status === 200;
        if (!isKept && performance.now() > end + 60_000) break;
        if (!isKept) await new Promise((again) => setTimeout(again, 250));
      }
    }
    client.close();
  };
  await Promise.all(Array.from({ length: connections }, run));
  const took = (performance.now() - start) / 1000;
  const sorted = Float64Array.from(times).toSorted();
  const kept = (statuses[201] ?? 0) + (statuses[200] ?? 0);
  return {
    connections,
    perSecond: kept / took,
    p99: sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN,
    longest: sorted.at(-1) ?? Number.NaN,
    statuses,
    drainSeconds: took - seconds,
  };
}

if (import.meta.main) {
  const [port = "0", ...phases] = process.argv.slice(2);
  const seen: LoadSeen[] = [];
  for (const each of phases) {
    const [connections = 0, seconds = 0] = each.split(":").map(Number);
    seen.push(await phase(Number(port), connections, seconds));
  }
  console.log(JSON.stringify(seen));
}
