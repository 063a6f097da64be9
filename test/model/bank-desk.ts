import { addDays, type Day } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { writeCamt } from '../../apps/treasury/src/statements/camt.fixture';
import type { Books } from './books';

export interface Target {
  kind: string;
  id: string;
  amount: { amount: string; currency: string };
}

/** A line of the bank's statement, and what a person means to explain it by. */
export interface Line {
  id: string;
  cents: bigint;
  what: 'RECEIPT' | 'RECEIPT_RETURN' | 'CHARGE' | 'PAYMENT' | 'PAYMENT_RETURN' | 'INTEREST' | 'RECOVERY';
  targets: Target[];
  more: Record<string, unknown>;
  /** Whose money it is: a donor, a project, a case. */
  whose: string;
  match?: string;
}

export const officer = { roles: ['finance-officer' as const], sub: 'olga' };
const ACCOUNT = { code: 'MODEL-EUR', iban: 'FR7630006000011234567890189' };
const OPENED: Day = '2026-01-01';
const OPENING = '5000.00';

/** The bank's side: it knows every line it wrote, whatever the books make of it. */
export class BankDesk {
  readonly lines: Line[] = [];
  readonly account = ACCOUNT.code;
  private balance = Money.eur(OPENING);
  private day: Day = '2026-02-01';

  constructor(private readonly books: Books) {}

  async open(): Promise<void> {
    const body = {
      ...ACCOUNT,
      name: 'Compte principal',
      bic: 'AGRIFRPP',
      currency: 'EUR',
      openingDate: OPENED,
      openingBalance: { amount: OPENING, currency: 'EUR' },
    };
    await this.books.succeed(officer, '/api/treasury/accounts', body);
  }

  get held(): Money {
    return this.balance;
  }

  /** Books one line on a statement of its own day. `late`: days by which its value precedes it. */
  async write(line: Omit<Line, 'id'>, late = 0): Promise<Line> {
    const bookingDate = this.nextDay();
    const amount = Money.minor(line.cents);
    const file = writeCamt([
      {
        account: ACCOUNT.iban,
        id: `S${this.lines.length}`,
        number: String(this.lines.length + 1),
        opening: this.balance.amount,
        period: { from: bookingDate, to: bookingDate },
        entries: [
          { amount: amount.amount, bookingDate, valueDate: addDays(bookingDate, -late), remittance: [line.what] },
        ],
      },
    ]);
    const form = new FormData();
    form.append('file', new Blob([file]), 'statement.xml');
    const { statements } = await this.books.succeed(officer, '/api/treasury/statements', form);
    this.balance = this.balance.plus(amount);
    const [row] = await this.books
      .of('treasury')
      .sql<{ id: string }>('SELECT id FROM bank_entries WHERE statement_id = $1', [statements[0].id]);
    const id = row?.id ?? '';
    const written = { ...line, id };
    this.lines.push(written);
    await this.explain(written);
    return written;
  }

  /** Refused while what it is for has not arrived, or not any more: then it stays in suspense. */
  async explain(line: Line): Promise<boolean> {
    const { id: entryId, targets, more } = line;
    const { status, body } = await this.books.ask(officer, '/api/treasury/matches', { entryId, targets, ...more });
    if (status < 300) line.match = body.id;
    return status < 300;
  }

  /** Lines with what treasury says of their matches now. */
  async explained(): Promise<{ line: Line; state: string }[]> {
    const rows = await this.books.of('treasury').sql<{ id: string; state: string }>('SELECT id, state FROM matches');
    const states = new Map(rows.map(({ id, state }) => [id, state]));
    return this.lines.flatMap((line) => {
      const state = line.match && states.get(line.match);
      return state && state !== 'UNDONE' ? [{ line, state }] : [];
    });
  }

  /** Several lines a day: the year must not end before the run does. */
  private nextDay(): Day {
    if (this.lines.length % 4 === 3 && this.day < '2026-06-20') this.day = addDays(this.day, 1);
    return this.day;
  }
}
