/** People open this file in a spreadsheet: nothing in it may be taken for a formula. */
export function safeCell(text: string): string {
  const isFormula = /^[\s'"]*[=+\-@＝＋－＠|%]/u.test(text) && !/^\+?[\d\s-]+$/u.test(text);
  return `"${(isFormula ? `'${text}` : text).replaceAll('"', '""')}"`;
}
