/** Addresses of pages and files, for a site that may lie below a sub-path. */
export interface Addresses {
  /** A page: below the locale when relative, as it stands when it begins with `/`, `#` or a scheme. */
  readonly href: (address: string) => string;
  /** A file below the site's root. */
  readonly file: (path: string) => string;
  readonly tableFile: (tableId: string) => string;
}

export function addresses(base: string, locale: string): Addresses {
  const root = base.endsWith("/") ? base : `${base}/`;
  const file = (path: string) => encodeURI(`${root}${path}`);
  return {
    href: (address) =>
      /^(?:\/|#|[a-z]+:)/iu.test(address) ? address : file(`${locale}/${address}`),
    file,
    tableFile: (tableId) => file(`data/tables/${locale}/${tableId}.csv`),
  };
}
