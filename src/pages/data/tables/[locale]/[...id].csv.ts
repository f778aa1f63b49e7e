/** Every table of every page, as a file. */
import type { APIRoute } from "astro";
import { tableCsv } from "../../../../components/csv.ts";
import { tablesOf } from "../../../../components/tables-of.ts";
import { reportEntries, reportOf } from "../../../../layouts/site.ts";
import type { TableModel } from "../../../../reports/report.ts";

interface Props {
  readonly table: TableModel;
}

export async function getStaticPaths() {
  const seen = new Set<string>();
  const entries = await reportEntries();
  return entries.flatMap((entry) => {
    const report = reportOf(entry);
    return tablesOf(report)
      .filter(({ id }) => !seen.has(`${report.locale}/${id}`) && seen.add(`${report.locale}/${id}`))
      .map((table) => ({
        params: { locale: report.locale, id: table.id },
        props: { table },
        cacheKey: entry.digest ?? "",
      }));
  });
}

export const GET: APIRoute<Props> = ({ props }) =>
  new Response(tableCsv(props.table), { headers: { "content-type": "text/csv; charset=utf-8" } });
