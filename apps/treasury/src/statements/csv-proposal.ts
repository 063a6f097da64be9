import {
  type CsvColumns,
  type CsvMapping,
  type DateFormat,
  dateFormats,
  dayIn,
  delimiters,
  headerName,
  signedAmount,
} from './csv-mapping';

/** What a table seems to be, from its first rows; a person checks it. */
export interface CsvProposal {
  mapping: CsvMapping;
  /** Names of the columns, or their first cells where they have none. */
  names: string[];
}

/** Words that banks use to name a column, without accents, most telling first. */
const names: Readonly<Record<Exclude<keyof CsvColumns, 'remittance'>, RegExp>> = {
  valueDate: /valeur|value|valuta|wert/,
  bookingDate: /compta|operation|booking|buchung|^date|datum|jour/,
  debit: /debit|soll|sortie|retrait|withdraw/,
  credit: /credit(?!or)|haben|entree|versement|deposit/,
  balance: /solde|balance|saldo/,
  amount: /montant|amount|betrag|umsatz|importe|somme/,
  currency: /devise|currency|wahrung|monnaie|^ccy$/,
  counterpartyAccount: /iban|compte.*(tiers|contrepartie|beneficiaire)|counterparty account/,
  counterparty: /contrepartie|tiers|counterparty|beneficiaire|donneur|payee|payer|^nom|name|empfanger/,
  reference: /ref/,
};
const remittanceName =
  /libelle|label|description|communication|motif|detail|remittance|verwendung|text|objet|purpose|information/;

/** Proposes how to read a table. @param rowsBy the first rows, cut at each delimiter; null when nothing looks like one */
export function proposal(rowsBy: (delimiter: CsvMapping['delimiter']) => string[][]): CsvProposal | null {
  const candidates = delimiters.map((delimiter) => ({ delimiter, rows: rowsBy(delimiter) }));
  const best = candidates.reduce((left, right) => (regularity(right.rows) > regularity(left.rows) ? right : left));
  if (regularity(best.rows) === 0) return null;
  const width = usualWidth(best.rows);
  const first = best.rows.findIndex((row) => row.length >= width - 1 && row.some(isDate));
  if (first < 0) return null;
  const data = best.rows.slice(first, first + 200).filter((row) => row.some(isDate));
  const above = best.rows[first - 1];
  const header = above && above.length >= width - 1 && above.filter((cell) => cell.trim()).length > 1 ? above : null;
  const cells = (column: number) => data.map((row) => (row[column] ?? '').trim()).filter(Boolean);
  const columns = columnsOf(header, width, cells);
  if (!columns) return null;
  return {
    names: Array.from({ length: width }, (_, at) => (header?.[at] ?? data[0]?.[at] ?? '').trim()),
    mapping: {
      delimiter: best.delimiter,
      encoding: 'auto',
      skippedRows: header ? first - 1 : first,
      header: header?.map((name) => name.trim()) ?? null,
      dateFormat: dateFormatOf(cells(columns.bookingDate)),
      decimalSign: decimalSignOf(
        [columns.amount, columns.debit, columns.credit, columns.balance].flatMap((column) =>
          column === null ? [] : cells(column),
        ),
      ),
      sign: 'AS_WRITTEN',
      columns,
    },
  };
}

/** Rows that are as wide as most, times that width; a table has at least three columns. */
function regularity(rows: readonly string[][]): number {
  const width = usualWidth(rows);
  return width < 3 ? 0 : rows.filter((row) => row.length === width).length * width;
}

function usualWidth(rows: readonly string[][]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0];
}

function columnsOf(header: string[] | null, width: number, cells: (column: number) => string[]): CsvColumns | null {
  const all = Array.from({ length: width }, (_, at) => at);
  const taken = new Set<number>();
  const take = (found: number | undefined): number | null => {
    if (found === undefined) return null;
    taken.add(found);
    return found;
  };
  const free = (fits: (column: number) => boolean) => all.find((column) => !taken.has(column) && fits(column));
  const named = (pattern: RegExp) => (column: number) => pattern.test(plain(header?.[column] ?? ''));
  const dated = (column: number) => mostly(cells(column), isDate);
  const numeric = (column: number) => mostly(cells(column), isAmount) && !dated(column);
  const both = (pattern: RegExp, fits: (column: number) => boolean) =>
    take(free((column) => named(pattern)(column) && fits(column)));
  const valueDate = both(names.valueDate, dated);
  const bookingDate = both(names.bookingDate, dated) ?? take(free(dated)) ?? valueDate;
  if (bookingDate === null) return null;
  const orEmpty = (column: number) => numeric(column) || cells(column).length === 0;
  const debit = both(names.debit, orEmpty);
  const credit = debit === null ? null : both(names.credit, orEmpty);
  const balance = both(names.balance, numeric);
  const paired = debit !== null && credit !== null;
  const amount = paired ? null : (both(names.amount, numeric) ?? take(free(numeric)));
  if (!paired && amount === null) return null;
  const currency = both(names.currency, (column) => cells(column).every((cell) => /^[A-Z]{3}$/.test(cell)));
  const counterpartyAccount = both(names.counterpartyAccount, () => true);
  const counterparty = both(names.counterparty, () => true);
  const reference = both(names.reference, () => true);
  const remittance = all.filter((column) => !taken.has(column) && named(remittanceName)(column));
  const text = free((column) => cells(column).some((cell) => /[A-Za-z]{3}/.test(cell)));
  return {
    bookingDate,
    valueDate: valueDate === bookingDate ? null : valueDate,
    amount,
    debit: paired ? debit : null,
    credit,
    balance,
    currency,
    counterparty,
    counterpartyAccount,
    reference,
    remittance: remittance.length > 0 || text === undefined ? remittance : [text],
  };
}

/** One cell that is wrong doesn't make another column of it: reading the file tells where it is. */
function mostly(cells: readonly string[], fits: (cell: string) => boolean): boolean {
  return cells.length > 0 && cells.filter(fits).length * 2 > cells.length;
}

function plain(name: string): string {
  return headerName(name.normalize('NFD').replace(/[\u0300-\u036f]/g, ''));
}

function isDate(cell: string): boolean {
  return dateFormats.some((format) => reads(() => dayIn(cell.trim(), format, '')));
}

function isAmount(cell: string): boolean {
  return [',', '.'].some((sign) => reads(() => signedAmount(cell, sign as ',' | '.', 'TND', '')));
}

function reads(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch {
    return false;
  }
}

/** The first format that reads every day: days before months where both would. */
function dateFormatOf(days: readonly string[]): DateFormat {
  const readable = (format: DateFormat) => days.filter((day) => reads(() => dayIn(day, format, ''))).length;
  return dateFormats.reduce((best, format) => (readable(format) > readable(best) ? format : best));
}

/** The last sign that has one, two or three digits after it in most amounts; three only where another sign stands before it. */
function decimalSignOf(amounts: readonly string[]): ',' | '.' {
  const points = amounts.filter((amount) => /\.\d{1,2}\D*$/.test(amount)).length;
  const commas = amounts.filter((amount) => /,\d{1,2}\D*$/.test(amount)).length;
  return points > commas ? '.' : ',';
}
