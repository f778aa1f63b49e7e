/** The chart models of a page, fetched when a reader first touches one of its pictures. */
import type { APIRoute } from "astro";
import type { ChartModel } from "../../../../charts/chart.ts";
import { wakingCharts } from "../../../../components/tables-of.ts";
import { pageName } from "../../../../layouts/addresses.ts";
import { reportEntries, reportOf } from "../../../../layouts/site.ts";

interface Props {
  readonly charts: Readonly<Record<string, ChartModel>>;
}

export async function getStaticPaths() {
  return (await reportEntries())
    .map(reportOf)
    .map((report) => ({
      params: { locale: report.locale, page: pageName(report.path) },
      props: { charts: wakingCharts(report) },
    }))
    .filter(({ props }) => Object.keys(props.charts).length > 0);
}

export const GET: APIRoute<Props> = ({ props }) => Response.json(props.charts);
