/** Name of the field of a question, or of one part of it. */
export function fieldName(question: string, part: string | null): string {
  return part === null ? question : `${question}.${part}`;
}
