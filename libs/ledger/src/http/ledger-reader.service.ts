import { decodeCursor, type Page, paged } from '@abonde/platform';
import type { Layer } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { holdings } from '../balances.query';
import { type Dimensions, patternToRegex } from '../chart';
import { UnknownAccount } from '../ledger-error';
import { LEDGER_OPTIONS, type LedgerOptions } from '../ledger-options';
import type { AccountsQuery, EntriesOfAccountQuery, LedgerAccountDto, LedgerEntryDto } from './ledger.dto';

interface AccountRow {
  account: string;
  layer: Layer;
  pcg: string | null;
  currency: string;
  normal: number;
  floored: boolean;
}

interface EntryRow {
  position: string;
  line: number;
  number: string | null;
  transaction: string;
  kind: string;
  accountingDate: string;
  valueDate: string;
  postedAt: string;
  layer: Layer;
  account: string;
  pcg: string | null;
  amount: string;
  currency: string;
  eur: string;
  reason: string;
  reference: string | null;
  dimensions: Dimensions;
  transfer: string | null;
  reverses: string | null;
}

/** The book as it is read: accounts with their balances, and the entries behind each. */
@Injectable()
export class LedgerReader {
  constructor(
    @Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions,
    private readonly dataSource: DataSource,
  ) {}

  async accounts({ pattern, limit, cursor, ...at }: AccountsQuery): Promise<Page<LedgerAccountDto>> {
    const [after = ''] = decodeCursor(cursor) ?? [];
    const rows: AccountRow[] = await this.dataSource.query(
      `SELECT path AS account, layer, pcg, currency, normal, floored FROM ledger.accounts
        WHERE path > $1 AND ($2::text IS NULL OR path ~ $2) ORDER BY path LIMIT $3`,
      [after, pattern === undefined ? null : patternToRegex(pattern), limit + 1],
    );
    const held = await holdings(this.dataSource, { accounts: rows.map(({ account }) => account) }, at);
    return paged(
      rows,
      limit,
      ({ account }) => [account],
      ({ normal, floored, ...row }) => {
        const { amount, eur } = held.get(row.account) ?? { amount: Money.zero(row.currency), eur: Money.zero() };
        return {
          ...row,
          normal: normal === 1 ? 'DEBIT' : 'CREDIT',
          floor: floored ? 'NON_NEGATIVE' : 'NONE',
          balance: amount.toJSON(),
          eur: eur.toJSON(),
        };
      },
    );
  }

  /** Latest first. @throws {UnknownAccount} */
  async entries({ account, from, to, limit, cursor }: EntriesOfAccountQuery): Promise<Page<LedgerEntryDto>> {
    const [open]: { id: number }[] = await this.dataSource.query('SELECT id FROM ledger.accounts WHERE path = $1', [
      account,
    ]);
    if (!open) throw new UnknownAccount(account);
    const [day = null, position = null, line = null] = decodeCursor(cursor) ?? [];
    const rows: EntryRow[] = await this.dataSource.query(entries, [
      open.id,
      from ?? null,
      to ?? null,
      day,
      position,
      line,
      limit + 1,
    ]);
    return paged(
      rows,
      limit,
      (row) => [row.accountingDate, row.position, row.line],
      (row) => this.entry(row),
    );
  }

  private entry({
    position: _,
    line: __,
    number,
    amount,
    currency,
    eur,
    dimensions,
    ...row
  }: EntryRow): LedgerEntryDto {
    return {
      ...row,
      book: this.options.book,
      number: number === null ? null : Number(number),
      amount: Money.minor(BigInt(amount), currency).toJSON(),
      eur: Money.minor(BigInt(eur)).toJSON(),
      dimensions: { ...dimensions },
    };
  }
}

const entries = `
  SELECT p.transaction AS position, p.line, s.number, t.id AS transaction, t.kind, p.accounting_date::text AS "accountingDate",
         p.value_date::text AS "valueDate", to_char(t.posted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "postedAt",
         a.layer, a.path AS account, a.pcg, p.amount, p.currency, p.eur, t.reason, t.reference, p.dimensions, t.transfer, t.reverses
    FROM ledger.postings p
    JOIN ledger.accounts a ON a.id = p.account
    JOIN ledger.transactions t ON t.position = p.transaction
    LEFT JOIN ledger.seals s ON s.transaction = t.id
   WHERE p.account = $1 AND p.accounting_date >= coalesce($2::date, '-infinity') AND p.accounting_date <= coalesce($3::date, 'infinity')
     AND ($4::date IS NULL OR (p.accounting_date, p.transaction, p.line) < ($4, $5::bigint, $6::integer))
   ORDER BY p.accounting_date DESC, p.transaction DESC, p.line DESC LIMIT $7`;
