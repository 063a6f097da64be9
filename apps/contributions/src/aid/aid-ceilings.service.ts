import type { CloudEvent } from '@abonde/contracts';
import { Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, Rational } from '@abonde/money';
import { BusinessClock, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { pledgePostings } from '../agreements/agreement-accounts.service';
import { about, Agreement } from '../agreements/agreement.entity';
import { Amendments } from '../agreements/amendments.service';
import { Schedule } from '../agreements/schedule.service';
import { projectsOf } from '../conditions/conditions.service';
import { FinalCost } from '../conditions/project-facts.entity';
import { envelope, Envelopes, shortfall } from '../envelopes/envelopes.service';
import { type Origin, trace } from '../envelopes/origin';
import { GENERAL } from '../donors/donor';
import { Instalment, instalmentFact, SettlementRow } from '../instalments/instalment.entity';
import { aidCeiling, reduction, type Slice } from './aid-ceiling';
import { tellSchedule } from '../instalments/expectations.publisher';

type CostEstablished = CloudEvent<'abonde.disbursements.final-cost-established.v1'>;

interface Fall {
  agreement: Agreement;
  reason: string;
  day: string;
  origin: Origin;
}

/** Aids that follow the real cost: when it falls, the aid falls, from what is not called down to what was paid. */
@Injectable()
export class AidCeilings {
  constructor(
    private readonly clock: BusinessClock,
    private readonly schedule: Schedule,
    private readonly amendments: Amendments,
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
  ) {}

  async costEstablished(tx: EntityManager, { data, valuedate, time }: CostEstablished, origin: Origin): Promise<void> {
    const day = await this.clock.today(tx);
    await tx.save(FinalCost, {
      project: data.project,
      total: Money.of(data.total).minor,
      eligible: Money.of(data.eligible).minor,
      establishedOn: valuedate ?? time.slice(0, 10),
    });
    const bound = await tx
      .createQueryBuilder(Agreement, 'a')
      .setLock('pessimistic_write')
      .where('a.aid_rate IS NOT NULL AND a.earmark @> :earmark', {
        earmark: JSON.stringify({ level: 'PROJECT', projects: [data.project] }),
      })
      .orderBy('a.code')
      .getMany();
    for (const agreement of bound) await this.follow(tx, agreement, day, origin);
  }

  /** Recomputed once the cost of every project of the agreement is established; a cost that rises changes nothing. */
  private async follow(tx: EntityManager, agreement: Agreement, day: string, origin: Origin): Promise<void> {
    const projects = await projectsOf(tx, agreement);
    const costs = await tx.findBy(FinalCost, { project: In(projects) });
    if (agreement.aidRate === null || costs.length < projects.length) return;
    const eligible = Money.minor(costs.reduce((sum, cost) => sum + cost.eligible, 0n));
    const before = Money.minor(agreement.amount, agreement.currency);
    const ceiling = aidCeiling(before, agreement.aidRate, eligible);
    const cut = before.minus(ceiling);
    if (!cut.isPositive()) return;
    const reason = `Coût réel éligible ${eligible}, aide de ${agreement.aidRate} % : ${ceiling} au lieu de ${before}`;
    await this.fall(tx, { agreement, reason, day, origin }, cut);
  }

  private async fall(tx: EntityManager, fall: Fall, cut: Money): Promise<void> {
    const { agreement, day, reason, origin } = fall;
    const instalments = await this.schedule.of(tx, agreement.code);
    const byId = new Map(instalments.map((instalment) => [instalment.id, instalment]));
    const { uncalled, owed, paid } = reduction(instalments.map(sliceOf), cut);
    agreement.amount -= cut.minor;
    agreement.version += 1;
    for (const { id, cut: part } of uncalled) await this.lower(tx, byId.get(id) as Instalment, part);
    for (const { id, cut: part } of owed) await this.lowerCall(tx, byId.get(id) as Instalment, part, fall);
    for (const { id, cut: part } of paid) await tx.increment(Instalment, { id }, 'overpaid', part.minor.toString());
    await this.oweBack(tx, Money.sum(paid.map((one) => one.cut)), fall);
    const unpledged = cut.min(Money.minor(agreement.pledgeOpen, agreement.currency));
    await this.amendments.changePledge(tx, agreement, unpledged.negated(), { reason, day, actor: origin.actor });
    await this.amendments.keep(tx, agreement, { reason, day }, origin);
  }

  private async lower(tx: EntityManager, instalment: Instalment, cut: Money): Promise<void> {
    instalment.amount -= cut.minor;
    instalment.reduced += cut.minor;
    if (instalment.amount === 0n) instalment.state = 'CANCELLED';
    await tx.save(instalment);
  }

  /** Income → receivable for what the donor will not pay; treasury expects what is left. */
  private async lowerCall(tx: EntityManager, instalment: Instalment, cut: Money, fall: Fall): Promise<void> {
    const { agreement, reason, day, origin } = fall;
    const part = (of: bigint) =>
      cut.minor === instalment.outstanding ? of : Rational.of(of * cut.minor, instalment.outstanding).round();
    const booked = Money.minor(part(instalment.booked));
    const deferred = Money.minor(instalment.deferred).min(booked);
    await this.ledger.post(tx, {
      kind: 'instalment-reduced',
      reason,
      reference: instalment.reference ?? '',
      valueDate: day,
      actor: origin.actor,
      metadata: { instalment: instalment.id },
      postings: [...takenBack(agreement, booked, deferred), ...pledgedAgain(agreement, cut, booked)],
    });
    instalment.outstanding -= cut.minor;
    instalment.booked -= booked.minor;
    instalment.calledEur -= booked.minor;
    instalment.deferred -= deferred.minor;
    // Ageing before this day still shows what was owed then.
    const moved = { instalment: instalment.id, cause: 'REDUCED' as const };
    const wasOwedFrom = instalment.calledOn ?? day;
    await tx.insert(SettlementRow, { ...moved, id: uuid(), amount: cut.minor, onDay: wasOwedFrom });
    await tx.insert(SettlementRow, { ...moved, id: uuid(), amount: -cut.minor, onDay: day });
    const paid = instalment.amount > cut.minor;
    if (instalment.outstanding === 0n && paid) instalment.state = 'SETTLED';
    await this.lower(tx, instalment, cut);
    const type =
      instalment.outstanding === 0n
        ? 'abonde.contributions.instalment-cancelled.v1'
        : 'abonde.contributions.instalment-amended.v1';
    const outstanding = Money.minor(instalment.outstanding, instalment.currency);
    const expected = outstanding.isZero() ? cut : outstanding;
    const data = { ...instalmentFact(instalment, agreement.donor), amount: expected.toJSON() };
    await this.outbox.add(tx, type, { key: agreement.code, data, ...trace(origin) });
    await tellSchedule(tx, this.outbox, agreement.code, trace(origin));
  }

  /** Paid above the ceiling: owed to the donor whatever became of the money; what is not free any more is missing. */
  private async oweBack(tx: EntityManager, amount: Money, { agreement, reason, day, origin }: Fall): Promise<void> {
    if (amount.isZero()) return;
    const { code } = agreement;
    const free = await this.envelopes.available(tx, code);
    const taken = free === null ? amount : amount.min(free.max(Money.zero()));
    const short = amount.minus(taken);
    const dimensions = about(agreement);
    const line = (account: string, value: Money): NewPosting[] =>
      value.isZero() ? [] : [{ account, amount: value, dimensions }];
    await this.envelopes.record(
      tx,
      {
        kind: 'aid-overpaid',
        reason,
        reference: code,
        valueDate: day,
        postings: [
          ...line(`income:${code}`, amount),
          ...line(`payable-to-donor:${code}`, amount.negated()),
          ...line(envelope(code), taken),
          ...line(shortfall(code), short),
          ...line(`fund:due-to-donor:${code}`, amount.negated()),
          ...pledgedAgain(agreement, amount, amount),
        ],
      },
      [
        { agreement: code, delta: -taken.minor, cause: 'REFUNDED' },
        { agreement: GENERAL, delta: taken.minor, cause: 'REFUNDED' },
      ],
      origin,
      'FACT',
    );
    await this.envelopes.raiseShortfall(tx, code, short, reason, origin);
  }
}

function takenBack(agreement: Agreement, booked: Money, deferred: Money): NewPosting[] {
  const dimensions = about(agreement);
  const { code } = agreement;
  return [
    ...(deferred.isZero() ? [] : [{ account: `deferred-income:${code}`, amount: deferred, dimensions }]),
    ...(booked.equals(deferred) ? [] : [{ account: `income:${code}`, amount: booked.minus(deferred), dimensions }]),
    { account: `receivable:${code}`, amount: booked.negated(), dimensions },
  ];
}

/** What was called and will not be had is pledged again, for the amendment that lowers the agreement to take it. */
function pledgedAgain(agreement: Agreement, amount: Money, eur: Money): NewPosting[] {
  agreement.pledgeOpen += amount.minor;
  agreement.pledgeEur += eur.minor;
  return pledgePostings(agreement, { amount, eur });
}

function sliceOf(instalment: Instalment): Slice {
  const { id, state, amount, outstanding, overpaid, currency } = instalment;
  const called = state === 'CALLED' || state === 'SETTLED';
  return {
    id,
    state,
    amount: Money.minor(amount, currency),
    outstanding: Money.minor(outstanding, currency),
    settled: Money.minor(called ? amount - outstanding - overpaid : 0n, currency),
  };
}
