import { addDays, maxDay, minDay, type Day } from '@abonde/calendar';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Terms } from '../accruals/accrual';
import { sumOfAll } from '../accruals/bearing';
import { ratesInForce, type AgreedRate, type Fixing, type Rate } from '../accruals/rates';
import { Timeline } from '../accruals/timeline';
import { BankBalances } from '../facts/bank-balances.service';
import { Facts } from '../facts/facts.service';
import { Fixings } from '../fixings/fixings.service';
import { ownMoney } from './own-money';
import { Placement } from './placement.entity';

type AgreedRow = Omit<AgreedRate, 'tiers'> & { tiers: { above: string; rate: string }[] };

/** What the interest of placements is computed with. */
@Injectable()
export class PlacementTerms {
  constructor(
    private readonly fixings: Fixings,
    private readonly facts: Facts,
    private readonly balances: BankBalances,
  ) {}

  /** Held until the transaction ends: one run or credit of a pool at a time. */
  async lockPool(tx: EntityManager, pool: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('interest-pool:' || $1, 0))`, [pool]);
  }

  /** Held until the transaction ends: one placement opens on an account at a time. Taken after the lock of its pool. */
  async lockAccount(tx: EntityManager, account: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('interest-account:' || $1, 0))`, [account]);
  }

  async pools(tx: EntityManager): Promise<string[]> {
    const rows: { pool: string }[] = await tx.query('SELECT DISTINCT pool FROM placements ORDER BY pool');
    return rows.map(({ pool }) => pool);
  }

  inPool(tx: EntityManager, pool: string): Promise<Placement[]> {
    return tx.find(Placement, { where: { pool }, order: { code: 'ASC' } });
  }

  /** @param from first day that is looked at: what accounts held before it is one balance */
  async of(tx: EntityManager, placement: Placement, from: Day): Promise<Terms> {
    const { dayCount, compounding, capitalisation, openedOn, maturesOn } = placement;
    const own = await this.ownOf(tx, placement, from);
    return {
      dayCount,
      compounding,
      capitalisation,
      openedOn,
      maturesOn,
      rates: await this.rates(tx, placement),
      own,
      elsewhere: own === null ? await this.elsewhere(tx, placement, from) : sumOfAll([]),
      charges: await this.facts.charges(tx),
    };
  }

  /** What the other placements of its pool bear on by themselves. */
  private async elsewhere(tx: EntityManager, { code, pool }: Placement, from: Day): Promise<Timeline<bigint>> {
    const others = (await this.inPool(tx, pool)).filter((other) => other.code !== code);
    const held: Timeline<bigint>[] = [];
    for (const other of others) {
      const own = await this.ownOf(tx, other, from);
      if (own !== null) held.push(own);
    }
    return sumOfAll(held);
  }

  private async ownOf(tx: EntityManager, placement: Placement, from: Day): Promise<Timeline<bigint> | null> {
    if (placement.bearsOn !== 'ACCOUNT') return ownMoney(placement, [], Timeline.always(0n));
    const onAccount = await tx.findBy(Placement, { account: placement.account });
    return ownMoney(placement, onAccount, await this.balances.worth(tx, placement.account, from));
  }

  /** A deposit that is broken earns its reduced rate since it began; else what was agreed and confirmed counts. */
  private async rates(tx: EntityManager, { code, openedOn }: Placement): Promise<Rate[]> {
    const [broken]: { rate: string }[] = await tx.query(
      'SELECT rate FROM placement_breaks WHERE placement = $1 AND confirmed_at IS NOT NULL',
      [code],
    );
    return broken ? [{ from: openedOn, rate: broken.rate }] : this.agreedRates(tx, code);
  }

  private async agreedRates(tx: EntityManager, placement: string): Promise<Rate[]> {
    const agreed = await this.agreed(tx, placement);
    const fixings = new Map<string, Fixing[]>();
    for (const index of new Set(agreed.flatMap(({ index: named }) => named ?? [])))
      fixings.set(index, await this.fixings.of(tx, index));
    return ratesInForce(agreed, fixings);
  }

  /** As agreed and confirmed, in order of day. */
  async agreed(tx: EntityManager, placement: string): Promise<AgreedRate[]> {
    const rows: AgreedRow[] = await tx.query(
      `SELECT in_force_from AS "from", rate, index, floor, tiers FROM placement_rates
        WHERE placement = $1 AND confirmed_at IS NOT NULL ORDER BY in_force_from, confirmed_at, id`,
      [placement],
    );
    return rows.map(({ tiers, ...row }) => ({
      ...row,
      tiers: tiers.map(({ above, rate }) => ({ above: BigInt(above), rate })),
    }));
  }

  /** First day that is uncredited on any placement of a pool: nothing earlier is to be accrued. */
  async poolUncreditedFrom(tx: EntityManager, pool: string): Promise<Day> {
    const days: Day[] = [];
    for (const placement of await this.inPool(tx, pool)) days.push(await this.uncreditedFrom(tx, placement));
    return days.reduce(minDay);
  }

  /** First day whose interest the bank has not credited yet. */
  async uncreditedFrom(tx: EntityManager, { code, openedOn }: Placement): Promise<Day> {
    const [last]: { day: Day | null }[] = await tx.query(
      'SELECT max(to_day) AS day FROM interest_credits WHERE placement = $1 AND NOT reversed',
      [code],
    );
    return last?.day ? maxDay(openedOn, addDays(last.day, 1)) : openedOn;
  }
}
