import type { Day } from '@abonde/calendar';

import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type LedgerFilter, linkTo } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';
import { ExpectedCash } from './expected-cash.service';
import { type CurrencyCash, forecast, monthsFrom, place, type Placed } from './forecast';

interface Held {
  value: Money;
  entries: string;
}

export interface CashForecast {
  asOf: Day;
  months: string[];
  currencies: (Omit<CurrencyCash, 'opening'> & { opening: Held })[];
  items: Placed[];
  /** Attributed to projects and not yet approved for payment, with or without a planned tranche. */
  committed: Held;
}

/** What the banks hold, what is to come in and to go out, month by month. */
@Injectable()
export class Forecasts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: BusinessClock,
    private readonly expected: ExpectedCash,
    private readonly ledger: ConsolidatedLedger,
  ) {}

  async read(count: number): Promise<CashForecast> {
    const asOf = await this.clock.today();
    const months = monthsFrom(asOf, count);
    const held = await this.held(asOf);
    const items = place(await this.expected.read(), asOf, months);
    const balances = new Map([...held].map(([currency, { value }]) => [currency, value]));
    const currencies = forecast(items, balances, months).map((cash) => ({
      ...cash,
      opening: held.get(cash.currency) ?? { value: cash.opening, entries: linkTo(bankFilter([], asOf)) },
    }));
    const committed = await this.ledger.figure({ book: 'disbursements', account: ['commitment:*'], side: 'credit' });
    return { asOf, months, currencies, items, committed };
  }

  /** Balances of the bank accounts of each currency, in it. */
  private async held(asOf: Day): Promise<Map<string, Held>> {
    const accounts: { currency: string; codes: string[] }[] = await this.dataSource.query(
      `SELECT data ->> 'currency' AS currency, array_agg('bank:' || code ORDER BY code) AS codes
         FROM register WHERE kind = 'account' AND facet = 'name' GROUP BY 1`,
    );
    const balances = await Promise.all(
      accounts.map(async ({ currency, codes }) => {
        const filter = bankFilter(codes, asOf);
        const value =
          currency === 'EUR' ? (await this.ledger.figure(filter)).value : await this.foreign(currency, codes, asOf);
        return [currency, { value, entries: linkTo(filter) }] as const;
      }),
    );
    return new Map(balances);
  }

  private async foreign(currency: string, codes: readonly string[], asOf: Day): Promise<Money> {
    const [row]: { sum: string }[] = await this.dataSource.query(
      'SELECT coalesce(sum(amount), 0)::text AS sum FROM entry WHERE account = ANY ($1) AND accounting_date <= $2',
      [codes, asOf],
    );
    return Money.minor(BigInt(row?.sum ?? '0'), currency);
  }
}

function bankFilter(account: readonly string[], to: Day): LedgerFilter {
  return { book: 'treasury', account: account.length > 0 ? account : ['bank:-'], to };
}
