import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { donationsOf, EMERGENCY, SHORTFALL } from '../chart';
import type { AvailabilityDto, FigureDto } from './availability.dto';
import { FundEntries } from './fund-entries.service';

/** What the fund has, has promised and has paid. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly ledger: Ledger,
    private readonly entries: FundEntries,
  ) {}

  async at(tx: EntityManager, asOf?: Day, aidCase?: string): Promise<AvailabilityDto> {
    const at = asOf === undefined ? undefined : { asOf };
    const realised = await this.ledger.balance(EMERGENCY, at, tx);
    const shortfall = await this.ledger.balance(SHORTFALL, at, tx);
    const donations = await this.ledger.balances('fund:donations:*', at, tx);
    const committed = Money.sum((await this.ledger.balances('fund:aid:*', at, tx)).values());
    const own = aidCase === undefined ? Money.zero() : (donations.get(donationsOf(aidCase)) ?? Money.zero());
    const figure = (amount: Money, account: string): FigureDto => ({
      ...amount.toJSON(),
      entries: entriesOf(account, asOf),
    });
    return {
      asOf: asOf ?? null,
      realised: figure(realised, EMERGENCY),
      accrued: figure(Money.minor(await this.entries.accruedForFund(tx, asOf)), 'accrued-interest'),
      donations: [...donations].map(([account, amount]) => ({
        case: account.split(':')[2]!,
        amount: figure(amount, account),
      })),
      committed: figure(committed, 'fund:aid'),
      paid: figure(Money.minor(await this.entries.aidPaid(tx, asOf)), 'aid-expense'),
      shortfall: figure(shortfall, SHORTFALL),
      available: figure(available(realised, own, shortfall), EMERGENCY),
    };
  }
}

/** What may still be decided: never the donations of another case, never what is only accrued. */
export function available(realised: Money, donations: Money, shortfall: Money): Money {
  return realised.plus(donations).minus(shortfall).max(Money.zero());
}

function entriesOf(account: string, asOf?: Day): string {
  const until = asOf === undefined ? '' : `&to=${asOf}`;
  return `/api/reporting/ledger?book=emergency-fund&account=${encodeURIComponent(account)}${until}`;
}
