import { differenceOf, emptyEntry, emptyLine, entryOf, gapIn, type TypedLine } from './typed-entry';

const line = (account: string, more: Partial<TypedLine>): TypedLine => ({ ...emptyLine, account, ...more });
const typed = (lines: TypedLine[], reason = 'Correction') => ({ ...emptyEntry, reason, lines });
const balanced = [line('bank-charges', { debit: '12.50' }), line('opening', { credit: '12.50' })];

it.each([
  ['two lines that balance', typed(balanced), undefined, '0.00'],
  ['a line more to one side', typed([...balanced, line('opening', { credit: '0.01' })]), 'unbalanced', '-0.01'],
  ['no reason', typed(balanced, ' '), 'incomplete', '0.00'],
  ['no account', typed([line('', { debit: '12.50' }), balanced[1]!]), 'incomplete', '0.00'],
  ['no amount', typed([balanced[0]!, line('opening', {})]), 'incomplete', '12.50'],
  ['both columns', typed([balanced[0]!, line('opening', { debit: '1.00', credit: '12.50' })]), 'incomplete', '13.50'],
  ['nothing', emptyEntry, 'incomplete', '0.00'],
  [
    'foreign money with its value',
    typed([line('receivable:U', { currency: 'USD', debit: '5.00', eur: '4.00' }), line('opening', { credit: '4.00' })]),
    undefined,
    '0.00',
  ],
  [
    'foreign money without it',
    typed([line('receivable:U', { currency: 'USD', debit: '5.00' }), line('opening', { credit: '4.00' })]),
    'incomplete',
    '-4.00',
  ],
])('%s', (_, entry, gap, difference) => {
  expect(gapIn(entry)).toBe(gap);
  expect(differenceOf(entry.lines)).toEqual({ amount: difference, currency: 'EUR' });
});

it('is sent with its signs, its values and what each line is about', () => {
  const entry = typed([
    line(' receivable:U ', {
      currency: 'USD',
      credit: '5.00',
      eur: '4.00',
      dimensions: { agreement: ' U ', donor: '' },
    }),
    line('opening', { debit: '4.00' }),
  ]);
  expect(entryOf({ ...entry, effectiveDate: '2026-02-01', reference: ' OD-1 ' })).toEqual({
    effectiveDate: '2026-02-01',
    reason: 'Correction',
    reference: 'OD-1',
    postings: [
      { account: 'receivable:U', amount: '-5.00', currency: 'USD', eur: '-4.00', dimensions: { agreement: 'U' } },
      { account: 'opening', amount: '4.00', currency: 'EUR', dimensions: {} },
    ],
  });
});
