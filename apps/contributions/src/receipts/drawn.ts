import { Money } from '@abonde/money';

/** What this return has already taken of each account: several of its parts may draw on the same one. */
export class Drawn {
  private readonly taken = new Map<string, Money>();

  left(account: string, held: Money): Money {
    return held.minus(this.taken.get(account) ?? Money.zero());
  }

  take(account: string, amount: Money): void {
    this.taken.set(account, amount.plus(this.taken.get(account) ?? Money.zero()));
  }
}
