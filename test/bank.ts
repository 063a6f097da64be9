import { endOfMonth, type Day, type Month, startOfMonth } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { camt053 } from '../infra/scenario/camt053';

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

/** The bank's side of one account: it knows its balance and writes a statement a month. */
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
    const opening = this.balance;
    this.balance = Money.sum([opening, ...movements.map(({ amount }) => Money.eur(amount))]);
    const quoted = new Map(movements.map((movement) => [entryOf(movement), movement]));
    const statement = {
      month,
      from: first,
      to: endOfMonth(first),
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
