import { addDays, maxDay, minDay, type Day } from '@abonde/calendar';
import type { CloudEvent } from '@abonde/contracts';
import { InvalidMessage, type MessageContext } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Controller } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import type { EntityManager } from 'typeorm';
import type { Cause } from './cause';
import { Facts } from './facts.service';

type Signed =
  CloudEvent<'abonde.contributions.agreement-signed.v1'> | CloudEvent<'abonde.contributions.agreement-amended.v1'>;
type Moved = CloudEvent<'abonde.contributions.money-received.v1'> | CloudEvent<'abonde.contributions.money-moved.v1'>;

interface StoredClause {
  from: Day;
  kind: string;
  threshold?: string;
}

/** Agreements and their clauses, and the money of each that isn't attributed to a project. */
@Controller()
export class ContributionsConsumer {
  constructor(private readonly facts: Facts) {}

  @EventPattern('abonde.contributions.agreement-signed.v1')
  async onSigned(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-signed.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.keep(event, context.tx);
  }

  @EventPattern('abonde.contributions.agreement-amended.v1')
  async onAmended(
    @Payload() event: CloudEvent<'abonde.contributions.agreement-amended.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.keep(event, context.tx);
  }

  @EventPattern('abonde.contributions.money-received.v1')
  async onReceived(
    @Payload() event: CloudEvent<'abonde.contributions.money-received.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.move(event, context.tx);
  }

  @EventPattern('abonde.contributions.money-moved.v1')
  async onMoved(
    @Payload() event: CloudEvent<'abonde.contributions.money-moved.v1'>,
    @Ctx() context: MessageContext,
  ): Promise<void> {
    await this.move(event, context.tx);
  }

  private async keep({ data, sequence }: Signed, tx: EntityManager): Promise<void> {
    const clauses: StoredClause[] = data.interestClauses.map(({ from, kind, threshold }) => ({
      from,
      kind,
      ...(threshold && { threshold: Money.of(threshold).minor.toString() }),
    }));
    const [before]: { pool: string; clauses: StoredClause[]; sequence: string }[] = await tx.query(
      'SELECT pool, clauses, sequence FROM agreements WHERE code = $1',
      [data.agreement],
    );
    if (before && Number(before.sequence) >= sequence) return;
    await tx.query(
      `INSERT INTO agreements (code, instrument, pool, clauses, sequence, donor, donor_name) VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (code) DO UPDATE SET instrument = $2, pool = $3, clauses = $4, sequence = $5, donor = $6, donor_name = $7`,
      [data.agreement, data.instrument, data.pool, JSON.stringify(clauses), sequence, data.donor, data.donorName],
    );
    const { agreement, version } = data;
    const cause: Cause = {
      kind: 'AGREEMENT',
      text: `agreement ${agreement}, version ${version}`,
      figures: { agreement, version: String(version) },
    };
    const changed =
      before?.pool === data.pool
        ? firstDifference(before.clauses, clauses)
        : await this.firstMovement(tx, data.agreement);
    if (changed === undefined) return;
    await this.facts.mark(tx, changed, cause, data.pool);
    if (before && before.pool !== data.pool) await this.facts.mark(tx, changed, cause, before.pool);
  }

  private async firstMovement(tx: EntityManager, agreement: string): Promise<Day | undefined> {
    const [row]: { day: Day | null }[] = await tx.query(
      'SELECT min(day) AS day FROM unit_movements WHERE agreement = $1',
      [agreement],
    );
    return row?.day ?? undefined;
  }

  private async move(event: Moved, tx: EntityManager): Promise<void> {
    const { agreement, movement, delta, cause } = event.data;
    const valueDate = event.valuedate;
    if (valueDate === undefined) throw new InvalidMessage(`Movement ${movement} of ${agreement} has no value date`);
    const day = cause === 'INTEREST' ? await this.bearsFrom(event, valueDate, tx) : valueDate;
    await tx.query(
      `INSERT INTO unit_movements (movement, project, agreement, day, minor, cause) VALUES ($1, NULL, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [movement, agreement, day, Money.of(delta).minor.toString(), cause],
    );
    await this.facts.markAgreement(tx, agreement, day, {
      kind: 'AGREEMENT_MONEY',
      text: `${agreement}: ${cause.toLowerCase()} of ${delta.amount} ${delta.currency}, value ${valueDate}`,
      figures: { agreement, what: cause, amount: delta, day: valueDate },
    });
  }

  /** Interest never bears interest in its own period, even when the bank dates it on the period's last day. */
  private async bearsFrom(event: Moved, valueDate: Day, tx: EntityManager): Promise<Day> {
    const [known]: { day: Day }[] = await tx.query(
      'SELECT bears_from AS day FROM interest_distributions WHERE event = $1',
      [event.causationid ?? null],
    );
    if (known) return maxDay(known.day, valueDate);
    const [sameDay]: { day: Day | null }[] = await tx.query(
      'SELECT max(to_day) AS day FROM interest_credits WHERE value_date = $1',
      [valueDate],
    );
    return sameDay?.day ? maxDay(addDays(sameDay.day, 1), valueDate) : valueDate;
  }
}

function firstDifference(before: readonly StoredClause[], after: readonly StoredClause[]): Day | undefined {
  const text = (clause: StoredClause): string => JSON.stringify([clause.from, clause.kind, clause.threshold ?? null]);
  const [known, wanted] = [new Set(before.map(text)), new Set(after.map(text))];
  const changed = [
    ...before.filter((clause) => !wanted.has(text(clause))),
    ...after.filter((clause) => !known.has(text(clause))),
  ];
  return changed
    .map(({ from }) => from)
    .reduce<Day | undefined>((first, day) => (first === undefined ? day : minDay(first, day)), undefined);
}
