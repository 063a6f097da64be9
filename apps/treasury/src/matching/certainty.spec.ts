import { Money } from '@abonde/money';
import { certaintyOf, withoutContested } from './certainty';
import { feesTaken } from './fees';
import { phrasesOf, retypedReferencesOf } from './phrases';
import type { Reason, Suggestion } from './suggestions';

const proposal = (
  score: number,
  id: string,
  reasons: Reason[],
  kind: 'instalment' | 'classification' = 'instalment',
): Suggestion => ({
  score,
  reasons,
  targets: [{ kind, id, amount: { amount: '1.00', currency: 'EUR' } }],
});
const sure = proposal(95, 'a', ['REFERENCE', 'AMOUNT']);

describe('a safe proposal', () => {
  it.each([
    ['named, to the cent, alone', [sure], 'SAFE'],
    ['with a weak other one', [sure, proposal(40, 'b', ['PAYER', 'AMOUNT'])], 'SAFE'],
    ['with a rival', [sure, proposal(60, 'b', ['REFERENCE'])], 'TO_REVIEW'],
    ['with a part of itself as the other', [sure, proposal(75, 'a', ['REFERENCE', 'PARTIAL'])], 'SAFE'],
    ['not to the cent', [proposal(97, 'a', ['REFERENCE', 'AMOUNT_WITH_CHARGES'])], 'TO_REVIEW'],
    ['likely only', [proposal(94, 'a', ['AMOUNT'])], 'TO_REVIEW'],
    ['a rule that two persons agreed on', [proposal(95, 'CHARGE', ['CONFIRMED_RULE'], 'classification')], 'SAFE'],
    ['none', [], 'NONE'],
  ] as const)('%s', (_, suggestions, certainty) => expect(certaintyOf(suggestions)).toBe(certainty));

  it('is none where two lines would take the same thing, unless it takes any number', () => {
    const charge = proposal(95, 'CHARGE', ['CONFIRMED_RULE'], 'classification');
    const lines = new Map([
      ['one', [sure]],
      ['two', [sure]],
      ['three', [charge]],
      ['four', [charge]],
    ]);
    expect([...withoutContested(lines).values()]).toEqual(['TO_REVIEW', 'TO_REVIEW', 'SAFE', 'SAFE']);
  });
});

describe('fees on the way', () => {
  const valued = (amount: string) => ({ amount: Money.eur(amount), eur: Money.eur(amount) });
  it.each([
    ['5 000 less 25', '4975.00', '5000.00', '25.00'],
    ['nothing missing', '5000.00', '5000.00', null],
    ['more than 1 %', '97.00', '100.00', null],
    ['more than 100 €', '49800.00', '50000.00', null],
    ['exactly 1 % and 100 €', '9900.00', '10000.00', '100.00'],
  ])('%s', (_, received, expected, fee) =>
    expect(feesTaken(valued(received), Money.eur(expected))?.amount ?? null).toBe(fee),
  );
});

describe('what an entry is looked up by', () => {
  it('holds every run of its words', () => {
    expect(phrasesOf('VIR SIAAP PARIS')).toEqual([
      'VIR',
      'VIR SIAAP',
      'VIR SIAAP PARIS',
      'SIAAP',
      'SIAAP PARIS',
      'PARIS',
    ]);
    expect(phrasesOf('MANDAT 1 DRFIP ILE DE FRANCE ET PARIS')).toContain('DRFIP ILE DE FRANCE ET PARIS');
    expect(phrasesOf('')).toEqual([]);
  });

  it('holds references retyped with an O for a zero, with spaces or inside words', () => {
    expect(retypedReferencesOf('MANDAT RF92 SIAAP 2O25 T1', [])).toContain('RF92S1AAP2025T1');
    expect(retypedReferencesOf('SANS REFERENCE', ['E2E-12'])).toEqual(['E2E12']);
  });
});
