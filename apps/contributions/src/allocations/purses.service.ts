import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Agreement } from '../agreements/agreement.entity';
import { Donor } from '../donors/donor.entity';
import { envelope, shortfall } from '../envelopes/envelopes.service';
import { inHandFrom } from '../envelopes/movement';
import { MovementRow } from '../envelopes/movement.entity';
import { Allocated, Allocation, givenLines } from './allocation.entity';
import type { Giver } from './eligibility';
import type { Given, Limits } from './plan';

/** What may be given now, and what each project was given already. */
export interface Funds extends Limits {
  /** Minor units of EUR free in each envelope; none while a shortfall stands against it. */
  free: Map<string, bigint>;
}

/** One allocation at a time: two projects never reserve the same euro. */
const allocating = 7_226_701;

@Injectable()
export class Purses {
  constructor(private readonly ledger: Ledger) {}

  async lock(tx: EntityManager): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [allocating]);
  }

  async funds(tx: EntityManager): Promise<Funds> {
    const agreements = await tx.find(Agreement, { order: { code: 'ASC' } });
    const donors = await tx.findBy(Donor, { code: In(agreements.map(({ donor }) => donor)) });
    const names = new Map(donors.map(({ code, name }) => [code, name]));
    const balances = await this.ledger.balances('fund:envelope:*', undefined, tx);
    const short = await this.ledger.balances('fund:shortfall:*', undefined, tx);
    const free = new Map<string, bigint>();
    for (const { code } of agreements) {
      const blocked = short.get(shortfall(code))?.isPositive() ?? false;
      const balance = balances.get(envelope(code));
      free.set(code, !blocked && balance?.isPositive() ? balance.minor : 0n);
    }
    return {
      free,
      freeFrom: await this.freeFrom(tx),
      givers: new Map(
        agreements.map((agreement) => [
          agreement.code,
          giverOf(agreement, names.get(agreement.donor) ?? agreement.donor),
        ]),
      ),
    };
  }

  /** Confirmed for a project, and reserved for it by open proposals other than `except`. */
  async given(tx: EntityManager, project: string, except?: string): Promise<Given[]> {
    const confirmed = await tx.findBy(Allocated, { project });
    const open = await tx.findBy(Allocation, { project, status: 'PROPOSED' });
    const reserved = open.filter(({ id }) => id !== except).flatMap(({ lines }) => givenLines(lines));
    return [...confirmed.map(({ agreement, amount }) => ({ agreement, amount })), ...reserved];
  }

  private async freeFrom(tx: EntityManager): Promise<Map<string, Day>> {
    const rows: { agreement: string; value_date: Day; delta: string }[] = await tx
      .createQueryBuilder(MovementRow, 'm')
      .select(['m.agreement AS agreement', 'm.value_date AS value_date', 'sum(m.delta)::text AS delta'])
      .groupBy('m.agreement, m.value_date')
      .getRawMany();
    const days = new Map<string, Day>();
    for (const agreement of new Set(rows.map((row) => row.agreement))) {
      const own = rows.filter((row) => row.agreement === agreement);
      const from = inHandFrom(
        own.map(({ value_date, delta }) => ({ valueDate: value_date, delta: BigInt(delta) })),
        1n,
      );
      if (from !== undefined) days.set(agreement, from);
    }
    return days;
  }
}

function giverOf(agreement: Agreement, donorName: string): Giver {
  const { code, donor, instrument, countsAs, internal, earmark, restrictions } = agreement;
  const { unspentClause, coFinancingCap, aidRate } = agreement;
  return {
    code,
    donor,
    donorName,
    instrument,
    countsAs,
    internal,
    earmark,
    restrictions,
    unspentClause,
    coFinancingCap,
    aidRate,
    period: { from: agreement.periodFrom, to: agreement.periodTo },
    eligibility: { from: agreement.eligibleFrom, to: agreement.eligibleTo },
  };
}
