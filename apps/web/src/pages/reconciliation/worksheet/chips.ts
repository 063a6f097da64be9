import type { Proposal } from '../treasury';
import type fr from '../words/fr.json';

export interface Chip {
  word: keyof typeof fr.chip;
  /** `yes` speaks for it, `near` nearly does, `no` speaks against it. */
  sign: 'yes' | 'near' | 'no';
}

const YES: readonly Chip[] = [
  { word: 'agreement', sign: 'yes' },
  { word: 'wording', sign: 'yes' },
  { word: 'placement', sign: 'yes' },
  { word: 'rule', sign: 'yes' },
  { word: 'confirmedRule', sign: 'yes' },
];
const reasonOf: Record<string, string> = {
  agreement: 'AGREEMENT',
  wording: 'WORDING',
  placement: 'PLACEMENT',
  rule: 'RULE',
  confirmedRule: 'CONFIRMED_RULE',
};

/** Why a proposal was made, and what speaks against it where something is expected. */
export function chipsOf({ reasons, targets: [first] }: Proposal): Chip[] {
  const has = (...names: string[]) => names.some((name) => reasons.includes(name));
  const more = YES.filter(({ word }) => has(reasonOf[word] ?? ''));
  if (!first || ['classification', 'interest', 'donation', 'unapplied'].includes(first.kind)) {
    return [
      ...(has('AMOUNT') ? [{ word: 'amount', sign: 'yes' } as const] : []),
      ...(has('PAYER') ? [{ word: 'payer', sign: 'yes' } as const] : []),
      ...more,
    ];
  }
  return [
    amountChip(has),
    { word: 'reference', sign: has('REFERENCE') ? 'yes' : has('REFERENCE_RETYPED') ? 'near' : 'no' },
    has('ACCOUNT') ? { word: 'account', sign: 'yes' } : { word: 'payer', sign: has('PAYER') ? 'yes' : 'no' },
    { word: 'date', sign: has('DATE') ? 'yes' : 'no' },
    ...more,
  ];
}

function amountChip(has: (...names: string[]) => boolean): Chip {
  if (has('AMOUNT', 'ORIGINAL_AMOUNT')) return { word: 'amount', sign: 'yes' };
  if (has('SUM')) return { word: 'sum', sign: 'yes' };
  if (has('LINES')) return { word: 'lines', sign: 'yes' };
  if (has('AMOUNT_WITH_CHARGES', 'AMOUNT_WITHIN_FEES')) return { word: 'fees', sign: 'near' };
  if (has('PARTIAL')) return { word: 'partial', sign: 'near' };
  return { word: has('OVER_PAYMENT') ? 'over' : 'amount', sign: has('OVER_PAYMENT') ? 'near' : 'no' };
}
