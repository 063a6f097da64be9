import { isNews, reasonCodes, reasonText, Statuses, type TransactionStatus } from './payment-status';

const transaction = (status: string | null): TransactionStatus => ({
  ...{ endToEndId: 'E', instructionId: null, uetr: null, block: 'B1', status },
  reasons: status === 'RJCT' ? [{ code: 'AC04', text: 'Compte clos' }] : [],
});

describe('what a bank says of an order', () => {
  it.each([
    ['ACCP', 'PART', 'RJCT', 'RJCT'],
    ['ACCP', 'ACSP', null, 'ACSP'],
    ['ACCP', null, null, 'ACCP'],
    ['PART', 'PART', null, undefined],
    ['RJCT', null, null, 'RJCT'],
    [null, 'RJCT', 'ACSP', 'ACSP'],
    [null, null, null, undefined],
  ])('the message %s, the block %s, the transfer %s: %s', (group, block, told, expected) => {
    const statuses = new Statuses();
    statuses.level({ block: null, status: group, reasons: [] });
    statuses.level({ block: 'B1', status: block, reasons: [] });
    statuses.transaction('o1', transaction(told));
    expect(statuses.of({ id: 'o1', block: 'B1' })?.status).toBe(expected);
  });

  it.each([
    [null, 'RCVD', true],
    ['ACCP', 'ACSC', true],
    ['ACSC', 'ACCP', false],
    ['RJCT', 'ACSP', false],
    ['ACSP', 'RJCT', true],
    ['ACCP', 'ACCP', false],
    ['PDNG', 'XYZW', true],
  ])('after %s, %s is news: %s', (known, told, expected) => {
    expect(isNews({ status: known, reasons: [] }, { status: told, reasons: [] })).toBe(expected);
  });

  it('gives people the words and events the codes only', () => {
    const reasons = [
      { code: 'AC04', text: 'Compte de M. X clos' },
      { code: null, text: 'voir agence' },
    ];
    expect(reasonText('RJCT', reasons)).toBe('AC04 Compte de M. X clos; voir agence');
    expect(reasonCodes('RJCT', reasons)).toBe('AC04');
    expect([reasonText('RJCT', []), reasonCodes('RJCT', [])]).toEqual(['RJCT', 'RJCT']);
  });
});
