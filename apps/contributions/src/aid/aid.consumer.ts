import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { ProjectReport } from '../conditions/project-facts.entity';
import { byEvent } from '../envelopes/origin';
import { AidCeilings } from './aid-ceilings.service';

/** What projects prove: conditions of instalments and the aid that follows the real cost hang on it. */
@Controller()
export class AidConsumer {
  constructor(private readonly ceilings: AidCeilings) {}

  @EventPattern('abonde.disbursements.report-accepted.v1')
  async reportAccepted(
    @Payload() { data }: CloudEvent<'abonde.disbursements.report-accepted.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    await tx.save(ProjectReport, data);
  }

  @EventPattern('abonde.disbursements.final-cost-established.v1')
  costEstablished(
    @Payload() event: CloudEvent<'abonde.disbursements.final-cost-established.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.ceilings.costEstablished(tx, event, byEvent(event));
  }
}
