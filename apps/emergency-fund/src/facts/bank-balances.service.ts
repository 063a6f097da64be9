import type { Day } from '@abonde/calendar';
import type { MoneyJson } from '@abonde/money';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Balance } from '../accruals/timeline';

/** What one of the association's bank accounts held, day by day, by value date. */
export interface BankBalance {
  account: string;
  name: string;
  currency: string;
  /** Cents of its currency. */
  held: Balance;
  /** The same in cents of EUR, at its value in the books. */
  worth: Balance;
  /** Whether the bank has told anything of it since it was opened. */
  isTold: boolean;
  /** Whether what was told adds up to the closing balance of its last statement. */
  isComplete: boolean;
}

export interface Moved {
  day: Day;
  amount: MoneyJson;
  eur: MoneyJson;
}

type BalanceRow = Pick<BankBalance, 'account' | 'name' | 'currency' | 'isTold' | 'isComplete'> & {
  days: number[];
  held: string[];
  worth: string[];
};

/** Bank accounts as treasury tells them: what each was opened with, and what its statements moved. */
@Injectable()
export class BankBalances {
  /** @param source id of the event that tells it */
  async moved(tx: EntityManager, source: string, account: string, movements: readonly Moved[]): Promise<void> {
    await tx.query(
      `INSERT INTO bank_movements (source, account, day, minor, eur_minor)
       SELECT $1, $2, * FROM unnest($3::date[], $4::bigint[], $5::bigint[])`,
      [
        source,
        account,
        movements.map(({ day }) => day),
        movements.map(({ amount }) => Money.of(amount).minor.toString()),
        movements.map(({ eur }) => Money.of(eur).minor.toString()),
      ],
    );
  }

  async closed(tx: EntityManager, account: string, to: Day, closing: MoneyJson): Promise<void> {
    await tx.query(
      `UPDATE bank_accounts SET closing_on = $2, closing_minor = $3
        WHERE code = $1 AND (closing_on IS NULL OR closing_on <= $2)`,
      [account, to, Money.of(closing).minor.toString()],
    );
  }

  /** Value in EUR, in the books, of what an account held; what moved before `from` is one balance. */
  async worth(tx: EntityManager, account: string, from: Day): Promise<Balance> {
    const rows: { day: number; worth: string }[] = await tx.query(
      `SELECT day - DATE '1970-01-01' AS day, sum(sum(eur_minor)) OVER (ORDER BY day)::text AS worth
         FROM (SELECT greatest(day, $2) AS day, eur_minor FROM bank_movements WHERE account = $1) moved
        GROUP BY moved.day ORDER BY moved.day`,
      [account, from],
    );
    return new Balance({ days: rows.map(({ day }) => day), values: rows.map(({ worth }) => BigInt(worth)) });
  }

  /** All accounts, in order of their codes; what moved before `from` is one balance. */
  async all(tx: EntityManager, from: Day): Promise<BankBalance[]> {
    const rows: BalanceRow[] = await tx.query(
      `SELECT b.code AS account, b.name, b.currency, b.closing_on IS NOT NULL AS "isTold",
              coalesce(sum(m.minor) = b.closing_minor, b.closing_minor IS NULL) AS "isComplete",
              coalesce(array_agg(m.day - DATE '1970-01-01' ORDER BY m.day) FILTER (WHERE m.day IS NOT NULL), '{}') AS days,
              coalesce(array_agg(m.held::text ORDER BY m.day) FILTER (WHERE m.day IS NOT NULL), '{}') AS held,
              coalesce(array_agg(m.worth::text ORDER BY m.day) FILTER (WHERE m.day IS NOT NULL), '{}') AS worth
         FROM bank_accounts b
         LEFT JOIN (SELECT account, day, minor, sum(minor) OVER running AS held, sum(eur_minor) OVER running AS worth
                      FROM (SELECT account, greatest(day, $1) AS day, sum(minor) AS minor, sum(eur_minor) AS eur_minor
                              FROM bank_movements GROUP BY 1, 2) by_day
                    WINDOW running AS (PARTITION BY account ORDER BY day)) m ON m.account = b.code
        GROUP BY b.code ORDER BY b.code`,
      [from],
    );
    return rows.map(({ days, held, worth, ...row }) => ({
      ...row,
      held: new Balance({ days, values: held.map(BigInt) }),
      worth: new Balance({ days, values: worth.map(BigInt) }),
    }));
  }
}
