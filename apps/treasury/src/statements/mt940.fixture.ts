import { Money } from '@abonde/money';

/** What a test writes as a bank would. Amounts are signed decimal strings. */
export interface WrittenMovement {
  amount: string;
  valueDate: string;
  bookingDate: string;
  reversal?: boolean;
  own?: string;
  bank?: string;
  counterparty?: string;
  endToEndId?: string;
  remittance?: string;
}

export interface WrittenMt940 {
  account: string;
  currency?: string;
  number?: string;
  opening: string;
  openingDay: string;
  closingDay: string;
  movements: WrittenMovement[];
}

export interface Mt940Dialect {
  information?: 'german' | 'codewords' | 'free';
  /** Inside FIN blocks. */
  fin?: boolean;
  ending?: '\n' | '\r\n';
  /** Movements on one page. */
  page?: number;
}

/** Writes MT940 in a dialect; texts wrap at 65 characters, anywhere. */
export function writeMt940(statements: WrittenMt940[], dialect: Mt940Dialect = {}): string {
  const { fin = false, ending = '\r\n' } = dialect;
  const messages = statements.flatMap((statement) => pagesOf(statement, dialect));
  return messages
    .map((lines) => {
      const text = lines.join(ending);
      return fin
        ? `{1:F01ABNDFRPPXXXX0000000000}{2:O9401200260131ABNDFRPPXXXX00000000002601311200N}{4:${ending}${text}${ending}-}{5:{CHK:0}}${ending}`
        : `${text}${ending}-${ending}`;
    })
    .join('');
}

function pagesOf(statement: WrittenMt940, dialect: Mt940Dialect): string[][] {
  const { currency = 'EUR', account, number = '1', opening, movements, openingDay, closingDay } = statement;
  const size = dialect.page ?? Math.max(movements.length, 1);
  const pages = Math.max(1, Math.ceil(movements.length / size));
  let balance = Money.of({ amount: opening, currency });
  return Array.from({ length: pages }, (_, page) => {
    const its = movements.slice(page * size, (page + 1) * size);
    const from = balance;
    balance = Money.sum([from, ...its.map(({ amount }) => Money.of({ amount, currency }))], currency);
    const last = page === pages - 1;
    return [
      `:20:ST${number}${page}`,
      `:25:${account}`,
      `:28C:${number.padStart(5, '0')}/${String(page + 1).padStart(3, '0')}`,
      `:60${page === 0 ? 'F' : 'M'}:${balanceText(from, openingDay)}`,
      ...its.flatMap((movement) => movementLines(movement, currency, dialect)),
      `:62${last ? 'F' : 'M'}:${balanceText(balance, closingDay)}`,
    ];
  });
}

function balanceText(amount: Money, day: string): string {
  return `${amount.isNegative() ? 'D' : 'C'}${short(day)}${amount.currency}${comma(amount)}`;
}

function movementLines(
  movement: WrittenMovement,
  currency: string,
  { information = 'german' }: Mt940Dialect,
): string[] {
  const amount = Money.of({ amount: movement.amount, currency });
  const mark = movement.reversal ? (amount.isNegative() ? 'RC' : 'RD') : amount.isNegative() ? 'D' : 'C';
  const bank = movement.bank ? `//${movement.bank}` : '';
  const line = `:61:${short(movement.valueDate)}${short(movement.bookingDate).slice(2)}${mark}${comma(amount)}NTRF${movement.own ?? 'NONREF'}${bank}`;
  return [line, ...wrapped(`:86:${informationText(movement, information)}`)];
}

function informationText({ counterparty, endToEndId, remittance = '' }: WrittenMovement, as: string): string {
  if (as === 'free') return remittance;
  if (as === 'codewords') {
    const reference = endToEndId ? `/EREF/${endToEndId}` : '';
    return `${reference}${counterparty ? `/NAME/${counterparty}` : ''}/REMI/${remittance}`;
  }
  const purpose = `${endToEndId ? `EREF+${endToEndId}` : ''}SVWZ+${remittance}`;
  const parts = cut(purpose, 27).map((part, at) => `?${20 + at}${part}`);
  const names = cut(counterparty ?? '', 27).map((part, at) => `?${32 + at}${part}`);
  return ['166?00GUTSCHRIFT', ...parts, ...names].join('');
}

function wrapped(text: string): string[] {
  const first = text.slice(0, 69);
  return [first, ...cut(text.slice(69), 65)];
}

function cut(text: string, size: number): string[] {
  return Array.from({ length: Math.ceil(text.length / size) }, (_, at) => text.slice(at * size, (at + 1) * size));
}

function short(day: string): string {
  return day.slice(2).replaceAll('-', '');
}

function comma(amount: Money): string {
  const text = amount.abs().amount;
  return text.includes('.') ? text.replace('.', ',') : `${text},`;
}
