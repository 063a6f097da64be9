import { addMonths, endOfMonth, minDay, monthOf, type Day, type Month } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { donationsOf, EMERGENCY, SHORTFALL } from '../chart';
import type { AvailabilityDto, FigureDto, FundMonthsDto } from './availability.dto';
import { FundEntries, type MonthlyChange, type MonthlyFigure, monthlyFigures } from './fund-entries.service';

/** What the fund has, has promised and has paid. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly ledger: Ledger,
    private readonly entries: FundEntries,
  ) {}

  /** The fund at the end of each month, and the aids that were granted meanwhile. */
  async months(tx: EntityManager, from: Month, through: Day): Promise<FundMonthsDto> {
    const to = monthOf(through);
    const months = balancesByMonth(await this.entries.months(tx, through), from, to);
    const aids = (await this.entries.aids(tx, through)).filter(({ on }) => monthOf(on) >= from);
    const money = (minor: bigint) => Money.minor(minor).toJSON();
    return {
      months: months.map(({ month, held }) => {
        const end = minDay(endOfMonth(`${month}-01`), through);
        const free = available(Money.minor(held.realised), Money.zero(), Money.minor(held.shortfall));
        return {
          month,
          asOf: end,
          available: { ...free.toJSON(), entries: entriesOf(`${EMERGENCY},${SHORTFALL}`, end, 'credit') },
          accrued: money(held.accrued),
          committed: money(held.committed),
          donations: money(held.donations),
          paid: money(held.paid),
        };
      }),
      aids: aids.map(({ minor, ...aid }) => ({ ...aid, amount: money(minor) })),
    };
  }

  async at(tx: EntityManager, asOf?: Day, aidCase?: string): Promise<AvailabilityDto> {
    const at = asOf === undefined ? undefined : { asOf };
    const realised = await this.ledger.balance(EMERGENCY, at, tx);
    const shortfall = await this.ledger.balance(SHORTFALL, at, tx);
    const donations = await this.ledger.balances('fund:donations:*', at, tx);
    const committed = Money.sum((await this.ledger.balances('fund:aid:*', at, tx)).values());
    const own = aidCase === undefined ? Money.zero() : (donations.get(donationsOf(aidCase)) ?? Money.zero());
    const credit = (amount: Money, accounts: string): FigureDto => ({
      ...amount.toJSON(),
      entries: entriesOf(accounts, asOf, 'credit'),
    });
    const debit = (amount: Money, accounts: string): FigureDto => ({
      ...amount.toJSON(),
      entries: entriesOf(accounts, asOf),
    });
    const accrued = Money.minor(await this.entries.accruedForFund(tx, asOf));
    const ownAccount = aidCase === undefined ? '' : `,${donationsOf(aidCase)}`;
    return {
      asOf: asOf ?? null,
      realised: credit(realised, EMERGENCY),
      accrued: {
        ...accrued.toJSON(),
        entries: `${entriesOf('accrued-interest:*', asOf)}&disposition=EMERGENCY_FUND,OWN`,
      },
      donations: [...donations].map(([account, amount]) => ({
        case: account.split(':')[2]!,
        amount: credit(amount, account),
      })),
      committed: credit(committed, 'fund:aid:*'),
      paid: debit(Money.minor(await this.entries.aidPaid(tx, asOf)), 'aid-expense:*'),
      shortfall: debit(shortfall, SHORTFALL),
      available: credit(available(realised, own, shortfall), `${EMERGENCY},${SHORTFALL}${ownAccount}`),
    };
  }
}

/** Balances at each month's end from what each month changed; months without a change keep the balance before. */
export function balancesByMonth(
  changes: readonly MonthlyChange[],
  from: Month,
  to: Month,
): { month: Month; held: Record<MonthlyFigure, bigint> }[] {
  const held = Object.fromEntries(monthlyFigures.map((figure) => [figure, 0n])) as Record<MonthlyFigure, bigint>;
  const months: { month: Month; held: Record<MonthlyFigure, bigint> }[] = [];
  let next = 0;
  for (let month = from; month <= to; month = monthOf(addMonths(`${month}-01`, 1))) {
    for (; next < changes.length && changes[next]!.month <= month; next += 1)
      held[changes[next]!.figure] += changes[next]!.minor;
    months.push({ month, held: { ...held } });
  }
  return months;
}

/** What may still be decided: never the donations of another case, never what is only accrued. */
export function available(realised: Money, donations: Money, shortfall: Money): Money {
  return realised.plus(donations).minus(shortfall).max(Money.zero());
}

/** The link that lists the entries of a figure: their sum is the figure. */
function entriesOf(accounts: string, asOf?: Day, side?: 'credit'): string {
  const query = new URLSearchParams({ book: 'emergency-fund', account: accounts });
  if (asOf !== undefined) query.set('to', asOf);
  if (side) query.set('side', side);
  return `/api/reporting/ledger?${query.toString()}`;
}
