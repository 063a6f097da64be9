import type { Instrument } from '@abonde/contracts';
import { programmeRules, type RuleSet, ruleSetOf } from '../rules/rule-set';

interface Ruled {
  code: string;
  instrument: Instrument;
  dossier: { programme?: string | null };
}

/** Whether the project is the programme itself: the row that carries its attribution, its tranches and its life. */
export function isProgramme({ code, dossier }: Pick<Ruled, 'code' | 'dossier'>): boolean {
  return dossier.programme === code;
}

/** The rule set a project lives under: its instrument's, or that of programmes. */
export function rulesOf(project: Ruled): RuleSet {
  return isProgramme(project) ? programmeRules : ruleSetOf(project.instrument);
}
