/** Packs a page that was made for one request, as the pages of the site are. */
import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import type { PackPage } from "./made-page.ts";

const compress = promisify(brotliCompress);
/** Two milliseconds for a survey; the best takes sixty and saves a fourteenth. */
const QUALITY = { quick: 6, smallest: 11 } as const;

export const packPage: PackPage = async (page, effort) => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: QUALITY[effort] };
  return new Uint8Array(await compress(page, { params }));
};
