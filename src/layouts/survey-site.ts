/** What the survey pages need of the settings; they are built without any data. */
import { siteSettings } from "./site-content.ts";

export { siteSettings };

/** One page a survey and locale. */
export function surveyPaths(): { params: { locale: string; survey: string } }[] {
  const { site, surveys } = siteSettings();
  return surveys.flatMap(({ id }) =>
    site.locales.map((locale) => ({ params: { locale, survey: id } })),
  );
}

/** The colour of the brand block as a style of the page. */
export function brandStyle(): string | null {
  const { brand } = siteSettings().site;
  if (brand === undefined) return null;
  const css = `:root{--brand:${brand.light}}@media (prefers-color-scheme:dark){:root{--brand:${brand.dark}}}`;
  return css.replaceAll("<", "");
}
