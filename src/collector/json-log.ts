/** The log of a collector as lines of JSON, in batches. */
import { pino, stdTimeFunctions, type Level } from "pino";
import { batchedLines } from "./batched-lines.ts";
import { faultOf, type DoorLog } from "./door-log.ts";

export interface JsonLogOptions {
  /** A file, or 1 for what the process prints. */
  readonly to: string | 1;
  readonly level?: Level;
}

/** No line has these; whoever adds a field by accident still writes none of them. */
const WITHHELD = [
  ...["address", "answers", "body", "contact", "contacts", "customerId", "customer_id"],
  ...["headers", "id", "ip", "message", "path", "query", "text", "token", "url", "value"],
];

/** Throws log-unusable where the file cannot be written. */
export function jsonLog({ to, level = "info" }: JsonLogOptions): DoorLog {
  const lines = batchedLines(to);
  const log = pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: WITHHELD, remove: true },
    },
    lines,
  );
  return {
    request: (seen) => (seen.status >= 500 ? log.warn(seen, "request") : log.info(seen, "request")),
    connection: (seen) => log.info(seen, "connection"),
    failure: (what, error) => log.error({ what, ...faultOf(error) }, "failure"),
    event: (what, values = {}) => log.info(values, what),
    close: lines.close,
  };
}
