import fc from 'fast-check';
import { changesBetween } from './changes';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

it('says field by field what changed, amounts with their currency', () => {
  const before = {
    title: 'Puits',
    narrative: { context: 'Sans eau', objectives: 'Eau' },
    budgetLines: [
      { label: 'Études', amount: eur('10.00') },
      { label: 'Travaux', amount: eur('90.00') },
    ],
    implementers: ['Gret'],
  };
  const after = {
    title: 'Puits',
    narrative: { context: 'Sans eau potable', objectives: '' },
    budgetLines: [
      { label: 'Travaux', amount: eur('95.00') },
      { label: 'Études', amount: eur('10.00') },
    ],
    implementers: ['Gret', 'WTA'],
  };
  expect(changesBetween(before, after)).toEqual([
    { field: 'budgetLines.Travaux.amount', before: '90.00 EUR', after: '95.00 EUR' },
    { field: 'implementers.WTA', before: null, after: 'WTA' },
    { field: 'narrative.context', before: 'Sans eau', after: 'Sans eau potable' },
    { field: 'narrative.objectives', before: 'Eau', after: null },
  ]);
});

it.each([
  ['at its end', `${'a'.repeat(2_000)}b`, `${'a'.repeat(2_000)}c`, `…${'a'.repeat(60)}`],
  ['at its beginning', `b${'a'.repeat(2_000)}`, `c${'a'.repeat(2_000)}`, ''],
])('shows a long text where it changed: %s', (_, before, after, lead) => {
  const [change, ...others] = changesBetween({ narrative: before }, { narrative: after });
  expect(others).toEqual([]);
  expect(change?.before?.startsWith(`${lead}b`)).toBe(true);
  expect(change?.after?.startsWith(`${lead}c`)).toBe(true);
  expect(change?.before?.length).toBeLessThanOrEqual(602);
});

it('tells two lines of the same name apart', () => {
  const lines = (...amounts: string[]) => ({
    budgetLines: amounts.map((amount) => ({ label: 'X', amount: eur(amount) })),
  });
  expect(changesBetween(lines('1.00', '2.00'), lines('1.00', '3.00'))).toEqual([
    { field: 'budgetLines.X (2).amount', before: '2.00 EUR', after: '3.00 EUR' },
  ]);
});

it('is empty exactly for the same dossier, and turns round with its arguments', () => {
  const dossiers = fc.dictionary(
    fc.string({ minLength: 1, maxLength: 4 }),
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
  );
  fc.assert(
    fc.property(dossiers, dossiers, (one, other) => {
      expect(changesBetween(one, { ...one })).toEqual([]);
      const there = changesBetween(one, other);
      const back = changesBetween(other, one).map(({ field, before, after }) => ({
        field,
        before: after,
        after: before,
      }));
      expect(back).toEqual(there);
    }),
  );
});
