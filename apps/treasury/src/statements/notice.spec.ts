import { Money } from '@abonde/money';
import { enriched } from './notice';
import { entryView } from './preview';
import { noReferences, plainEntry } from './text-fields';

const moved = { amount: Money.eur('-210.00'), bookingDate: '2026-01-12', valueDate: '2026-01-12' };
const detail = (amount: string, endToEndId: string) => ({
  ...plainEntry({ ...moved, amount: Money.eur(amount) }),
  references: { ...noReferences, endToEndId },
});
const entry = entryView(
  plainEntry(moved, { remittance: 'REMISE', references: { ...noReferences, accountServicer: 'B7' } }),
);

describe('what a notification adds to a booked entry', () => {
  it('is its details, where the statement gave none', () => {
    const notice = entryView(plainEntry(moved, { details: [detail('-10.00', 'A'), detail('-200.00', 'B')] }));
    const learnt = enriched(entry, { ...notice, status: 'BOOK' });
    expect(learnt?.details.map(({ references }) => references.endToEndId)).toEqual(['A', 'B']);
    expect(learnt).toMatchObject({
      amount: '-210.00',
      remittance: 'REMISE',
      references: { accountServicer: 'B7', endToEndId: null },
    });
    expect(enriched(learnt as typeof entry, { ...notice, status: 'BOOK' })).toBeNull();
  });

  it('is what the statement left blank, never what it said', () => {
    const told = plainEntry(moved, {
      counterparty: 'Dschang',
      remittance: 'AUTRE',
      references: { ...noReferences, entry: '9', endToEndId: 'E2E', accountServicer: 'X' },
      charges: Money.eur('2.00'),
      returnReason: 'AC04',
    });
    expect(enriched(entry, { ...entryView(told), status: 'BOOK' })).toMatchObject({
      counterparty: 'Dschang',
      remittance: 'REMISE',
      returnReason: 'AC04',
      references: { entry: null, endToEndId: 'E2E', accountServicer: 'B7' },
    });
    expect(enriched(entry, { ...entry, status: 'BOOK' })).toBeNull();
  });
});
