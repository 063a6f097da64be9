import type { Day } from '@abonde/calendar';
import type { Money } from '@abonde/money';
import { mt940Identity } from './account-identity';
import { type Information, informationOf, noInformation, supplementOf } from './mt940-information';
import { balanceOf, type Mt940Balance, type StatementLine, statementLine } from './mt940-line';
import { printable } from './printable';
import { malformed, type StatementEvent, type TextReader, unsupported, type Warning } from './statement';
import { longestText, plainEntry, wordsOf } from './text-fields';
import { TextLines } from './text-lines.reader';

/** Inside `:86:` a text may begin with a colon: only tags that banks really use end it. */
const tagPattern = /^:(\d{2}[A-Z]?|NS):(.*)$/;
/** Tags that say nothing of the movements. */
const silent = new Set(['20', '21', '13', '13D', '64', '65', '90D', '90C', '940']);
const mostUnknownTags = 20;

interface Open {
  account: string;
  aliases: string[];
  number: string;
  currency: string;
  opening: Money;
  closing: Mt940Balance | null;
  /** The closing balance is that of a page: another may follow. */
  paged: boolean;
}

interface Field {
  tag: string;
  lines: string[];
  where: string;
}

/**
 * Reads SWIFT MT940: bare messages or FIN blocks, banks' own lines before and after them, statements over several pages.
 * A tag that isn't known is told, and passed over.
 */
export class Mt940Reader implements TextReader {
  readonly format = 'MT940';
  private readonly lines = new TextLines((line) => this.line(line));
  private events: StatementEvent[] = [];
  private field?: Field;
  private inMessage = false;
  private identity?: { account: string; aliases: string[] };
  private reference = '';
  private number = '';
  private open?: Open;
  private movement?: { line: StatementLine; supplement: string[]; where: string };
  private told?: Information;
  private started = false;
  private readonly unknown = new Set<string>();

  write(chunk: string): void {
    this.lines.write(chunk);
  }

  take(): StatementEvent[] {
    const events = this.events;
    this.events = [];
    return events;
  }

  end(): void {
    this.lines.end();
    this.endField();
    this.finish();
    if (!this.started) throw malformed('The file holds no statement', this.lines.where());
  }

  private line(written: string): void {
    const line = this.withoutBlocks(printable(written));
    if (line === null) return;
    const [, tag, content = ''] = tagPattern.exec(line) ?? [];
    if (tag) return this.begin(tag, content);
    if (/^-(XXX)?\s*$/.test(line)) return this.endMessage();
    if (!this.inMessage || !this.field) return;
    this.field.lines.push(line);
    if (this.field.lines.length * 65 > longestText) throw malformed('A field is too long', this.lines.where());
  }

