import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { breakView } from './breaks.service';
import { Placement, PlacementBreak, PlacementRate } from './placement.entity';
import type { PlacementDto, RateDto, TierDto } from './placements.dto';

/** Placements as they are read: with their account, rates, break and what is accrued. */
@Injectable()
export class PlacementViews {
  async of(tx: EntityManager, placement: Placement): Promise<PlacementDto> {
    const [view] = await this.ofAll(tx, [placement]);
    return view!;
  }

  async ofAll(tx: EntityManager, placements: readonly Placement[]): Promise<PlacementDto[]> {
    const codes = placements.map(({ code }) => code);
    const names = await namesOf(
      tx,
      placements.map(({ account }) => account),
    );
    const accrued = await accruedOf(tx, codes);
    const rates = await tx.find(PlacementRate, { where: { placement: In(codes) }, order: { from: 'ASC', id: 'ASC' } });
    const breaks = await tx.findBy(PlacementBreak, { placement: In(codes) });
    return placements.map((placement) => {
      const { code, account } = placement;
      const ended = breaks.find((one) => one.placement === code);
      return {
        ...termsOf(placement),
        accountName: names.get(account) ?? null,
        accrued: cents(accrued.get(code) ?? '0'),
        break: ended ? breakView(ended) : null,
        rates: rates.filter((rate) => rate.placement === code).map(rateView),
      };
    });
  }
}

function termsOf(placement: Placement): Omit<PlacementDto, 'accountName' | 'accrued' | 'break' | 'rates'> {
  const { principal, varianceMinor, expectedDueOn, expectedMinor, openedBy: _, ...terms } = placement;
  return {
    ...terms,
    principal: principal === null ? null : cents(principal),
    varianceAmount: cents(varianceMinor),
    expected:
      expectedDueOn === null || expectedMinor === null ? null : { dueOn: expectedDueOn, amount: cents(expectedMinor) },
  };
}

export function rateView({ confirmedBy, confirmedAt, ...set }: PlacementRate): RateDto {
  const { id, placement, from, rate, index, floor, setBy } = set;
  const status = confirmedBy === null ? 'PENDING' : 'CONFIRMED';
  return {
    id,
    placement,
    from,
    rate,
    index,
    floor,
    setBy,
    status,
    tiers: tiersView(set),
    confirmedAt: confirmedAt?.toISOString() ?? null,
  };
}

export function tiersView({ tiers }: Pick<PlacementRate, 'tiers'>): TierDto[] {
  return tiers.map(({ above, rate }) => ({ above: cents(above), rate }));
}

async function namesOf(tx: EntityManager, accounts: string[]): Promise<Map<string, string>> {
  const rows: { code: string; name: string }[] = await tx.query(
    'SELECT code, name FROM bank_accounts WHERE code = ANY($1)',
    [accounts],
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}

async function accruedOf(tx: EntityManager, placements: string[]): Promise<Map<string, string>> {
  const rows: { placement: string; minor: string }[] = await tx.query(
    'SELECT placement, sum(minor)::text AS minor FROM accrued_lines WHERE placement = ANY($1) GROUP BY placement',
    [placements],
  );
  return new Map(rows.map(({ placement, minor }) => [placement, minor]));
}

function cents(minor: string): { amount: string; currency: string } {
  return Money.minor(BigInt(minor)).toJSON();
}
