import type { Day } from '@abonde/calendar';
import { type AccountIdentity, cfonbIdentity } from './account-identity';
import { accountOf, amountOf, columns, completed, currencyOf, dayIn, movementOf, recordLength } from './cfonb-record';
import { type KnownAccount, malformed, type StatementEntry, type StatementEvent, type TextReader } from './statement';

interface Open {
  identity: AccountIdentity;
  account: string;
  currency: string;
}

/** An opening record whose currency the next record of the account may be the first to say. */
interface Waiting {
  record: string;
  where: string;
}

const mostSupplements = 200;

/**
 * Reads CFONB 120: records of 120 characters, with or without ends of line, of one or several accounts: 01 opens a day's
 * statement, 04 is a movement, 05 completes it, 07 closes.
 */
export class CfonbReader implements TextReader {
  readonly format = 'CFONB 120';
  private rest = '';
  private count = 0;
  private events: StatementEvent[] = [];
  private waiting?: Waiting;
  private open?: Open;
  private entry?: StatementEntry;
  private supplements = 0;
  private started = false;

  /** @param known says the currency of an account whose records leave it blank */
  constructor(private readonly known: readonly KnownAccount[] = []) {}

  write(chunk: string): void {
    const text = this.rest + chunk;
    let at = 0;
    for (;;) {
      while (text[at] === '\n' || text[at] === '\r') at += 1;
      // One more than a record: what follows it tells whether it is whole.
      if (text.length - at <= recordLength) break;
      at += this.cut(text.slice(at, at + recordLength));
    }
    this.rest = text.slice(at);
  }

  take(): StatementEvent[] {
    const events = this.events;
    this.events = [];
    return events;
  }

  end(): void {
    let at = 0;
    while (at < this.rest.length) {
      while (/[\r\n\x1a]/.test(this.rest[at] ?? '')) at += 1;
      if (at < this.rest.length) at += this.cut(this.rest.slice(at, at + recordLength));
    }
    if (this.open || this.waiting) throw malformed('A statement has no closing record', this.where());
    if (!this.started) throw malformed('The file holds no statement', this.where());
  }

  /** Takes the record at the beginning of the text, which an end of line may stop early; answers its length. */
  private cut(text: string): number {
    const end = text.search(/[\r\n]/);
    const record = end < 0 ? text : text.slice(0, end);
    this.count += 1;
    if (record.trim() !== '') this.record(record.padEnd(recordLength));
    return record.length;
  }

  private where(): string {
    return `record ${this.count}`;
  }

  private record(record: string): void {
    const code = columns(record, 1, 2);
    const where = `${this.where()}, code ${code}`;
    if (code === '01') this.opened(record, where);
    else if (code === '04') this.moved(record, where);
    else if (code === '05') this.supplement(record, where);
    else if (code === '07') this.closed(record, where);
    else throw malformed(`${code.trim() || 'A blank'} is not a record of CFONB 120`, this.where());
  }

  private opened(record: string, where: string): void {
    if (this.open || this.waiting) throw malformed('A statement begins before the last one is closed', where);
    this.waiting = { record, where };
  }

  /** The statement a record belongs to; the first one after the opening completes it. */
  private statementOf(record: string, where: string): Open {
    const { account } = accountOf(record);
    if (this.waiting) this.begin(this.waiting, record, where);
    if (!this.open) throw malformed('A record stands outside a statement', where);
    if (account !== this.open.account)
      throw malformed(`A record of account ${account} inside the statement of ${this.open.account}`, where);
    return this.open;
  }

  private begin(waiting: Waiting, next: string, where: string): void {
    this.waiting = undefined;
    const { bank, branch, account } = accountOf(waiting.record);
    if (!account) throw malformed('A statement names no account', waiting.where);
    const identity = cfonbIdentity(bank, branch, account);
    const written = currencyOf(waiting.record, waiting.where) ?? currencyOf(next, where);
    const currency = written ?? this.usual(identity);
    this.open = { identity, account, currency };
    this.started = true;
    const opening = amountOf(waiting.record, currency, waiting.where);
    const { day } = dayIn(columns(waiting.record, 35, 40), waiting.where);
    this.events.push({
      kind: 'statement',
      header: {
        ...identity,
        currency,
        reference: '',
        number: day,
        from: day,
        to: null,
        periodStated: false,
        opening,
        closing: null,
      },
    });
    if (written === null) {
      this.events.push({
        kind: 'warning',
        warning: {
          code: 'CURRENCY_ASSUMED',
          message: `The file names no currency: read as ${currency}.`,
          figures: { currency },
        },
      });
    }
  }

  /** The currency of the account as it is registered, else the national one. */
  private usual({ account, aliases }: AccountIdentity): string {
    const found = this.known.filter(({ identifier }) => identifier === account || aliases.includes(identifier));
    return found.length === 1 ? (found[0]?.currency ?? 'EUR') : 'EUR';
  }

  private moved(record: string, where: string): void {
    const { currency } = this.statementOf(record, where);
    this.flush();
    this.sameCurrency(record, currency, where);
    const { entry, clamped } = movementOf(record, currency, where);
    this.entry = entry;
    this.supplements = 0;
    for (const { day } of clamped) this.clampedDay(day);
  }

  private sameCurrency(record: string, currency: string, where: string): void {
    const its = currencyOf(record, where);
    if (its !== null && its !== currency) throw malformed(`A record in ${its} of a statement in ${currency}`, where);
  }

  private clampedDay(day: Day): void {
    const message = `The bank wrote a day that its month doesn't have: read as ${day}.`;
    this.events.push({ kind: 'warning', warning: { code: 'DATE_CLAMPED', message, figures: { day } } });
  }

  private supplement(record: string, where: string): void {
    this.statementOf(record, where);
    if (!this.entry) throw malformed('A record 05 follows no movement', where);
    this.supplements += 1;
    if (this.supplements > mostSupplements) throw malformed('A movement has too many records 05', where);
    this.entry = completed(this.entry, record);
  }

  private closed(record: string, where: string): void {
    const { currency } = this.statementOf(record, where);
    this.flush();
    this.sameCurrency(record, currency, where);
    const closing = amountOf(record, currency, where);
    const { day } = dayIn(columns(record, 35, 40), where);
    this.events.push({ kind: 'end', closing, to: day, number: day });
    this.open = undefined;
  }

  private flush(): void {
    if (this.entry) this.events.push({ kind: 'entry', entry: this.entry });
    this.entry = undefined;
  }
}
