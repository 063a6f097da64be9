import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { AllocationsService } from './allocations.service';

@Controller()
export class AllocationsConsumer {
  constructor(private readonly allocations: AllocationsService) {}

  @EventPattern('abonde.contributions.agreement-signed.v1')
  onSigned(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-signed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.allocations.noteAgreement(tx, event);
  }

  @EventPattern('abonde.contributions.agreement-amended.v1')
  onAmended(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-amended.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.allocations.noteAgreement(tx, event);
  }

  @EventPattern('abonde.contributions.envelope-changed.v1')
  onEnvelope(
    @Payload() event: CloudEvent<'abonde.contributions.envelope-changed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.allocations.noteEnvelope(tx, event);
  }

  @EventPattern('abonde.contributions.allocation-proposed.v1')
  async onProposed(
    @Payload() event: CloudEvent<'abonde.contributions.allocation-proposed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.allocations.note(tx, event.data, 'PROPOSED');
  }

  @EventPattern('abonde.contributions.allocation-rejected.v1')
  async onRejected(
    @Payload() event: CloudEvent<'abonde.contributions.allocation-rejected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await this.allocations.note(tx, event.data, 'REJECTED');
  }

  @EventPattern('abonde.contributions.allocation-confirmed.v1')
  onConfirmed(
    @Payload() event: CloudEvent<'abonde.contributions.allocation-confirmed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.allocations.confirm(tx, event);
  }

  @EventPattern('abonde.contributions.allocation-short.v1')
  onShort(
    @Payload() event: CloudEvent<'abonde.contributions.allocation-short.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.allocations.noteShortage(tx, event.data);
  }

  @EventPattern('abonde.contributions.release-requested.v1')
  onReleaseRequested(
    @Payload() event: CloudEvent<'abonde.contributions.release-requested.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.allocations.answerRelease(tx, event);
  }
}
