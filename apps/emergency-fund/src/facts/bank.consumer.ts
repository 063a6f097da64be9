import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { BankBalances } from './bank-balances.service';

/** Bank accounts of the association and what they held. */
@Controller()
export class BankConsumer {
  constructor(private readonly balances: BankBalances) {}

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
    await this.balances.moved(tx, event.id, account, [{ day: openingDate, amount: opening, eur: openingEur }]);
  }

  @EventPattern('abonde.treasury.statement-imported.v1')
  async onStatement(
    @Payload() event: CloudEvent<'abonde.treasury.statement-imported.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { account, to, closing, movements = [] } = event.data;
    await this.balances.moved(tx, event.id, account, movements);
    await this.balances.closed(tx, account, to, closing);
  }
}
