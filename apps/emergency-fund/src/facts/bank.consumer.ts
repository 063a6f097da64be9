import { minDay } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import { BankBalances, type Moved } from './bank-balances.service';
import { Facts } from './facts.service';

/** Bank accounts of the association and what they held. */
@Controller()
export class BankConsumer {
  constructor(
    private readonly balances: BankBalances,
    private readonly facts: Facts,
  ) {}

  @EventPattern('abonde.treasury.bank-account-opened.v1')
  async onOpened(
    @Payload() event: CloudEvent<'abonde.treasury.bank-account-opened.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { account, name, currency, opening, openingEur, openingDate } = event.data;
    await tx.query(
      `INSERT INTO bank_accounts (code, name, currency, sequence) VALUES ($1, $2, $3, $4)
       ON CONFLICT (code) DO UPDATE SET name = $2, currency = $3, sequence = $4 WHERE bank_accounts.sequence < $4`,
      [account, name, currency, event.sequence],
    );
    await this.moved(tx, event.id, account, [{ day: openingDate, amount: opening, eur: openingEur }]);
  }

  @EventPattern('abonde.treasury.statement-imported.v1')
  async onStatement(
    @Payload() event: CloudEvent<'abonde.treasury.statement-imported.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { account, to, closing, movements = [] } = event.data;
    await this.moved(tx, event.id, account, movements);
    await this.balances.closed(tx, account, to, closing);
  }

  /** What an account holds decides the interest of placements that bear on it, and of others in their pool. */
  private async moved(tx: EntityManager, source: string, account: string, movements: readonly Moved[]): Promise<void> {
    await this.balances.moved(tx, source, account, movements);
    const [first, ...others] = movements.map(({ day }) => day);
    if (first === undefined) return;
    const day = others.reduce(minDay, first);
    const pools: { pool: string }[] = await tx.query(
      `SELECT DISTINCT pool FROM placements WHERE account = $1 AND bears_on = 'ACCOUNT'`,
      [account],
    );
    const text = `statement of ${account} from ${day}`;
    for (const { pool } of pools)
      await this.facts.mark(tx, day, { kind: 'STATEMENT', text, figures: { account, day } }, pool);
  }
}
