import { decimalsOf, Money } from '@abonde/money';

/** What a test writes as a bank would. Amounts are signed decimal strings. */
export interface WrittenOperation {
  amount: string;
  bookingDate: string;
  valueDate: string;
  label: string;
  reference?: string;
  returnReason?: string;
  /** Qualifier and text of each record 05. */
  supplements?: [qualifier: string, text: string][];
}

export interface WrittenCfonb {
  bank?: string;
  branch?: string;
  account?: string;
  currency?: string;
  opening: string;
  openingDay: string;
  closingDay: string;
  operations: WrittenOperation[];
}

export interface CfonbDialect {
  /** Between the records: nothing at all in some files. */
  ending?: '' | '\n' | '\r\n';
  /** Currency and decimals left blank. */
  blank?: boolean;
}

const positive = '{ABCDEFGHI';
const negative = '}JKLMNOPQR';

/** Writes the statements of one file. */
export function writeCfonb(statements: WrittenCfonb[], { ending = '\n', blank = false }: CfonbDialect = {}): string {
  return statements
    .flatMap((statement) => {
      const { opening, openingDay, closingDay, operations, currency = 'EUR' } = statement;
      const closing = Money.sum(
        [opening, ...operations.map(({ amount }) => amount)].map((amount) => Money.of({ amount, currency })),
        currency,
      );
      const record = (code: string, day: string, more: Parts) => recordOf(statement, blank, code, day, more);
      return [
        record('01', openingDay, { amount: opening }),
        ...operations.flatMap((operation) => [
          record('04', operation.bookingDate, operation),
          ...(operation.supplements ?? []).map(([qualifier, text]) =>
            record('05', operation.bookingDate, { qualifier, text }),
          ),
        ]),
        record('07', closingDay, { amount: closing.amount }),
      ];
    })
    .map((record) => record + ending)
    .join('');
}

interface Parts extends Partial<Omit<WrittenOperation, 'supplements'>> {
  qualifier?: string;
  text?: string;
}

function recordOf(of: WrittenCfonb, blank: boolean, code: string, day: string, parts: Parts): string {
  const { bank = '30006', branch = '00001', account = '12345678901', currency = 'EUR' } = of;
  const cells: [from: number, text: string][] = [
    [1, code],
    [3, bank],
    [12, branch],
    [17, blank ? '' : `${currency}${decimalsOf(currency)}`],
    [22, account],
    [33, code === '04' || code === '05' ? '18' : ''],
    [35, short(day)],
    [41, parts.returnReason ?? ''],
    [43, parts.valueDate ? short(parts.valueDate) : ''],
    [46, parts.qualifier ?? (parts.valueDate ? short(parts.valueDate).slice(3) : '')],
    [49, parts.text ?? parts.label ?? ''],
    [82, code === '04' ? '0000000' : ''],
    [91, parts.amount ? overpunch(parts.amount, currency) : (parts.text?.slice(42) ?? '')],
    [105, parts.reference ?? parts.text?.slice(56) ?? ''],
  ];
  const record = Array.from({ length: 120 }, () => ' ');
  for (const [from, text] of cells) [...text].forEach((letter, at) => (record[from - 1 + at] = letter));
  return record.slice(0, 120).join('');
}

function short(day: string): string {
  return `${day.slice(8, 10)}${day.slice(5, 7)}${day.slice(2, 4)}`;
}

/** The sign is in the last digit. */
function overpunch(amount: string, currency: string): string {
  const { minor } = Money.of({ amount, currency });
  const digits = (minor < 0n ? -minor : minor).toString().padStart(14, '0');
  return digits.slice(0, 13) + ((minor < 0n ? negative : positive)[Number(digits[13])] ?? '');
}
