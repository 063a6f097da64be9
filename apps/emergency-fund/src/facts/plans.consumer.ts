import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';

type Called =
  CloudEvent<'abonde.contributions.instalment-called.v1'> | CloudEvent<'abonde.contributions.instalment-amended.v1'>;
type Tranche =
  | CloudEvent<'abonde.disbursements.tranche-requested.v1'>
  | CloudEvent<'abonde.disbursements.tranche-certified.v1'>
  | CloudEvent<'abonde.disbursements.tranche-approved.v1'>
  | CloudEvent<'abonde.disbursements.tranche-returned.v1'>
  | CloudEvent<'abonde.disbursements.tranche-paid.v1'>;

/** What is known of money to come and to leave: the projection counts with it, the accrual doesn't. */
@Controller()
export class PlansConsumer {
  @EventPattern('abonde.contributions.instalment-called.v1')
  onCalled(
    @Payload() event: CloudEvent<'abonde.contributions.instalment-called.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    return this.expect(event, context);
  }

  @EventPattern('abonde.contributions.instalment-amended.v1')
  onAmended(
    @Payload() event: CloudEvent<'abonde.contributions.instalment-amended.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    return this.expect(event, context);
  }

  @EventPattern('abonde.contributions.instalment-cancelled.v1')
  async onCancelled(
    @Payload() { data, sequence }: CloudEvent<'abonde.contributions.instalment-cancelled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await tx.query(
      'UPDATE known_instalments SET cancelled = true, sequence = $2 WHERE instalment = $1 AND sequence < $2',
      [data.instalment, sequence],
    );
  }

  @EventPattern('abonde.contributions.receipt-recorded.v1')
  async onReceipt(
    @Payload() { data }: CloudEvent<'abonde.contributions.receipt-recorded.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    // An agreement's events come in order: an instalment that isn't known was called before this was kept.
    for (const { instalment, amount, settled } of data.instalments)
      await tx.query(
        `UPDATE known_instalments SET settled_minor = CASE WHEN $3 THEN minor ELSE settled_minor + $2::bigint END
          WHERE instalment = $1`,
        [instalment, Money.of(amount).minor.toString(), settled],
      );
  }

  @EventPattern('abonde.disbursements.tranche-requested.v1')
  onRequested(
    @Payload() event: CloudEvent<'abonde.disbursements.tranche-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.keep(event, 'REQUESTED', tx);
  }

  @EventPattern('abonde.disbursements.tranche-certified.v1')
  onCertified(
    @Payload() event: CloudEvent<'abonde.disbursements.tranche-certified.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.keep(event, 'CERTIFIED', tx);
  }

  @EventPattern('abonde.disbursements.tranche-approved.v1')
  onApproved(
    @Payload() event: CloudEvent<'abonde.disbursements.tranche-approved.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.keep(event, 'APPROVED', tx);
  }

  @EventPattern('abonde.disbursements.tranche-returned.v1')
  onReturned(
    @Payload() event: CloudEvent<'abonde.disbursements.tranche-returned.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.keep(event, 'RETURNED', tx);
  }

  @EventPattern('abonde.disbursements.tranche-paid.v1')
  onPaid(
    @Payload() event: CloudEvent<'abonde.disbursements.tranche-paid.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.keep(event, 'PAID', tx);
  }

  private async expect({ data, sequence }: Called, { tx }: MessageContext): Promise<void> {
    const amount = Money.of(data.amount);
    await tx.query(
      `INSERT INTO known_instalments (instalment, agreement, due_on, minor, currency, sequence) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (instalment) DO UPDATE SET due_on = $3, minor = $4, currency = $5, cancelled = false, sequence = $6
        WHERE known_instalments.sequence < $6`,
      [data.instalment, data.agreement, data.dueOn, amount.minor.toString(), amount.currency, sequence],
    );
  }

  private async keep(event: Tranche, state: string, tx: EntityManager): Promise<void> {
    const { tranche, project, amount, split } = event.data;
    await tx.query(
      `INSERT INTO known_tranches (tranche, project, minor, split, state, known_on, sequence) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (tranche) DO UPDATE SET minor = $3, split = $4, state = $5, sequence = $7 WHERE known_tranches.sequence < $7`,
      [
        tranche,
        project,
        Money.of(amount).minor.toString(),
        JSON.stringify(split),
        state,
        event.valuedate ?? event.accountingdate ?? event.time.slice(0, 10),
        event.sequence,
      ],
    );
  }
}
