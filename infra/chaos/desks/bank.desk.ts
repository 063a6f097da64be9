import { Money } from '@abonde/money';
import type { Body } from '@abonde/testing';
import { Bank, type Movement } from '../../actors/bank';
import type { ExpectedTransaction } from '../model';
import type { Random } from '../random';
import { breath, DONOR, euros, today, until, type World } from './world';

export const ACCOUNT = { code: 'CHAOS-EUR', iban: 'FR1420041010050500013M02606', bic: 'ABNDFRPPXXX', currency: 'EUR' };
const OPENING = Money.eur('1000000.00');

/** What the bank will report, and what the books have to make of it. */
interface Coming {
  movement: Omit<Movement, 'on'>;
  effects: ExpectedTransaction[];
}

/** Finance at the bank account: a statement for each day on which something happened, matched until nothing is left. */
export class BankDesk {
  private readonly bank = new Bank(ACCOUNT, OPENING);
  private coming: Coming[] = [];
  private last = '';
  private closing = false;

  constructor(
    private readonly world: World,
    private readonly random: Random,
  ) {}

  async open(): Promise<void> {
    const { client, model } = this.world;
    const path = '/api/treasury/accounts';
    const terms = { name: 'Compte principal', openingDate: '2026-01-01', openingBalance: OPENING.toJSON() };
    await client.as('finance-officer').post(path, { ...ACCOUNT, ...terms });
    const { minor: cents } = OPENING;
    const kind = 'bank-account-opened';
    model.expect(
      `POST ${path}`,
      { book: 'treasury', kind, account: `bank:${ACCOUNT.code}`, cents },
      { book: 'contributions', kind, account: 'clearing:treasury', cents },
      { event: 'treasury.bank-account-opened', subject: ACCOUNT.code },
    );
    this.last = await today(this.world);
  }

  /** The donor pays what was called. */
  credit(agreement: string, reference: string, cents: bigint, onwards: ExpectedTransaction[] = []): void {
    this.coming.push({
      movement: { amount: euros(cents), counterparty: DONOR, text: reference },
      effects: [
        { book: 'treasury', kind: 'receipt-matched', account: 'clearing:contributions', cents: -cents, agreement },
        { book: 'contributions', kind: 'receipt-matched', account: `receivable:${agreement}`, cents: -cents },
        ...onwards,
      ],
    });
  }

  /** The bank carries out an order. */
  debit(endToEndId: string, cents: bigint, effects: ExpectedTransaction[]): void {
    this.coming.push({ movement: { amount: `-${euros(cents)}`, counterparty: 'BENEFICIAIRE', endToEndId }, effects });
  }

  async work(): Promise<void> {
    while (!this.closing || this.coming.length > 0) {
      await this.report();
      await this.match();
      await breath(this.random, 200, 900);
    }
  }

  /** Nobody else pays or is paid any more. Resolves once all is matched and confirmed by those it concerns. */
  async close(working: Promise<void>): Promise<void> {
    this.closing = true;
    await working;
    await until('the match of every bank entry', async () => {
      await this.match();
      const { items }: Body = await this.world.client.get('finance-officer', this.entries('unmatched'));
      return items.length === 0 ? true : undefined;
    });
  }

  private async report(): Promise<void> {
    const day = await today(this.world);
    if (day <= this.last || this.coming.length === 0) return;
    const reported = this.coming;
    this.coming = [];
    this.last = day;
    const file = this.bank.statementOf(
      day,
      reported.map(({ movement }) => ({ ...movement, on: day })),
    );
    const { client, model } = this.world;
    const answer: Body = await client
      .as('finance-officer')
      .upload('/api/treasury/statements', `${ACCOUNT.code}-${day}.xml`, file);
    const [{ entries, duplicates, closing }] = answer.statements;
    // Sent again because its answer was lost, a statement that was taken whole the first time has nothing new.
    const takenOnce = duplicates === 0 || duplicates === entries;
    if (entries !== reported.length || !takenOnce || closing.amount !== this.bank.balance.amount)
      model.surprises.push(`The statement of ${day} was taken as ${JSON.stringify(answer)}`);
    model.expect(`statement of ${day}`, ...this.booked(day, reported), ...reported.flatMap(({ effects }) => effects));
  }

  private booked(day: string, reported: Coming[]): ExpectedTransaction[] {
    return reported.map(({ movement }, at) => ({
      book: 'treasury',
      kind: 'bank-entry-booked',
      account: `bank:${ACCOUNT.code}`,
      cents: Money.eur(movement.amount).minor,
      reference: `BNK${day.replaceAll('-', '')}${String(at + 1).padStart(4, '0')}`,
    }));
  }

  private async match(): Promise<void> {
    await this.world.client.as('finance-officer').post('/api/treasury/matches/auto', { account: ACCOUNT.code });
  }

  private entries(status: string): string {
    return `/api/treasury/entries?status=${status}&account=${ACCOUNT.code}&limit=200`;
  }
}
