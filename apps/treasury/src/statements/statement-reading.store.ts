import type { Day } from '@abonde/calendar';
import type { Outbox } from '@abonde/messaging';
import type { MoneyJson } from '@abonde/money';
import type { Command } from '@abonde/platform';
import type { EntityManager } from 'typeorm';
import { BankAccount } from '../accounts/account.entity';
import { numbersMissing } from './continuity';
import type { EntryPostings } from './entry-postings.service';
import type { Warning } from './preview';
import { Staging } from './staging.store';
import { type MergedStatement, StatementMerge } from './statement-merge.store';
import { malformed, type StatementEvent, type StatementHeader, StatementRefused } from './statement';

export interface ImportedStatement {
  id: string;
  /** Code of the account. */
  account: string;
  number: string;
  from: Day;
  to: Day;
  opening: MoneyJson;
  closing: MoneyJson;
  entries: number;
  new: number;
  duplicates: number;
  warnings: Warning[];
}

interface Current {
  header: StatementHeader;
  account: BankAccount;
  aside: number;
}

/** One file being imported in one transaction. */
export class StatementReading {
  readonly imported: ImportedStatement[] = [];
  changed = false;
  private readonly staging: Staging;
  private current?: Current;

  constructor(
    private readonly tx: EntityManager,
    private readonly command: Command,
    private readonly postings: EntryPostings,
    private readonly outbox: Outbox,
  ) {
    this.staging = new Staging(tx);
  }

  async take(event: StatementEvent): Promise<void> {
    if (event.kind === 'statement') this.current = await this.begin(event.header);
    else if (!this.current) throw malformed('An entry stands outside a statement', 'Ntry');
    else if (event.kind === 'aside') this.current.aside += 1;
    else if (event.kind === 'entry')
      await this.entry(event.entry.amount.currency, this.current, () => this.staging.add(event.entry));
    else
      await this.finish({ ...this.current, header: { ...this.current.header, closing: event.closing, to: event.to } });
  }

  private async entry(currency: string, { account }: Current, add: () => Promise<void>): Promise<void> {
    if (currency !== account.currency)
      throw malformed(`An entry in ${currency} on an account in ${account.currency}`, 'Ntry/Amt');
    await add();
  }

  private async begin(header: StatementHeader): Promise<Current> {
    const candidates = await this.tx.find(BankAccount, {
      where: { identifier: header.account, ...(header.currency && { currency: header.currency }) },
      lock: { mode: 'pessimistic_write' },
    });
    const [account] = candidates;
    if (candidates.length === 1 && account) return { header, account, aside: 0 };
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

  private async finish({ header, account, aside }: Current): Promise<void> {
    const previous = await this.lastNumber(account);
    const merged = await new StatementMerge(this.tx, account, this.staging).merge(header, this.command.actor.id);
    if (merged.new > 0) await this.postings.postNew(this.tx, account, merged.id, this.command.actor.id);
    if (!merged.known) await this.tell(account, merged);
    await this.staging.clear();
    this.changed ||= merged.new > 0 || (!merged.known && merged.entries === 0);
    this.imported.push(result(account.code, merged, warningsOf(merged, previous, aside)));
    this.current = undefined;
  }

  private async lastNumber({ id }: BankAccount): Promise<string | null> {
    const [row]: { number: string }[] = await this.tx.query(
      'SELECT number FROM statements WHERE account_id = $1 ORDER BY to_day DESC, imported_at DESC LIMIT 1',
      [id],
    );
    return row?.number ?? null;
  }

  private async tell(account: BankAccount, merged: MergedStatement): Promise<void> {
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
      },
      correlationId: this.command.correlationId,
    });
  }
}

function result(
  account: string,
  { known: _, opening, closing, ...merged }: MergedStatement,
  warnings: Warning[],
): ImportedStatement {
  return { ...merged, account, opening: opening.toJSON(), closing: closing.toJSON(), warnings };
}

/** Only balances tell that something is missing; a jump in the numbers alone is worth a look. */
function warningsOf({ number, known }: MergedStatement, previous: string | null, aside: number): Warning[] {
  const warnings: Warning[] = [];
  if (!known && numbersMissing(previous, number)) {
    warnings.push({
      code: 'SEQUENCE_GAP',
      message: `Statement ${number} follows ${previous} although the balances join.`,
    });
  }
  if (aside > 0)
    warnings.push({ code: 'ENTRIES_ASIDE', message: `${aside} entries are not booked yet and are left out.` });
  return warnings;
}
