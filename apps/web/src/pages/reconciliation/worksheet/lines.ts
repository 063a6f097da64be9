import { parseAmount } from '../../../forms/amount';
import type { Line } from '../treasury';
import { minorIn } from '../../../money/minor';

export const filters = ['open', 'SAFE', 'TO_REVIEW', 'NONE', 'HELD'] as const;
export type LineFilter = (typeof filters)[number];

/** What a bank writes first on a line, and what it says besides. */
export function titleOf({ counterparty, remittance, information }: Line): string {
  const wording = remittance || information || '';
  const named = counterparty && !searchable(wording).includes(searchable(counterparty));
  return [named && counterparty, wording].filter(Boolean).join(' · ') || counterparty || '—';
}

/** Lines of a filter that hold every word typed, or are of the amount typed. */
export function shownLines(lines: readonly Line[], filter: LineFilter, typed: string): Line[] {
  const standing = lines.filter((line) => (filter === 'open' ? line.standing !== 'MATCHED' : line.standing === filter));
  const wanted = typed.trim();
  if (wanted === '') return standing;
  const words = searchable(wanted).split(' ').filter(Boolean);
  return standing.filter(
    (line) => isOf(line, wanted) || words.every((word) => searchable(textOf(line)).includes(word)),
  );
}

function isOf({ amount }: Line, typed: string): boolean {
  const wanted = parseAmount(typed, amount.currency);
  if (wanted === undefined) return false;
  const [size, asked] = [minorIn(amount.amount, amount.currency), minorIn(wanted, amount.currency)];
  return size === asked || size === -asked;
}

function textOf(line: Line): string {
  const references = Object.values(line.references).filter((text) => text !== null);
  return [
    titleOf(line),
    line.information ?? '',
    ...references,
    ...line.details.flatMap(({ counterparty, remittance }) => [counterparty ?? '', remittance]),
  ].join(' ');
}

function searchable(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}
