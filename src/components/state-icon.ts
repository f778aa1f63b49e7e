/** Small marks of the states of a number; words always stand beside them. */
import type { NumberState } from "../reports/report.ts";

const MARKS: Readonly<Partial<Record<NumberState, string>>> = {
  thin: '<path stroke-width="1.6" stroke-linejoin="round" d="M8 2.2L14.6 13.6H1.4Z"/><path stroke-width="1.6" d="M8 6.4v3.4M8 11v1.3"/>',
  missing: '<circle cx="8" cy="8" r="6.4" stroke-width="1.6" stroke-dasharray="3 2.4"/>',
  hidden:
    '<path stroke-width="1.4" d="M2.5 2.5h11v11h-11z"/><path stroke-width="1.2" d="M2.5 8L8 2.5M2.5 13.5L13.5 2.5M8 13.5L13.5 8"/>',
};

/** Empty for states that need no mark. */
export function stateIcon(state: NumberState): string {
  const mark = MARKS[state];
  return mark === undefined
    ? ""
    : `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${mark}</svg>`;
}
