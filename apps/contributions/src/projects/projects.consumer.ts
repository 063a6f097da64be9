import type { CloudEvent } from '@abonde/contracts';
import type { MessageContext } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { byEvent } from '../envelopes/origin';
import { Projects } from './projects.service';

@Controller()
export class ProjectsConsumer {
  constructor(private readonly projects: Projects) {}

  @EventPattern('abonde.disbursements.project-state-changed.v1')
  stateChanged(
    @Payload() event: CloudEvent<'abonde.disbursements.project-state-changed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.projects.changeState(tx, event, byEvent(event));
  }

  @EventPattern('abonde.disbursements.subsidy-attributed.v1')
  attributed(
    @Payload() event: CloudEvent<'abonde.disbursements.subsidy-attributed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.projects.attribute(tx, event, byEvent(event));
  }

  @EventPattern('abonde.disbursements.attribution-reduced.v1')
  reduced(
    @Payload() event: CloudEvent<'abonde.disbursements.attribution-reduced.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    return this.projects.reduce(tx, event, byEvent(event));
  }

  @EventPattern('abonde.disbursements.project-money-moved.v1')
  async moneyMoved(
    @Payload() { data }: CloudEvent<'abonde.disbursements.project-money-moved.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    if (data.cause !== 'PAID' && data.cause !== 'RETURNED') return;
    await this.projects.consume(tx, data.project, data.agreement, { disbursed: -Money.of(data.delta).minor });
  }

  @EventPattern('abonde.disbursements.expense-justified.v1')
  async justified(
    @Payload() { data }: CloudEvent<'abonde.disbursements.expense-justified.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    for (const { agreement, amount } of data.split) {
      await this.projects.consume(tx, data.project, agreement, { justified: Money.of(amount).minor });
    }
  }
}
