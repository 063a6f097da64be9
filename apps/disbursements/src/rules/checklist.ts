/** What a dossier must hold, in the order a reader checks it. */
export const dossierParts = [
  'narrative',
  'budgetLines',
  'financingPlan',
  'cofinancing',
  'resultsFramework',
  'genderFields',
  'schedule',
  'location',
  'beneficiary',
  'signedRequest',
] as const;
export type DossierPart = (typeof dossierParts)[number];

/** One line of a dossier's checklist as its author reads it. */
export interface ChecklistItem {
  part: DossierPart;
  met: boolean;
  /** What is still missing in it, by name: parts of a narrative, or the difference of a sum. */
  missing: string[];
}
