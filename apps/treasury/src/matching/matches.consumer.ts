import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { UndoService } from './undo.service';

/** What the services answer to a match: a receipt is confirmed by contributions alone, and what is undone by whoever booked it. */
@Controller()
export class MatchesConsumer {
  constructor(private readonly undo: UndoService) {}

  @EventPattern('abonde.contributions.receipt-recorded.v1')
  async recorded(
    @Payload() { data }: CloudEvent<'abonde.contributions.receipt-recorded.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await tx.query(`UPDATE matches SET state = 'CONFIRMED' WHERE id = $1 AND state IN ('SENT', 'UNAPPLIED')`, [
      data.match,
    ]);
  }

  /** Several agreements may answer one match: what one recorded stays confirmed. */
  @EventPattern('abonde.contributions.receipt-unapplied.v1')
  async unapplied(
    @Payload() { data }: CloudEvent<'abonde.contributions.receipt-unapplied.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const note = `${data.reason} (${data.amount.amount} ${data.amount.currency})`;
    await tx.query(
      `UPDATE matches SET state = CASE state WHEN 'SENT' THEN 'UNAPPLIED' ELSE state END, note = $2 WHERE id = $1`,
      [data.match, note],
    );
  }

  @EventPattern('abonde.contributions.receipt-reversed.v1')
  reversed(
    @Payload() event: CloudEvent<'abonde.contributions.receipt-reversed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.answered(tx, event.data.match, event);
  }

  @EventPattern('abonde.contributions.receipt-reversal-refused.v1')
  reversalRefused(
    @Payload() event: CloudEvent<'abonde.contributions.receipt-reversal-refused.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { match, reason: obstacle, agreement: subject, toRelease: missing } = event.data;
    return this.undo.refused(tx, match, { obstacle, subject, missing }, event);
  }

  @EventPattern('abonde.contributions.match-undone.v1')
  byContributions(
    @Payload() event: CloudEvent<'abonde.contributions.match-undone.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.answered(tx, event.data.match, event);
  }

  @EventPattern('abonde.disbursements.match-undone.v1')
  byDisbursements(
    @Payload() event: CloudEvent<'abonde.disbursements.match-undone.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.answered(tx, event.data.match, event);
  }

  @EventPattern('abonde.emergency-fund.match-undone.v1')
  byEmergencyFund(
    @Payload() event: CloudEvent<'abonde.emergency-fund.match-undone.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.answered(tx, event.data.match, event);
  }

  @EventPattern('abonde.contributions.match-undo-refused.v1')
  refusedByContributions(
    @Payload() event: CloudEvent<'abonde.contributions.match-undo-refused.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.refused(tx, event.data.match, event.data, event);
  }

  @EventPattern('abonde.disbursements.match-undo-refused.v1')
  refusedByDisbursements(
    @Payload() event: CloudEvent<'abonde.disbursements.match-undo-refused.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.refused(tx, event.data.match, event.data, event);
  }

  @EventPattern('abonde.emergency-fund.match-undo-refused.v1')
  refusedByEmergencyFund(
    @Payload() event: CloudEvent<'abonde.emergency-fund.match-undo-refused.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.undo.refused(tx, event.data.match, event.data, event);
  }
}
