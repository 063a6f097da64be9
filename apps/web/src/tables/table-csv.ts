import { cell, csv, decimal, download } from '../entries/csv';
import type { Amount, Language } from '../money/format';

/** A column of an exported table: words, or the plain decimal of an amount. */
export interface CsvColumn<Row> {
  heading: string;
  value: (row: Row) => string | Amount | undefined;
}

/** The rows on screen as a file, in their order: what is filtered is what is exported. */
export function downloadRows<Row>(
  rows: readonly Row[],
  columns: readonly CsvColumn<Row>[],
  language: Language,
  name: string,
): void {
  const lines = rows.map((row) => columns.map(({ value }) => text(value(row), language)));
  download(csv([columns.map(({ heading }) => heading), ...lines], language), name);
}

function text(value: string | Amount | undefined, language: Language): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? cell(value) : decimal(value.amount, language);
}
