import { Money } from '@abonde/money';
import { flowsOf, isPool } from './flow';
import { SealedBooks } from './sealed-books.testing';
import type { Book } from '@abonde/contracts';

function flows(
  book: Book,
  lines: string[],
  more: { kind?: string; reverses?: string; dimensions?: Record<string, string> } = {},
): Record<string, string> {
  const { transaction } = new SealedBooks().post(book, { lines, ...more });
  const eurs = transaction.postings.map(({ eur }) => Money.of(eur).minor);
  const found = flowsOf(book, transaction, eurs);
  return Object.fromEntries(transaction.postings.map(({ account }, at) => [account, found[at] ?? '']));
}

describe('flow of a posting', () => {
  it('tells a receipt from its fee and from the charge that own resources bear', () => {
    const found = flows('contributions', [
      'clearing:treasury > receivable:A 95.00',
      'bank-charges > receivable:A 5.00',
      'fund:money > fund:envelope:A 95.00',
      'fund:envelope:AIMF-GENERAL > fund:envelope:B 5.00',
    ]);
    expect(found).toMatchObject({
      'receivable:A': 'received',
      'fund:envelope:A': 'received',
      'fund:envelope:B': 'received',
      'fund:envelope:AIMF-GENERAL': 'own-charges',
    });
    expect(
      flows('contributions', [
        'clearing:treasury > receivable:A 100.00',
        'fund:money > fund:envelope:A 100.00',
        'fund:envelope:C > fund:envelope:AIMF-GENERAL 3.00',
      ]),
    ).toMatchObject({ 'fund:envelope:C': 'fee', 'fund:envelope:AIMF-GENERAL': 'own-fee' });
  });

  it('keeps a receipt that the bank takes back a receipt, of the opposite sign', () => {
    expect(
      flows('contributions', [
        'receivable:A > clearing:treasury 100.00',
        'fund:envelope:A > fund:money 60.00',
        'fund:shortfall:A > fund:money 40.00',
      ]),
    ).toMatchObject({ 'fund:envelope:A': 'received', 'fund:shortfall:A': 'received' });
  });

  it('leaves to an amendment what a fallen aid takes from the pledge: what was called is only pledged again', () => {
    const again = 'pledge:A > pledge-contra:A 10.00';
    const reduced = ['income:A > receivable:A 10.00', again];
    const overpaid = ['income:A > payable-to-donor:A 10.00', 'fund:envelope:A > fund:due-to-donor:A 10.00', again];
    expect(flows('contributions', reduced, { kind: 'instalment-reduced' })).toMatchObject({
      'receivable:A': 'called',
      'pledge:A': 'called',
    });
    expect(flows('contributions', overpaid, { kind: 'aid-overpaid' })).toMatchObject({ 'pledge:A': 'refund-due' });
    expect(flows('contributions', ['pledge-contra:A > pledge:A 10.00'], { kind: 'agreement-amended' })).toMatchObject({
      'pledge:A': 'pledged',
    });
  });

  it('tells opening balances, fees and own allocations apart by what own resources face', () => {
    expect(flows('contributions', ['fund:envelope:AIMF-GENERAL > fund:envelope:A 10.00'])).toMatchObject({
      'fund:envelope:A': 'opening',
    });
    expect(flows('contributions', ['fund:envelope:A > fund:envelope:AIMF-GENERAL 10.00'])).toMatchObject({
      'fund:envelope:A': 'fee',
    });
    expect(
      flows('contributions', ['fund:envelope:A > fund:envelope:AIMF-GENERAL 10.00'], {
        reverses: '0199b5c1-0000-7000-8000-000000000000',
      }),
    ).toMatchObject({ 'fund:envelope:A': 'opening' });
    expect(flows('contributions', ['fund:envelope:AIMF-GENERAL > fund:reserved:x 10.00'])).toMatchObject({
      'fund:envelope:AIMF-GENERAL': 'own-reserved',
    });
  });

  it('calls what is set aside for a refund no opening balance, whoever gives it', () => {
    expect(flows('contributions', ['fund:envelope:AIMF-GENERAL > fund:due-to-donor:AIMF-GENERAL 10.00'])).toMatchObject(
      {
        'fund:envelope:AIMF-GENERAL': 'own-other',
        'fund:due-to-donor:AIMF-GENERAL': 'refund-due',
      },
    );
    expect(flows('contributions', ['fund:envelope:A > fund:due-to-donor:A 10.00'])).toMatchObject({
      'fund:envelope:A': 'refund-due',
    });
  });

  it('tells a donation on its way to the emergency fund from interest given back to it', () => {
    const lines = ['fund:envelope:A > fund:transfer:emergency-fund 10.00'];
    expect(flows('contributions', lines, { dimensions: { instrument: 'EMERGENCY' } })).toMatchObject({
      'fund:envelope:A': 'donation',
    });
    expect(flows('contributions', lines, { dimensions: { instrument: 'COOPERATION' } })).toMatchObject({
      'fund:envelope:A': 'interest',
    });
  });

  it('tells what is engaged in principle from what is attributed', () => {
    expect(flows('disbursements', ['engagement-contra:P > engagement:P 10.00'])).toMatchObject({
      'engagement:P': 'engaged',
    });
  });

  it('tells a vote from the end of a commitment', () => {
    expect(flows('disbursements', ['commitment-contra:P > commitment:P 10.00'])).toMatchObject({
      'commitment:P': 'attributed',
    });
    expect(flows('disbursements', ['commitment:P > commitment-contra:P 10.00'])).toMatchObject({
      'commitment:P': 'decommitted',
    });
    expect(
      flows('disbursements', ['commitment:P > commitment-contra:P 10.00'], { kind: 'attribution-reduced' }),
    ).toMatchObject({ 'commitment:P': 'attributed' });
    expect(
      flows('disbursements', ['aid-expense:P > payable:P 10.00', 'commitment:P > commitment-contra:P 10.00']),
    ).toMatchObject({ 'commitment:P': 'approved' });
  });

  it('calls aid that comes back aid where it returns to its sources and a payment where the money is', () => {
    expect(
      flows('emergency-fund', ['clearing:treasury > aid-expense:X 10.00', 'fund:money > fund:emergency 10.00']),
    ).toMatchObject({ 'fund:emergency': 'aid', 'fund:money': 'paid' });
  });

  it('counts neither own resources nor projects as the pool of an instrument', () => {
    expect(isPool('contributions', 'fund:envelope:A')).toBe(true);
    expect(isPool('contributions', 'fund:envelope:AIMF-GENERAL')).toBe(false);
    expect(isPool('disbursements', 'fund:allocation:P:A')).toBe(false);
    expect(isPool('emergency-fund', 'fund:emergency')).toBe(true);
  });
});
