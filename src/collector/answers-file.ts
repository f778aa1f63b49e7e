import { join } from "node:path";

/** Where a company's collected answers lie. */
export function answersFile(data: string): string {
  return join(data, "collector", "responses.sqlite");
}
