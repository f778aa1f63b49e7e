/**
 * What a collector tells whoever runs it. Nothing here can hold what people sent: no address, no
 * token, no id, no word of an answer, no path with a query.
 */
import type { Suspicion } from "./store.ts";

/** What the door knows of a request that a server does not. */
export interface DoorNote {
  /** The pattern that took it, such as `/api/responses/:survey`. */
  readonly route: string;
  /** A survey of the site; null where none was meant. */
  readonly survey: string | null;
  readonly mark: Suspicion | null;
}

export interface RequestSeen extends DoorNote {
  readonly method: string;
  /** 0 when the connection was gone before a reply began. */
  readonly status: number;
  /** Written to the connection, head and body. */
  readonly bytes: number;
  readonly ms: number;
}

export interface DoorLog {
  readonly request: (seen: RequestSeen) => void;
  /** Bytes that were no request: a broken head, one too large, one too slow. */
  readonly connection: (seen: { readonly status: number; readonly code: string }) => void;
  /** A fault of ours or of the machine. */
  readonly failure: (what: string, error: unknown) => void;
  readonly event: (what: string, values?: Readonly<Record<string, string | number>>) => void;
  /** Writes what waits. */
  readonly close: () => void;
}

export const noLog: DoorLog = {
  request: () => {},
  connection: () => {},
  failure: () => {},
  event: () => {},
  close: () => {},
};

const MOST_FRAMES = 8;

/** Where it failed, not what the error says: that may quote what somebody sent. */
export function faultOf(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? "").split("\n").filter((line) => /^\s+at /u.test(line));
  const { name } = error;
  const { code = null } = error as NodeJS.ErrnoException;
  return { name, code, at: frames.slice(0, MOST_FRAMES).map((frame) => frame.trim()) };
}
