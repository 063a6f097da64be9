import { type Body, eventually } from '@abonde/testing';
import type { Bank } from '../infra/actors/bank';
import { PATIENCE } from './person';
import type { Platform } from './platform';

/** Finance's work on one bank account. */
export class TreasuryDesk {
  constructor(
    private readonly platform: Platform,
    readonly bank: Bank,
  ) {}

  async open(): Promise<void> {
    const { account, opening } = this.bank;
    await this.officer.post('/api/treasury/accounts', {
      ...account,
      name: `Compte ${account.code}`,
      openingDate: '2026-01-01',
      openingBalance: opening.toJSON(),
    });
  }

  /** Writes the month's statement and imports it. */
  import(month: string, movements: Parameters<Bank['statement']>[1], key?: string): Promise<Body> {
    return this.importFile(month, this.bank.statement(month, movements), key);
  }

  importFile(month: string, file: string, key?: string): Promise<Body> {
    return this.officer.upload('/api/treasury/statements', `${this.bank.account.code}-${month}.xml`, file, {}, key);
  }

  /** Matches what quotes an exact reference until so many matches of the account, all together, are confirmed by their receivers. */
  async matchUntilConfirmed(count: number): Promise<void> {
    await eventually(async () => {
      await this.autoMatch();
      const statuses = await this.matched();
      expect(statuses.filter((status) => status === 'CONFIRMED')).toHaveLength(count);
    }, PATIENCE);
  }

  autoMatch(key?: string): Promise<Body> {
    return this.officer.post('/api/treasury/matches/auto', { account: this.bank.account.code }, key);
  }

  /** States of the account's matches. */
  async matched(): Promise<string[]> {
    const { items } = await this.officer.get(this.entries('matched'));
    return items.map(({ match }: Body) => match.status);
  }

  async unmatched(): Promise<Body[]> {
    return (await this.officer.get(this.entries('unmatched'))).items;
  }

  /** The order that pays a tranche or a case, once it is there. */
  orderFor(subject: string): Promise<Body> {
    return eventually(async () => {
      const [order] = await this.ordersFor(subject);
      expect(order).toBeDefined();
      return order;
    }, PATIENCE);
  }

  async ordersFor(subject: string): Promise<Body[]> {
    const { items } = await this.officer.get('/api/treasury/payment-orders?limit=200');
    return items.filter((one: Body) => one.tranche === subject || one.case === subject);
  }

  private get officer(): ReturnType<Platform['as']> {
    return this.platform.as('finance-officer');
  }

  private entries(status: string): string {
    return `/api/treasury/entries?status=${status}&account=${this.bank.account.code}&limit=200`;
  }
}