  /** FIN blocks stand around the text of a message: `{1:…}{2:…}{4:` before it, `-}{5:…}` after it. */
  private withoutBlocks(line: string): string | null {
    if (/^-\}/.test(line)) {
      this.endMessage();
      return null;
    }
    if (!line.startsWith('{')) return line;
    if (/\{2:[IO]942/.test(line)) throw unsupported('MT942 reports hold no balances: only MT940 statements are read');
    return /\{4:\s*(.*)$/.exec(line)?.[1] || null;
  }

  private begin(tag: string, content: string): void {
    this.endField();
    if (tag === '20') this.endMessage();
    this.inMessage = true;
    this.field = { tag, lines: [content], where: `${this.lines.where()}, :${tag}:` };
  }

  private endMessage(): void {
    this.endField();
    this.endMovement();
    this.inMessage = false;
  }

  private endField(): void {
    const { field } = this;
    this.field = undefined;
    if (field) this.handle(field);
  }

  private handle({ tag, lines, where }: Field): void {
    const [content = ''] = lines;
    if (tag === '86') return this.inform(lines);
    if (tag === 'NS') return this.informInside(lines);
    this.endMovement();
    if (tag === '20') this.reference = wordsOf(content) ?? '';
    else if (tag === '25' || tag === '25P') this.identity = mt940Identity(content);
    else if (tag === '28' || tag === '28C') this.number = numberOf(content);
    else if (tag === '60F' || tag === '60M')
      this.opening(balanceOf(content, this.open?.currency ?? null, where), tag, where);
    else if (tag === '61') this.move(lines, where);
    else if (tag === '62F' || tag === '62M') this.closing(content, tag, where);
    else if (tag === '34F') throw unsupported('MT942 reports hold no balances: only MT940 statements are read');
    else if (!silent.has(tag)) this.unknownTag(tag);
  }

  private opening({ amount, day }: Mt940Balance, tag: string, where: string): void {
    const { identity, open } = this;
    if (!identity?.account) throw malformed('A statement names no account', where);
    if (tag === '60M' && open && continues(open, identity.account, amount)) return;
    this.finish();
    const { account, aliases } = identity;
    const { currency } = amount;
    this.open = { account, aliases, number: this.number, currency, opening: amount, closing: null, paged: false };
    this.started = true;
    this.events.push({
      kind: 'statement',
      header: {
        account,
        aliases,
        currency,
        reference: this.reference,
        number: this.number,
        from: day,
        to: null,
        periodStated: false,
        opening: amount,
        closing: null,
      },
    });
  }

  private move([content = '', ...supplement]: string[], where: string): void {
    if (!this.open) throw malformed('A movement stands before the opening balance', where);
    this.movement = { line: statementLine(content, this.open.currency, where), supplement, where };
  }

  private inform(lines: string[]): void {
    if (!this.movement) return;
    if (this.told)
      this.told = { ...this.told, remittance: wordsOf(`${this.told.remittance} ${lines.join(' ')}`) ?? '' };
    else this.told = informationOf(lines);
  }

  /** `:NS:` of some banks: two digits before each line; those below 15 are the purpose, 15 and 16 the other party. */
  private informInside(lines: string[]): void {
    if (!this.movement) return;
    const texts = (from: string, to: string) =>
      lines.filter((line) => line.slice(0, 2) >= from && line.slice(0, 2) <= to).map((line) => line.slice(2));
    this.told = {
      ...noInformation,
      remittance: wordsOf(texts('01', '14').join(' ')) ?? '',
      counterparty: wordsOf(texts('15', '16').join('')),
      information: wordsOf(texts('17', '17').join(' ')),
    };
  }

  private endMovement(): void {
    const { movement, told = noInformation } = this;
    this.movement = undefined;
    this.told = undefined;
    if (!movement) return;
    const { line, supplement } = movement;
    this.clamped(line.valueDate.clamped, line.valueDate.day);
    this.clamped(line.bookingDate.clamped, line.bookingDate.day);
    const beside = supplement.join('');
    const amounts = supplementOf(beside);
    this.events.push({
      kind: 'entry',
      entry: plainEntry(
        { amount: line.amount, bookingDate: line.bookingDate.day, valueDate: line.valueDate.day },
        {
          ...told,
          reversal: line.reversal,
          transactionCode: told.transactionCode ?? line.transactionCode,
          information: told.information ?? (amounts.original || amounts.charges ? null : wordsOf(beside)),
          references: {
            ...told.references,
            accountServicer: line.bankReference,
            instructionId: told.references.instructionId ?? line.ownReference,
          },
          original: told.original ?? amounts.original,
          charges: told.charges ?? amounts.charges,
        },
      ),
    });
  }

  private clamped(is: boolean, day: Day): void {
    if (is) this.warn('DATE_CLAMPED', `The bank wrote a day that its month doesn't have: read as ${day}.`, { day });
  }

  private unknownTag(tag: string): void {
    if (this.unknown.has(tag) || this.unknown.size >= mostUnknownTags) return;
    this.unknown.add(tag);
    this.warn('UNKNOWN_RECORD', `:${tag}: is not a tag of MT940 and was passed over.`, { tag: `:${tag}:` });
  }

  private warn(code: Warning['code'], message: string, figures: Warning['figures']): void {
    if (this.open) this.events.push({ kind: 'warning', warning: { code, message, ...(figures && { figures }) } });
  }

  private closing(content: string, tag: string, where: string): void {
    if (!this.open) throw malformed('A closing balance stands before the opening one', where);
    const { currency } = this.open;
    const closing = balanceOf(content, currency, where);
    if (closing.amount.currency !== currency)
      throw malformed(`A closing balance in ${closing.amount.currency} of a statement in ${currency}`, where);
    this.open = { ...this.open, closing, paged: tag === '62M' };
    if (tag === '62F') this.finish();
  }

  private finish(): void {
    const { open } = this;
    this.open = undefined;
    if (!open) return;
    if (!open.closing) throw malformed('A statement has no closing balance', this.lines.where());
    this.events.push({ kind: 'end', closing: open.closing.amount, to: open.closing.day });
  }
}

/** The next page of a statement opens where the last one stopped. */
function continues({ account, closing, paged }: Open, next: string, opening: Money): boolean {
  return paged && account === next && closing !== null && closing.amount.equals(opening);
}

/** `00004/00001`: number of the statement, then of its page. */
function numberOf(text: string): string {
  return (
    text
      .trim()
      .split('/')[0]
      ?.replace(/^0+(?=\d)/, '')
      .slice(0, 60) ?? ''
  );
}
