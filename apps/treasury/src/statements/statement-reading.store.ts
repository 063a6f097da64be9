import type { Day } from '@abonde/calendar';
import type { Outbox } from '@abonde/messaging';
import type { MoneyJson } from '@abonde/money';
import type { Command } from '@abonde/platform';
import { type EntityManager, In } from 'typeorm';
import { BankAccount } from '../accounts/account.entity';
import { numbersMissing } from './continuity';
import { csvBalanceMissing } from './csv.reader';
import type { DayMoved, EntryPostings } from './entry-postings.service';
import { Notices } from './notices.store';
import { entriesAside, mostWarnings } from './preview';
import { Staging } from './staging.store';
import { type MergedStatement, StatementMerge } from './statement-merge.store';
import {
  malformed,
  type StatementEvent,
  type StatementFormat,
  type StatementHeader,
  StatementRefused,
  type Warning,
} from './statement';

export interface ImportedStatement {
  /** Null for what is kept apart from the statements: notifications and reports of the day. */
  id: string | null;
  /** Code of the account. */
  account: string;
  format: string;
  /** Name of the file it was in. */
  file: string;
  number: string;
  from: Day | null;
  to: Day | null;
  opening: MoneyJson | null;
  closing: MoneyJson | null;
  entries: number;
  new: number;
  duplicates: number;
  /** Booked entries that learnt something from a notification. */
  detailed: number;
  warnings: Warning[];
}

interface Current {
  header: StatementHeader;
  account: BankAccount;
  aside: number;
  told: Warning[];
}

/** Formats that say what the account holds; the others are kept apart from what is booked. */
const apart: readonly StatementFormat[] = ['camt.052', 'camt.054'];

/** Files being imported in one transaction. */
export class StatementReading {
  readonly imported: ImportedStatement[] = [];
  changed = false;
  private readonly staging: Staging;
  private readonly noticed: Staging;
  private current?: Current;
  private of: { format: StatementFormat; file: string } = { format: 'camt.053', file: '' };

  constructor(
    private readonly tx: EntityManager,
    private readonly command: Command,
    private readonly postings: EntryPostings,
    private readonly outbox: Outbox,
  ) {
    this.staging = new Staging(tx);
    this.noticed = new Staging(tx);
  }

  async take(event: StatementEvent, of: { format: StatementFormat; file: string }): Promise<void> {
    this.of = of;
    if (event.kind === 'statement') this.current = await this.begin(event.header);
    else if (!this.current) throw malformed('An entry stands outside a statement', 'Ntry');
    else if (event.kind === 'warning') warn(this.current, event.warning);
    else if (event.kind === 'end') await this.end(this.current, event);
    else await this.entry(this.current, event);
  }

  private async entry(current: Current, event: StatementEvent & { kind: 'entry' | 'aside' }): Promise<void> {
    const { currency } = event.entry.amount;
    if (currency !== current.account.currency)
      throw malformed(`An entry in ${currency} on an account in ${current.account.currency}`, 'Ntry/Amt');
    if (event.kind === 'aside') current.aside += 1;
    const status = event.kind === 'aside' ? event.status : 'BOOK';
    if (event.kind === 'entry' && !this.isApart()) await this.staging.add(event.entry);
    else await this.noticed.add(event.entry, status);
  }

  private isApart(): boolean {
    return apart.includes(this.of.format);
  }

  private async end(current: Current, { closing, to, number }: StatementEvent & { kind: 'end' }): Promise<void> {
    const header = { ...current.header, closing, to, number: number ?? current.header.number };
    const { imported, merged } = this.isApart()
      ? { imported: apartOf(current.account.code, header, this.noticed.count), merged: undefined }
      : await this.merge({ ...current, header });
    const notices = new Notices(this.tx, current.account.id);
    const added = await notices.keep(this.noticed, this.of.format);
    await this.noticed.clear();
    const detailed = await notices.join();
    this.changed ||= (merged ? merged.new > 0 || (!merged.known && merged.entries === 0) : added > 0) || detailed > 0;
    const counted = merged ? {} : { new: added, duplicates: imported.entries - added };
    this.imported.push({ ...imported, ...counted, ...this.of, detailed });
    this.current = undefined;
  }

