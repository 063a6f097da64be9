import type { Language, MoneyJson } from '@abonde/money';
import { stringify } from 'csv-stringify/sync';
import type { ReconciliationDto } from './reconciliation.dto';
import { printed, printedDay } from './reconciliation-words';

/** French: `;`, decimal comma and a byte order mark, as spreadsheets there expect; English: `,` and a decimal point. */
export function reconciliationCsv(statement: ReconciliationDto, language: Language): Buffer {
  const { title, subtitle, figures, sections, columns } = printed(statement, language);
  const amount = ({ amount: digits, currency }: MoneyJson) => [
    language === 'fr' ? digits.replace('.', ',') : digits,
    currency,
  ];
  const day = printedDay(statement.asOf, language);
  const rows = [
    [title, '', subtitle, '', ''],
    ['', columns.date, columns.label, columns.amount, columns.currency],
    ...figures.map(({ label, value }) => ['', day, label, ...amount(value)]),
    ...sections.flatMap(({ title: section, items, count, total }) => [
      ...items.map((item) => [section, printedDay(item.date, language), text(item.label), ...amount(item.amount)]),
      ...(total && count > 0 ? [[section, day, `${total.label} (${count})`, ...amount(total.value)]] : []),
    ]),
  ];
  const content = stringify(rows, { delimiter: language === 'fr' ? ';' : ',', record_delimiter: 'windows' });
  return Buffer.from(language === 'fr' ? `\ufeff${content}` : content, 'utf8');
}

/** A label that a spreadsheet would take for a formula is only a label. */
function text(label: string | null): string {
  const given = label ?? '';
  return /^[=+\-@\t\r]/.test(given) ? `'${given}` : given;
}
