import type { Day } from '@abonde/calendar';
import { Ledger, type NewTransaction } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { BankAccount, minorUnits } from '../accounts/account.entity';
import { bookedEntry, type Valued } from '../accounts/bank-postings';
import { RatesService, type RateTable } from '../rates/rates.service';
import { plus, valueOf } from '../rates/valuation';

const page = 1_000;

interface NewEntryRow {
  id: string;
  booking_date: Day;
  value_date: Day;
  accounting_date: Day;
  position: number;
  amount_minor: string;
  reference: string | null;
}

/** What the entries of one value date move together. */
export interface DayMoved extends Valued {
  day: Day;
}

/** Posts the entries a statement brought: the bank's ledger account always equals the statement. */
@Injectable()
export class EntryPostings {
  constructor(
    private readonly ledger: Ledger,
    private readonly rates: RatesService,
  ) {}

  /** @returns what was posted, value date by value date, in their order */
  async postNew(tx: EntityManager, account: BankAccount, statement: string, actor: string): Promise<DayMoved[]> {
    const byDay = new Map<Day, Valued>();
    const rates = await this.rates.table(tx, account.currency);
    let held = account.held;
    let after: NewEntryRow | undefined;
    for (;;) {
      const rows = await this.read(tx, statement, after);
      if (rows.length === 0) break;
      const valued = rows.map((row) => {
        const movement = worth(row, account.currency, held, rates);
        held = plus(held, movement);
        const sameDay = byDay.get(row.value_date);
        byDay.set(row.value_date, sameDay ? plus(sameDay, movement) : movement);
        return { row, movement };
      });
      if (account.currency !== 'EUR') await this.keepValues(tx, valued);
      await this.ledger.post(
        tx,
        valued.map(({ row, movement }) => transactionOf(row, movement, account.code, actor)),
        { floors: 'FACT' },
      );
      after = rows.at(-1);
    }
    account.heldMinor = held.amount.minor;
    account.heldEurMinor = held.eur.minor;
    await tx.update(BankAccount, { id: account.id }, { heldMinor: held.amount.minor, heldEurMinor: held.eur.minor });
    return [...byDay].map(([day, moved]) => ({ day, ...moved })).sort((a, b) => (a.day < b.day ? -1 : 1));
  }

  /**
   * In the order of the books: the weighted average depends on it. The order is that of the columns, which an index has, and not
   * of their texts, which would sort all that is left for every page.
   */
  private read(tx: EntityManager, statement: string, after: NewEntryRow | undefined): Promise<NewEntryRow[]> {
    return tx.query(
      `SELECT id, booking_date::text, value_date::text, accounting_date::text, position, amount_minor::text,
              content->'references'->>'accountServicer' AS reference
         FROM bank_entries e WHERE statement_id = $1 AND (booking_date, position) > ($2::date, $3::int)
        ORDER BY e.booking_date, e.position LIMIT ${page}`,
      [statement, after?.booking_date ?? '-infinity', after?.position ?? -1],
    );
  }

  private async keepValues(tx: EntityManager, valued: { row: NewEntryRow; movement: Valued }[]): Promise<void> {
    await tx.query(
      'UPDATE bank_entries e SET eur_minor = v.eur FROM unnest($1::uuid[], $2::bigint[]) AS v (id, eur) WHERE e.id = v.id',
      [valued.map(({ row }) => row.id), valued.map(({ movement }) => minorUnits.to(movement.eur.minor))],
    );
  }
}

function worth(row: NewEntryRow, currency: string, held: Valued, rates: RateTable): Valued {
  const amount = Money.minor(BigInt(row.amount_minor), currency);
  return { amount, eur: valueOf(amount, held, () => rates.at(row.booking_date)) };
}

function transactionOf(row: NewEntryRow, movement: Valued, account: string, actor: string): NewTransaction {
  return {
    kind: 'bank-entry-booked',
    reason: `Bank entry of ${account}`,
    ...(row.reference && { reference: row.reference }),
    valueDate: row.value_date,
    accountingDate: row.accounting_date,
    actor,
    metadata: { entry: row.id },
    postings: bookedEntry(account, movement),
  };
}
