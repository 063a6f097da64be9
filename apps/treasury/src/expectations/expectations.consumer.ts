import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ExpectationsService } from './expectations.service';

@Controller()
export class ExpectationsConsumer {
  constructor(private readonly expectations: ExpectationsService) {}

  @EventPattern('abonde.contributions.donor-registered.v1')
  donorRegistered(
    @Payload() event: CloudEvent<'abonde.contributions.donor-registered.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepDonor(tx, event);
  }

  @EventPattern('abonde.contributions.donor-amended.v1')
  donorAmended(
    @Payload() event: CloudEvent<'abonde.contributions.donor-amended.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepDonor(tx, event);
  }

  @EventPattern('abonde.contributions.agreement-signed.v1')
  agreementSigned(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-signed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepAgreement(tx, event);
  }

  @EventPattern('abonde.contributions.agreement-amended.v1')
  agreementAmended(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-amended.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepAgreement(tx, event);
  }

  @EventPattern('abonde.contributions.instalment-called.v1')
  instalmentCalled(
    @Payload() event: CloudEvent<'abonde.contributions.instalment-called.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepInstalment(tx, event, false);
  }

  @EventPattern('abonde.contributions.instalment-amended.v1')
  instalmentAmended(
    @Payload() event: CloudEvent<'abonde.contributions.instalment-amended.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepInstalment(tx, event, false);
  }

  @EventPattern('abonde.contributions.instalment-cancelled.v1')
  instalmentCancelled(
    @Payload() event: CloudEvent<'abonde.contributions.instalment-cancelled.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepInstalment(tx, event, true);
  }

  @EventPattern('abonde.disbursements.recovery-expected.v1')
  recoveryExpected(
    @Payload() event: CloudEvent<'abonde.disbursements.recovery-expected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepRecovery(tx, event);
  }

  @EventPattern('abonde.emergency-fund.recovery-expected.v1')
  aidRecoveryExpected(
    @Payload() event: CloudEvent<'abonde.emergency-fund.recovery-expected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepRecovery(tx, event);
  }

  @EventPattern('abonde.emergency-fund.placement-opened.v1')
  placementOpened(
    @Payload() event: CloudEvent<'abonde.emergency-fund.placement-opened.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepPlacement(tx, event);
  }

  @EventPattern('abonde.emergency-fund.interest-expected.v1')
  interestExpected(
    @Payload() event: CloudEvent<'abonde.emergency-fund.interest-expected.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.expectations.keepInterest(tx, event);
  }
}
