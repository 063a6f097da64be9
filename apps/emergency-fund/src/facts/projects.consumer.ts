import type { Day } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import { InvalidMessage, type MessageContext } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import type { Cause } from './cause';
import { Facts } from './facts.service';

/** Projects: their state and what is attributed to them day by day, and the money they hold by agreement. */
@Controller()
export class ProjectsConsumer {
  constructor(private readonly facts: Facts) {}

  @EventPattern('abonde.disbursements.project-state-changed.v1')
  async onState(
    @Payload() event: CloudEvent<'abonde.disbursements.project-state-changed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { project, to, effectiveDate, title } = event.data;
    await tx.query(
      'INSERT INTO project_states (project, sequence, day, state, title) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING',
      [project, event.sequence, effectiveDate, to, title],
    );
    await this.markHolding(tx, project, effectiveDate, {
      kind: 'PROJECT_STATE',
      text: `${project} ${to} on ${effectiveDate}`,
      figures: { project, state: to, day: effectiveDate },
    });
  }

  @EventPattern('abonde.disbursements.subsidy-attributed.v1')
  async onAttributed(
    @Payload() event: CloudEvent<'abonde.disbursements.subsidy-attributed.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { project, sessionDate, attributedTotal } = event.data;
    await this.attribute(tx, project, event.sequence, sessionDate, Money.of(attributedTotal));
  }

  @EventPattern('abonde.disbursements.attribution-reduced.v1')
  async onReduced(
    @Payload() event: CloudEvent<'abonde.disbursements.attribution-reduced.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { project, attributedTotal } = event.data;
    const day = event.valuedate ?? event.accountingdate ?? event.time.slice(0, 10);
    await this.attribute(tx, project, event.sequence, day, Money.of(attributedTotal));
  }

  @EventPattern('abonde.disbursements.project-money-moved.v1')
  async onMoney(
    @Payload() event: CloudEvent<'abonde.disbursements.project-money-moved.v1'>,
    @Ctx() { tx }: MessageContext,
  ): Promise<void> {
    const { project, agreement, movement, delta, cause } = event.data;
    const day = event.valuedate;
    if (day === undefined) throw new InvalidMessage(`Movement ${movement} of ${project} has no value date`);
    await tx.query(
      `INSERT INTO unit_movements (movement, project, agreement, day, minor, cause) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT DO NOTHING`,
      [movement, project, agreement, day, Money.of(delta).minor.toString(), cause],
    );
    await this.facts.markAgreement(tx, agreement, day, {
      kind: 'PROJECT_MONEY',
      text: `${project}/${agreement}: ${cause.toLowerCase()} ${delta.amount} ${delta.currency}, value ${day}`,
      figures: { project, agreement, what: cause, amount: delta, day },
    });
  }

  private async attribute(tx: EntityManager, project: string, sequence: number, day: Day, total: Money): Promise<void> {
    await tx.query(
      'INSERT INTO project_attributions (project, sequence, day, minor) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [project, sequence, day, total.minor.toString()],
    );
    await this.markHolding(tx, project, day, {
      kind: 'PROJECT_ATTRIBUTED',
      text: `${project}: ${total} attributed from ${day}`,
      figures: { project, amount: total.toJSON(), day },
    });
  }

  /** Only pools that hold money of the project have something to gain or lose. */
  private async markHolding(tx: EntityManager, project: string, day: Day, cause: Cause): Promise<void> {
    const pools: { pool: string }[] = await tx.query(
      'SELECT DISTINCT a.pool FROM unit_movements m JOIN agreements a ON a.code = m.agreement WHERE m.project = $1',
      [project],
    );
    for (const { pool } of pools) await this.facts.mark(tx, day, cause, pool);
  }
}
