/** Fields that are not questions; no question id begins with an underscore. */
export const metaFields = {
  id: "_id",
  version: "_version",
  lang: "_lang",
  token: "_token",
  startedAt: "_started_at",
  preview: "_preview",
} as const;

/** People do not see this field; what fills it in is not a person. */
export const TRAP_FIELD = "website";
