import { endOfMonth, type Day, type Month, monthOf, startOfMonth } from '@abonde/calendar';
import { Money } from '@abonde/money';
import type { Statement } from '../scenario/bank';
import { camt053 } from '../scenario/camt053';

export interface Movement {
  /** Signed, in EUR. */
  amount: string;
  on: Day;
  valueOn?: Day;
  counterparty: string;
  text?: string;
  /** End-to-end id of the order that a debit pays. */
  endToEndId?: string;
}

/** The bank's side of one account: it knows its balance and writes its statements. */
export class Bank {
  balance: Money;

  constructor(
    readonly account: { code: string; iban: string; bic: string; currency: string },
    readonly opening: Money,
  ) {
    this.balance = opening;
  }

  statement(month: Month, movements: Movement[]): string {
    const first = startOfMonth(`${month}-01`);
    return this.write({ month, from: first, to: endOfMonth(first) }, movements);
  }

  /** A statement of one day, numbered after it. */
  statementOf(day: Day, movements: Movement[]): string {
    return this.write({ month: monthOf(day), number: day.replaceAll('-', ''), from: day, to: day }, movements);
  }

  private write(period: Pick<Statement, 'month' | 'number' | 'from' | 'to'>, movements: Movement[]): string {
    const opening = this.balance;
    this.balance = Money.sum([opening, ...movements.map(({ amount }) => Money.eur(amount))]);
    const quoted = new Map(movements.map((movement) => [entryOf(movement), movement]));
    const statement = {
      ...period,
      opening,
      closing: this.balance,
      entries: [...quoted.keys()],
    };
    return camt053(this.account, statement, (entry) => ({ endToEndId: quoted.get(entry)?.endToEndId }));
  }
}

function entryOf({
  amount,
  on,
  valueOn = on,
  counterparty,
  text = '',
}: Movement): Parameters<Parameters<typeof camt053>[2]>[0] {
  return {
    bookedOn: on,
    valueOn,
    amount: Money.eur(amount),
    counterparty,
    remittance: text,
    original: null,
    purpose: { kind: 'unknown' },
    leftOpen: false,
  };
}
