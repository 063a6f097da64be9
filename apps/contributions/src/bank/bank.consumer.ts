import type { CloudEvent } from '@abonde/contracts';
import { Ledger } from '@abonde/ledger';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { byEvent } from '../envelopes/origin';
import { BankFacts } from './bank-facts.service';

@Controller()
export class BankConsumer {
  constructor(
    private readonly facts: BankFacts,
    private readonly ledger: Ledger,
  ) {}

  @EventPattern('abonde.treasury.bank-account-opened.v1')
  opened(
    @Payload() event: CloudEvent<'abonde.treasury.bank-account-opened.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.facts.opened(tx, event, byEvent(event));
  }

  @EventPattern('abonde.treasury.charge-classified.v1')
  classified(
    @Payload() event: CloudEvent<'abonde.treasury.charge-classified.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.facts.classified(tx, event, byEvent(event));
  }

  @EventPattern('abonde.treasury.period-closed.v1')
  closed(
    @Payload() { data }: CloudEvent<'abonde.treasury.period-closed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.ledger.lockPeriod(tx, data.month);
  }

  @EventPattern('abonde.treasury.period-reopened.v1')
  reopened(
    @Payload() { data }: CloudEvent<'abonde.treasury.period-reopened.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.ledger.unlockPeriod(tx, data.month);
  }
}
