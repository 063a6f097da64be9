import { Violation } from '@abonde/violation';
import type { RuleSet } from '../rules/rule-set';
import type { Change } from './changes';

export const agreedTerms = ['financingPlan', 'budgetLines', 'period', 'objectives'] as const;
/** Part of a dossier that the agreement with its city quotes: its plan and budget, its dates, its object. */
export type AgreedTerm = (typeof agreedTerms)[number];

interface Agreed {
  code: string;
  /** Day of the last step since the agreement was signed; null until then. */
  lastImplementationDay: string | null;
}

/** What changes by an amendment only: nothing before both signed; a programme has its own, agreed with its donors. */
export function termsInForce({ lastImplementationDay }: Agreed, { attributedBy }: RuleSet): readonly AgreedTerm[] {
  return lastImplementationDay === null || attributedBy === 'PROGRAMME' ? [] : agreedTerms;
}

/** @throws {Violation} 409 AMENDMENT_NEEDED naming the terms and what they would become */
export function checkAgreedTerms(project: Agreed, rules: RuleSet, changes: readonly Change[]): void {
  const inForce = termsInForce(project, rules);
  const touched = changes.filter(({ field }) => inForce.some((term) => isOf(term, field)));
  const [first] = touched;
  if (!first) return;
  const terms = inForce.filter((term) => touched.some(({ field }) => isOf(term, field)));
  throw new Violation({
    code: 'AMENDMENT_NEEDED',
    status: 409,
    title: 'The agreement with the city is signed',
    detail: `${terms.join(', ')} of ${project.code}: changes by an amendment that both parties sign, not in the dossier`,
    figures: { project: project.code, field: first.field, terms, changes: touched },
  });
}

function isOf(term: AgreedTerm, field: string): boolean {
  const path = term === 'objectives' ? 'narrative.objectives' : term;
  return field === path || field.startsWith(`${path}.`);
}
