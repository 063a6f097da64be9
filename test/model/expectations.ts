import { Money } from '@abonde/money';
import type { BankDesk, Line } from './bank-desk';
import type { Books } from './books';

/** What the whole of the books must come to, told by the bank's lines and what each of them is explained by, and nothing else. */
export async function totals(bank: BankDesk): Promise<Record<string, string>> {
  const explained = (await bank.explained()).map(({ line }) => line);
  const cents = (...kinds: Line['what'][]): bigint =>
    explained.filter(({ what }) => kinds.includes(what)).reduce((sum, line) => sum + line.cents, 0n);
  const payments = (isRefund: boolean): bigint =>
    explained
      .filter(({ what, whose }) => what.startsWith('PAYMENT') && whose.startsWith('refund ') === isRefund)
      .reduce((sum, line) => sum - line.cents, 0n);
  const inSuspense = bank.lines.filter((line) => !explained.includes(line)).reduce((sum, line) => sum + line.cents, 0n);
  return euros({
    received: cents('RECEIPT', 'RECEIPT_RETURN'),
    interest: cents('INTEREST'),
    recovered: cents('RECOVERY'),
    paid: payments(false),
    refunded: payments(true),
    charges: -cents('CHARGE'),
    held: bank.held.minor - inSuspense,
  });
}

/** The same as reporting tells it. */
export async function reported(books: Books): Promise<Record<string, string>> {
  const { conservation } = await books.read('/api/reporting/integrity');
  const names = ['received', 'interest', 'recovered', 'paid', 'refunded', 'charges', 'held'];
  return Object.fromEntries(names.map((name) => [name, conservation[name].amount]));
}

/** What each donor's receipts come to, by the bank's lines. */
export async function donated(bank: BankDesk): Promise<Map<string, bigint>> {
  const given = new Map<string, bigint>();
  for (const { line } of await bank.explained()) {
    if (line.what !== 'RECEIPT' && line.what !== 'RECEIPT_RETURN') continue;
    for (const share of line.whose.split(',')) {
      const [donor = '', cents = '0'] = share.split(' ');
      const signed = line.what === 'RECEIPT' ? BigInt(cents) : -BigInt(cents);
      given.set(donor, (given.get(donor) ?? 0n) + signed);
    }
  }
  return given;
}

/** The same by the journal of contributions: money in and out on receipts, by the donor its postings name. */
export async function booked(books: Books): Promise<Map<string, bigint>> {
  const rows = await books.of('contributions').sql<{ donor: string; cents: string }>(
    `SELECT p.dimensions ->> 'donor' AS donor, sum(p.eur)::text AS cents
       FROM ledger.postings p JOIN ledger.accounts a ON a.id = p.account JOIN ledger.transactions t ON t.position = p.transaction
      WHERE a.path = 'fund:money' AND t.kind IN ('receipt-matched', 'receipt-returned', 'match-undone') GROUP BY 1`,
  );
  return new Map(rows.map(({ donor, cents }) => [donor, BigInt(cents)]));
}

function euros(cents: Record<string, bigint>): Record<string, string> {
  return Object.fromEntries(Object.entries(cents).map(([name, minor]) => [name, Money.minor(minor).amount]));
}
