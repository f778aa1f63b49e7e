/** `?preview`: the survey as it is, of which nothing is kept and nothing sent. */
export const isPreview = new URLSearchParams(location.search).has("preview");
