/** Every table of every page, as a file. A build writes them itself, see `scripts/company-site.ts`. */
import type { APIRoute } from "astro";
import { tableCsv } from "../../../../components/csv.ts";
import { tableFiles } from "../../../../components/table-files.ts";
import { orderedReports } from "../../../../layouts/site.ts";
import type { TableModel } from "../../../../reports/report.ts";

interface Props {
  readonly table: TableModel;
}

export async function getStaticPaths() {
  if (!import.meta.env.DEV) return [];
  return tableFiles(await orderedReports()).map(({ locale, id, table }) => ({
    params: { locale, id },
    props: { table },
  }));
}

export const GET: APIRoute<Props> = ({ props }) =>
  new Response(tableCsv(props.table), { headers: { "content-type": "text/csv; charset=utf-8" } });
