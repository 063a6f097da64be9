import { Money } from '@abonde/money';
import { checkExpenses, type Expense, fingerprint, type JustificationFacts } from './expense';

const expense = (change: Partial<Expense> = {}): Expense => ({
  budgetLine: 'Travaux',
  date: '2023-05-02',
  amount: Money.eur('60'),
  rate: null,
  document: 'FAC-1',
  ...change,
});
const facts = (change: Partial<JustificationFacts> = {}): JustificationFacts => ({
  project: 'P',
  projectState: 'IN_PROGRESS',
  tranche: 'P-T1',
  budgetLines: ['Travaux'],
  left: Money.eur('100'),
  effectiveDate: '2023-06-01',
  use: { rate: null, localCurrency: undefined, spent: null },
  known: new Set(),
  ...change,
});

it('adds up', () => {
  const lines = checkExpenses([expense(), expense({ document: 'FAC-2', amount: Money.eur('40') })], facts());
  expect(lines.map(({ cost, used }) => [cost.amount, used.amount])).toEqual([
    ['60.00', '60.00'],
    ['40.00', '40.00'],
  ]);
});

it.each([
  ['more than what was paid', [expense({ amount: Money.eur('100.01') })], facts(), 'JUSTIFIED_ABOVE_PAID'],
  [
    'the same piece twice in a request',
    [expense({ amount: Money.eur('10') }), expense({ amount: Money.eur('10') })],
    facts(),
    'DUPLICATE_EXPENSE',
  ],
  ['a piece shown before', [expense()], facts({ known: new Set([fingerprint(expense())]) }), 'DUPLICATE_EXPENSE'],
  ['a line that is not of the budget', [expense({ budgetLine: 'Voyages' })], facts(), 'UNKNOWN_BUDGET_LINE'],
  ['an expense to come', [expense({ date: '2023-06-02' })], facts(), 'EXPENSE_IN_FUTURE'],
  ['nothing', [expense({ amount: Money.zero() })], facts(), 'INVALID_EXPENSE'],
  ['anything for a closed project', [expense()], facts({ projectState: 'CLOSED' }), 'PROJECT_CLOSED'],
])('refuses %s', (_, expenses, known, code) => {
  expect(() => checkExpenses(expenses, known)).toThrow(expect.objectContaining({ code }));
});
