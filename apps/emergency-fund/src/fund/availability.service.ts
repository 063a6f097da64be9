import type { Day } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { donationsOf, EMERGENCY, SHORTFALL } from '../chart';
import type { AvailabilityDto, FigureDto } from './availability.dto';
import { FundEntries } from './fund-entries.service';
import { entriesOf } from './ledger-link';

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
    const credit = (amount: Money, accounts: string): FigureDto => ({
      ...amount.toJSON(),
      entries: entriesOf({ account: accounts, to: asOf, side: 'credit' }),
    });
    const debit = (amount: Money, accounts: string): FigureDto => ({
      ...amount.toJSON(),
      entries: entriesOf({ account: accounts, to: asOf }),
    });
    const accrued = Money.minor(await this.entries.accruedForFund(tx, asOf));
    const ownAccount = aidCase === undefined ? '' : `,${donationsOf(aidCase)}`;
    return {
      asOf: asOf ?? null,
      realised: credit(realised, EMERGENCY),
      accrued: {
        ...accrued.toJSON(),
        entries: entriesOf({ account: 'accrued-interest:*', to: asOf, disposition: 'EMERGENCY_FUND,OWN' }),
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

/** What may still be decided: never the donations of another case, never what is only accrued. */
export function available(realised: Money, donations: Money, shortfall: Money): Money {
  return realised.plus(donations).minus(shortfall).max(Money.zero());
}
