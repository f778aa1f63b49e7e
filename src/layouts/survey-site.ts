/** What the survey pages need of the settings; they are built without any data. */
import { surveyLocales } from "../survey/survey-locales.ts";
import { siteSettings } from "./site-content.ts";

export { siteSettings };

/** One page a survey and locale. */
export function surveyPaths(): { params: { locale: string; survey: string } }[] {
  const { site, surveys } = siteSettings();
  return surveys.flatMap((survey) =>
    surveyLocales(survey, site.surveyLocales ?? site.locales).map((locale) => ({
      params: { locale, survey: survey.id },
    })),
  );
}
