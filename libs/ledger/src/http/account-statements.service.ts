import { addDays } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { paged } from '@abonde/platform';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type Turnover, turnovers } from '../balances.query';
import { UnknownAccount } from '../ledger-error';
import { LEDGER_OPTIONS, type LedgerOptions } from '../ledger-options';
import { isInstant } from './at.constraint';
import { type EntryPlace, entryColumns, entryOf, entryPlaceOf, type EntryRow, otherList } from './entry-row';
import type {
  AccountMoneyDto,
  AccountStatementDto,
  AccountStatementEntryDto,
  AccountStatementQuery,
} from './account-statement.dto';

/** Place in a statement: the last entry read, the balance after it in minor units, and what the first page knew. */
interface Place extends EntryPlace {
  amount: string;
  eur: string;
  knownAt: string;
}

type AccountHead = Pick<Turnover, 'account' | 'layer' | 'pcg' | 'normal'> & { id: number; currency: string };
type Sides = Pick<Turnover, 'debit' | 'credit' | 'eurDebit' | 'eurCredit'>;

/** What went through an account between two days, on either date, as known at an instant. */
@Injectable()
export class AccountStatements {
  constructor(
    @Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions,
    private readonly dataSource: DataSource,
  ) {}

  /** All pages know what the first one knew. @throws {UnknownAccount | DomainError} 400 for a cursor of another list */
  read(account: string, query: AccountStatementQuery): Promise<AccountStatementDto> {
    return this.dataSource.transaction('REPEATABLE READ', (tx) => this.readIn(tx, account, query));
  }

  private async readIn(tx: EntityManager, account: string, query: AccountStatementQuery): Promise<AccountStatementDto> {
    const { from, to, basis = 'ACCOUNTING', limit, cursor } = query;
    const place = placeOf(cursor);
    const knownAt = place?.knownAt ?? query.knownAt ?? (await now(tx));
    const { id, currency, ...head } = await this.head(tx, account);
    const nothing = {
      debit: Money.zero(currency),
      credit: Money.zero(currency),
      eurDebit: Money.zero(),
      eurCredit: Money.zero(),
    };
    const upTo = async (asOf: string): Promise<Sides> =>
      (await turnovers(tx, { asOf, basis, knownAt }, [account]))[0] ?? nothing;
    const [before, after] = [await upTo(addDays(from, -1)), await upTo(to)];
    const rows: EntryRow[] = await tx.query(entriesBy(basis), [
      id,
      from,
      to,
      knownAt,
      ...(place ? [place.day, place.position, place.line] : [null, null, null]),
      limit + 1,
    ]);
    const start = place
      ? { amount: Money.minor(BigInt(place.amount), currency), eur: Money.minor(BigInt(place.eur)) }
      : { amount: before.debit.minus(before.credit), eur: before.eurDebit.minus(before.eurCredit) };
    const entries = withBalances(rows, start);
    const page = paged(
      entries,
      limit,
      ({ row, balance }) => [
        basis === 'VALUE' ? row.valueDate : row.accountingDate,
        row.position,
        row.line,
        balance.amount.minor.toString(),
        balance.eur.minor.toString(),
        knownAt,
      ],
      ({ row, balance }): AccountStatementEntryDto => ({ ...entryOf(this.options.book, row), balance: json(balance) }),
    );
    return {
      book: this.options.book,
      ...head,
      currency,
      from,
      to,
      basis,
      knownAt,
      opening: json({ amount: before.debit.minus(before.credit), eur: before.eurDebit.minus(before.eurCredit) }),
      debit: json({ amount: after.debit.minus(before.debit), eur: after.eurDebit.minus(before.eurDebit) }),
      credit: json({ amount: after.credit.minus(before.credit), eur: after.eurCredit.minus(before.eurCredit) }),
      closing: json({ amount: after.debit.minus(after.credit), eur: after.eurDebit.minus(after.eurCredit) }),
      ...page,
    };
  }

  private async head(tx: EntityManager, account: string): Promise<AccountHead> {
    const [row]: (Omit<AccountHead, 'normal'> & { normal: number })[] = await tx.query(
      'SELECT id, path AS account, layer, pcg, currency, normal FROM ledger.accounts WHERE path = $1',
      [account],
    );
    if (!row) throw new UnknownAccount(account);
    return { ...row, normal: row.normal === 1 ? 'DEBIT' : 'CREDIT' };
  }
}

interface Held {
  amount: Money;
  eur: Money;
}

function withBalances(rows: readonly EntryRow[], start: Held): { row: EntryRow; balance: Held }[] {
  let balance = start;
  return rows.map((row) => {
    const amount = balance.amount.plus(Money.minor(BigInt(row.amount), row.currency));
    balance = { amount, eur: balance.eur.plus(Money.minor(BigInt(row.eur))) };
    return { row, balance };
  });
}

function json({ amount, eur }: Held): AccountMoneyDto {
  return { amount: amount.toJSON(), eur: eur.toJSON() };
}

/** First in its transaction, so that nothing it counts as known is hidden from what is read next. */
async function now(tx: EntityManager): Promise<string> {
  const [row]: { now: string }[] = await tx.query(
    `SELECT to_char(statement_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS now`,
  );
  if (!row) throw new Error('The database does not tell the time.');
  return row.now;
}

function placeOf(cursor: string | undefined): Place | undefined {
  const place = entryPlaceOf(cursor);
  if (!place) return undefined;
  const [amount = '', eur = '', knownAt = ''] = place.more;
  if (![amount, eur].every((minor) => /^-?\d{1,40}$/.test(minor)) || !isInstant(knownAt)) throw otherList();
  return { ...place, amount, eur, knownAt };
}

/** By value date: those with the same date in the books, then those without, each by an index of its own, put together. */
function entriesBy(basis: 'ACCOUNTING' | 'VALUE'): string {
  if (basis === 'ACCOUNTING') return `SELECT ${entryColumns} ${between('p.accounting_date')}`;
  return `
    SELECT * FROM (
      (SELECT ${entryColumns} ${between('p.accounting_date', 'AND p.value_date = p.accounting_date')})
      UNION ALL
      (SELECT ${entryColumns} ${between('p.value_date', 'AND p.value_date <> p.accounting_date')})
    ) AS entries ORDER BY "valueDate", position, line LIMIT $8`;
}

function between(date: string, more = ''): string {
  return `
    WHERE p.account = $1 AND ${date} BETWEEN $2 AND $3 ${more} AND t.posted_at <= $4::timestamptz
      AND ($5::date IS NULL OR (${date}, p.transaction, p.line) > ($5, $6::bigint, $7::integer))
    ORDER BY ${date}, p.transaction, p.line LIMIT $8`;
}
