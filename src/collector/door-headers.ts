/** Headers of every reply, also of those that no page stands behind. */
export interface DoorOrigins {
  /** Other origins that may show the surveys in a frame. */
  readonly frames?: readonly string[];
  /** Where pages send their answers when that is not here. */
  readonly answersTo?: string | undefined;
}

const ORIGIN = /^https?:\/\/[^\s;,'"/]+$/u;

/** No pages are framed elsewhere, nothing is sniffed, nobody is told where people came from. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-site",
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=()",
};

/**
 * The content security policy of a reply by its media type. What scripts and styles a page may run
 * stands in its own head, by their hashes, and both count; the rest is said here, where it costs a
 * phone nothing, and who may frame it can be said here only.
 */
export function contentPolicies({
  frames = [],
  answersTo,
}: DoorOrigins): (type: string | null) => string {
  const others = answersTo !== undefined && ORIGIN.test(answersTo) ? [answersTo] : [];
  const here = ["'self'", ...others].join(" ");
  const framed = `frame-ancestors ${["'self'", ...frames.filter((each) => ORIGIN.test(each))].join(" ")}`;
  const page = [
    ...["img-src 'self' data:", "font-src 'self'", "media-src 'self'", "manifest-src 'self'"],
    ...["object-src 'none'", "frame-src 'none'", "worker-src 'none'", "base-uri 'none'"],
    ...[`connect-src ${here}`, `form-action ${here}`, framed],
  ].join("; ");
  const bare = `default-src 'none'; ${framed}`;
  return (type) => {
    if (type?.startsWith("text/html") === true) return page;
    return type === null || /^(?:application\/json|text\/plain)/u.test(type) ? bare : framed;
  };
}
