import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';

/** Accounting months are closed by treasury, once every bank account is reconciled; this book follows. */
@Controller()
export class PeriodsConsumer {
  constructor(private readonly ledger: Ledger) {}

  @EventPattern('abonde.treasury.period-closed.v1')
  onClosed(
    @Payload() event: CloudEvent<'abonde.treasury.period-closed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.ledger.lockPeriod(tx, event.data.month);
  }

  @EventPattern('abonde.treasury.period-reopened.v1')
  onReopened(
    @Payload() event: CloudEvent<'abonde.treasury.period-reopened.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.ledger.unlockPeriod(tx, event.data.month);
  }
}
