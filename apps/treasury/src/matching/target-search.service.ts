import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { searchText } from '../statements/search-keys';
import { EntriesService } from './entries.service';
import type { EntryRow } from './entry-row.store';
import type { FoundTargetDto, TargetSearchQuery } from './target-search.dto';
import { targetSearch } from './target-search.query';
import type { TargetKind } from './target';
import { typedAmount } from './typed-amount';

interface TargetRow {
  kind: TargetKind;
  id: string;
  label: string;
  minor: string | null;
  currency: string;
  dueOn: string | null;
  reference: string | null;
}

const shown = 50;

/** Looks among everything an entry may be matched with, by what people type. */
@Injectable()
export class TargetSearch {
  constructor(
    private readonly dataSource: DataSource,
    private readonly entries: EntriesService,
  ) {}

  /** The nearest amounts first; a number that is no amount of anything is looked for as a word. @throws {DomainError} 404 `NOT_FOUND` */
  async find({ entry: id, q = '', ...filters }: TargetSearchQuery): Promise<FoundTargetDto[]> {
    const entry = await this.entries.row(id);
    const asked = typed(q, entry.currency);
    const found = await this.read(entry, asked, filters);
    if (found.length > 0 || asked.minor === null) return found;
    return this.read(entry, { words: wordsOf(q), minor: null }, filters);
  }

  private async read(
    entry: EntryRow,
    { words, minor }: Typed,
    { kind, from, to }: Omit<TargetSearchQuery, 'entry' | 'q'>,
  ): Promise<FoundTargetDto[]> {
    const bound = (text = '') => typedAmount(text, entry.currency)?.toString() ?? null;
    const rows: TargetRow[] = await this.dataSource.query(targetSearch, [
      words,
      minor?.toString() ?? null,
      kind ? [kind] : null,
      entry.account_id,
      entry.currency,
      !entry.amount_minor.startsWith('-'),
      entry.id,
      shown,
      bound(from),
      bound(to),
      entry.amount_minor.replace('-', ''),
    ]);
    return rows.map(({ minor: open, ...row }) => ({
      ...row,
      open: open === null ? null : Money.minor(BigInt(open), row.currency).toJSON(),
    }));
  }
}

interface Typed {
  words: string[];
  minor: bigint | null;
}

/** `80 000,00 siaap`: what reads as an amount is one, the rest are words. A text that is all an amount may be written with spaces. */
function typed(text: string, currency: string): Typed {
  const whole = typedAmount(text, currency);
  if (whole !== null) return { words: [], minor: whole };
  const amount = /(?:^|\s)(\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,3})?|\d+[.,]\d{1,3})(?=\s|$)/.exec(text);
  const rest = amount ? text.replace(amount[0], ' ') : text;
  const minor = amount ? typedAmount(amount[1] ?? '', currency) : null;
  return { words: wordsOf(rest), minor };
}

function wordsOf(text: string): string[] {
  return searchText(text).split(' ').filter(Boolean);
}
