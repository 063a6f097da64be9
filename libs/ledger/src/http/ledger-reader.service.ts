import { decodeCursor, type Page, paged } from '@abonde/platform';
import type { Layer } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { holdings, turnovers } from '../balances.query';
import { patternToRegex } from '../chart';
import { UnknownAccount } from '../ledger-error';
import { Ledger } from '../ledger.service';
import { LEDGER_OPTIONS, type LedgerOptions } from '../ledger-options';
import { entryColumns, entryOf, entryPlaceOf, type EntryRow } from './entry-row';
import type { AccountsQuery, EntriesOfAccountQuery, LedgerAccountDto, LedgerEntryDto } from './ledger.dto';
import type { BookBalanceDto, BookBalanceLineDto, TrialBalanceQuery } from './account-statement.dto';

interface AccountRow {
  account: string;
  layer: Layer;
  pcg: string | null;
  currency: string;
  normal: number;
  floored: boolean;
  allowance: string;
}

/** The book as it is read: accounts with their balances, and the entries behind each. */
@Injectable()
export class LedgerReader {
  constructor(
    @Inject(LEDGER_OPTIONS) private readonly options: LedgerOptions,
    private readonly dataSource: DataSource,
    private readonly ledger: Ledger,
  ) {}

  async accounts({ pattern, limit, cursor, ...at }: AccountsQuery): Promise<Page<LedgerAccountDto>> {
    const [after = ''] = decodeCursor(cursor) ?? [];
    const rows: AccountRow[] = await this.dataSource.query(
      `SELECT path AS account, layer, pcg, currency, normal, floored, allowance::text FROM ledger.accounts
        WHERE path > $1 AND ($2::text IS NULL OR path ~ $2) ORDER BY path LIMIT $3`,
      [after, pattern === undefined ? null : patternToRegex(pattern), limit + 1],
    );
    const held = await holdings(this.dataSource, { accounts: rows.map(({ account }) => account) }, at);
    return paged(
      rows,
      limit,
      ({ account }) => [account],
      ({ normal, floored, allowance, ...row }) => {
        const { amount, eur } = held.get(row.account) ?? { amount: Money.zero(row.currency), eur: Money.zero() };
        return {
          ...row,
          normal: normal === 1 ? 'DEBIT' : 'CREDIT',
          floor: !floored ? 'NONE' : allowance === '0' ? 'NON_NEGATIVE' : 'LIMITED',
          requires: [...(this.ledger.chart.entryOf(row.account).requires ?? [])],
          system: this.ledger.chart.isSystem(row.account),
          allowance: Money.minor(BigInt(allowance), row.currency).toJSON(),
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
    const place = entryPlaceOf(cursor);
    const rows: EntryRow[] = await this.dataSource.query(entries, [
      open.id,
      from ?? null,
      to ?? null,
      place?.day ?? null,
      place?.position ?? null,
      place?.line ?? null,
      limit + 1,
    ]);
    return paged(
      rows,
      limit,
      (row) => [row.accountingDate, row.position, row.line],
      (row) => entryOf(this.options.book, row),
    );
  }

  /** Every account that had moved by then; each layer's balances add up to zero in EUR, each foreign currency's in amount. */
  async trialBalance({ asOf, basis = 'ACCOUNTING', knownAt }: TrialBalanceQuery): Promise<BookBalanceDto> {
    const items = await turnovers(this.dataSource, { asOf, basis, knownAt });
    const layers = [...new Set(items.map(({ layer }) => layer))].sort().reverse();
    const foreign = [...new Set(items.map(({ debit }) => debit.currency))]
      .filter((currency) => currency !== 'EUR')
      .sort();
    return {
      book: this.options.book,
      asOf: asOf ?? null,
      basis,
      knownAt: knownAt ?? null,
      items: items.map(({ debit, credit, eurDebit, eurCredit, ...head }) => ({
        ...head,
        amount: debit.minus(credit).toJSON(),
        ...sidesOf(eurDebit, eurCredit),
      })),
      totals: layers.map((layer) => {
        const own = items.filter((item) => item.layer === layer);
        return {
          layer,
          ...sidesOf(Money.sum(own.map((item) => item.eurDebit)), Money.sum(own.map((item) => item.eurCredit))),
        };
      }),
      currencies: foreign.map((currency) => {
        const own = items.filter(({ debit }) => debit.currency === currency);
        const balances = own.map(({ debit, credit }) => debit.minus(credit));
        return { currency, balance: Money.sum(balances, currency).toJSON() };
      }),
    };
  }
}

function sidesOf(debit: Money, credit: Money): Pick<BookBalanceLineDto, 'debit' | 'credit' | 'balance'> {
  return { debit: debit.toJSON(), credit: credit.toJSON(), balance: debit.minus(credit).toJSON() };
}

const entries = `
  SELECT ${entryColumns}
   WHERE p.account = $1 AND p.accounting_date >= coalesce($2::date, '-infinity') AND p.accounting_date <= coalesce($3::date, 'infinity')
     AND ($4::date IS NULL OR (p.accounting_date, p.transaction, p.line) < ($4, $5::bigint, $6::integer))
   ORDER BY p.accounting_date DESC, p.transaction DESC, p.line DESC LIMIT $7`;