  private async begin(header: StatementHeader): Promise<Current> {
    const candidates = await this.tx.find(BankAccount, {
      where: {
        identifier: In([header.account, ...(header.aliases ?? [])]),
        ...(header.currency && { currency: header.currency }),
      },
      lock: { mode: 'pessimistic_write' },
    });
    const [account] = candidates;
    if (candidates.length === 1 && account) return { header, account, aside: 0, told: [] };
    throw new StatementRefused(
      'UNKNOWN_ACCOUNT',
      'Unknown account',
      'The statement is of an account that is not registered here.',
      {
        currency: header.currency,
        ending: header.account.slice(-4),
        statement: header.number,
      },
    );
  }

  private async merge({
    header,
    account,
    aside,
    told,
  }: Current): Promise<{ imported: ImportedOf; merged: MergedStatement }> {
    if (this.of.format === 'CSV' && !header.closing) throw csvBalanceMissing(account.code);
    const previous = await this.lastNumber(account);
    const merged = await new StatementMerge(this.tx, account, this.staging).merge(header, {
      ...this.of,
      importedBy: this.command.actor.id,
    });
    const moved = merged.new > 0 ? await this.postings.postNew(this.tx, account, merged.id, this.command.actor.id) : [];
    const warnings = [...told, ...warningsOf(merged, previous, aside)];
    if (!merged.known) {
      await this.tx.query('UPDATE statements SET warnings = $2 WHERE id = $1', [merged.id, JSON.stringify(warnings)]);
      await this.tell(account, merged, moved);
    }
    await this.staging.clear();
    return { imported: result(account.code, merged, warnings), merged };
  }

  private async lastNumber({ id }: BankAccount): Promise<string | null> {
    const [row]: { number: string }[] = await this.tx.query(
      'SELECT number FROM statements WHERE account_id = $1 ORDER BY to_day DESC, imported_at DESC LIMIT 1',
      [id],
    );
    return row?.number ?? null;
  }

  private async tell(account: BankAccount, merged: MergedStatement, moved: readonly DayMoved[]): Promise<void> {
    const { id, number, from, to, opening, closing, duplicates } = merged;
    await this.outbox.add(this.tx, 'abonde.treasury.statement-imported.v1', {
      key: account.code,
      data: {
        account: account.code,
        statement: id,
        number,
        from,
        to,
        opening: opening.toJSON(),
        closing: closing.toJSON(),
        new: merged.new,
        duplicates,
        movements: moved.map(({ day, amount, eur }) => ({ day, amount: amount.toJSON(), eur: eur.toJSON() })),
      },
      correlationId: this.command.correlationId,
    });
  }
}

type ImportedOf = Omit<ImportedStatement, 'format' | 'file' | 'detailed'>;

function warn({ told }: Current, warning: Warning): void {
  if (told.length < mostWarnings) told.push(warning);
}

function result(
  account: string,
  { known: _, opening, closing, ...merged }: MergedStatement,
  warnings: Warning[],
): ImportedOf {
  return { ...merged, account, opening: opening.toJSON(), closing: closing.toJSON(), warnings };
}

/** Notifications and reports of the day: nothing is booked from them. */
function apartOf(
  account: string,
  { number, from, to, opening, closing }: StatementHeader,
  entries: number,
): ImportedOf {
  const balances = { opening: opening?.toJSON() ?? null, closing: closing?.toJSON() ?? null };
  return { id: null, account, number, from, to, ...balances, entries, new: 0, duplicates: 0, warnings: [] };
}

/** Only balances tell that something is missing; a jump in the numbers alone is worth a look. */
function warningsOf({ number, known }: MergedStatement, previous: string | null, aside: number): Warning[] {
  const warnings: Warning[] = [];
  if (!known && numbersMissing(previous, number)) {
    warnings.push({
      code: 'SEQUENCE_GAP',
      message: `Statement ${number} follows ${previous} although the balances join.`,
      figures: { number, previous: previous ?? '' },
    });
  }
  if (aside > 0) warnings.push(entriesAside(aside));
  return warnings;
}
