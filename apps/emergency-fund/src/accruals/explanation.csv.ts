import type { Language } from '@abonde/money';
import { stringify } from 'csv-stringify/sync';
import type { ExplainedDto } from './accruals.dto';
import { cellOf, columns, headingOf } from './explanation-words';

/** French: semicolons and decimal commas, with the mark by which spreadsheets know UTF-8; English: commas and dots. */
export function explanationCsv(rows: readonly ExplainedDto[], language: Language): string {
  return stringify(
    [
      columns.map((column) => headingOf(column, language)),
      ...rows.map((row) => columns.map((column) => cellOf(row, column, language))),
    ],
    { delimiter: language === 'fr' ? ';' : ',', bom: true, record_delimiter: 'windows' },
  );
}
