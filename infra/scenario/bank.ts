import { addDays, addMonths, type Day, endOfMonth, minDay, type Month, monthOf, quarterEnd } from '@abonde/calendar';
import { Money, Rational } from '@abonde/money';
import { MAIN_ACCOUNT_CODE } from './accounts';
import type { PlannedInstalment } from './instalments';
import type { Reference } from './reference';
import type { PlannedTranche } from './plan';

export type Purpose =
  | { kind: 'receipt'; agreement: string; number: number }
  | { kind: 'tranche'; tranche: string }
  | { kind: 'aid'; case: string }
  | { kind: 'donation'; agreement: string }
  | { kind: 'interest'; from: Day; to: Day }
  | { kind: 'charge' }
  /** To another of the association's accounts, with what arrives there; and on that account. */
  | { kind: 'transfer'; to: string; arrives: Money }
  | { kind: 'transferred' }
  | { kind: 'unknown' };

export interface BankEntry {
  bookedOn: Day;
  valueOn: Day;
  /** Signed: credits are positive. */
  amount: Money;
  counterparty: string;
  /** Free text; `{reference}` stands for the call's reference, known once the platform has given it. */
  remittance: string;
  /** As the payer sent it, when that is another currency. */
  original: { amount: Money; rate: string; fee: Money } | null;
  purpose: Purpose;
  /** Left to be reconciled by whoever tries the demonstration. */
  leftOpen: boolean;
}

export interface Statement {
  month: Month;
  /** Digits; those of the month by default. */
  number?: string;
  from: Day;
  to: Day;
  opening: Money;
  closing: Money;
  entries: BankEntry[];
}

const QUARTERLY_CHARGE = Money.eur('-45.00');
const OPEN_MONTH = '2026-02';

/** The bank account of the demonstration: what its bank would print, from what is paid in and out. */
export class SimulatedBank {
  constructor(
    private readonly reference: Reference,
    private readonly account = reference.bank_accounts[0] as Reference['bank_accounts'][number],
  ) {}

  get opening(): { date: Day; amount: Money } {
    const { date, amount } = this.account.opening as { date: string; amount: string };
    return { date, amount: Money.eur(amount) };
  }

  /** Monthly statements from the opening to the demonstration's day, with interest and charges of each quarter. */
  statements(paid: BankEntry[]): Statement[] {
    const entries = [...paid, ...this.charges()];
    for (const interest of this.interest(entries)) entries.push(interest);
    return monthlyStatements(this.opening, this.reference.business_day, entries);
  }

  private quarterEnds(): Day[] {
    const ends: Day[] = [];
    for (let end = quarterEnd(this.opening.date); end <= this.reference.business_day; end = quarterEnd(addDays(end, 1)))
      ends.push(end);
    return ends;
  }

  private charges(): BankEntry[] {
    return this.quarterEnds().map((day) => ({
      ...entry(day, QUARTERLY_CHARGE, 'BANQUE', 'FRAIS DE TENUE DE COMPTE', { kind: 'charge' }),
    }));
  }

  /** Quarter by quarter, on the balance of each day by value date; the bank rounds each credit once. */
  private *interest(entries: BankEntry[]): Generator<BankEntry> {
    const credited: BankEntry[] = [];
    let from = this.opening.date;
    for (const to of this.quarterEnds()) {
      const amount = this.interestOf([...entries, ...credited], from, to);
      if (!amount.isZero()) {
        const credit = entry(to, amount, 'BANQUE', `INTERETS CREDITEURS DU ${from} AU ${to}`, {
          kind: 'interest',
          from,
          to,
        });
        credited.push({ ...credit, valueOn: addDays(to, 1) });
      }
      from = addDays(to, 1);
    }
    yield* credited;
  }

  private interestOf(entries: BankEntry[], from: Day, to: Day): Money {
    let total = Rational.ZERO;
    for (let day = from; day <= to; day = addDays(day, 1)) {
      const balance = entries
        .filter(({ valueOn }) => valueOn <= day)
        .reduce((sum, { amount }) => sum + amount.minor, this.opening.amount.minor);
      const rate = Rational.parse(this.rateOn(day)).over(Rational.of(100n * 360n));
      total = total.plus(Rational.of(balance).times(rate));
    }
    return Money.minor(total.round());
  }

  rateOn(day: Day): string {
    return this.account.rates?.filter(([from]) => from <= day).at(-1)?.[1] ?? '0';
  }
}

/** One statement a month, from the opening to a day, each opening where the last one closed. */
export function monthlyStatements(
  { date, amount }: { date: Day; amount: Money },
  until: Day,
  entries: readonly BankEntry[],
): Statement[] {
  const sorted = [...entries].sort((a, b) => (a.bookedOn === b.bookedOn ? 0 : a.bookedOn < b.bookedOn ? -1 : 1));
  const statements: Statement[] = [];
  let opening = amount;
  for (let from = date; from <= until; from = addMonths(from, 1)) {
    const its = sorted.filter(({ bookedOn }) => monthOf(bookedOn) === monthOf(from));
    const closing = its.reduce((balance, { amount: moved }) => balance.plus(moved), opening);
    const to = minDay(endOfMonth(from), until);
    statements.push({ month: monthOf(from), from, to, opening, closing, entries: its });
    opening = closing;
  }
  return statements;
}

export function receiptEntry(instalment: PlannedInstalment): BankEntry[] {
  const { receipt, agreement, number, amount, payer, donorName } = instalment;
  if (receipt?.account !== MAIN_ACCOUNT_CODE) return [];
  const open = monthOf(receipt.bookedOn) === OPEN_MONTH;
  // Public accountants pay under their own name and retype the reference; an open line may have lost it altogether.
  const remittance =
    open && number % 2 === 0
      ? `${donorName.toUpperCase()} SUBVENTION ${receipt.bookedOn.slice(0, 4)}`
      : `{reference} ${agreement}`;
  return [
    {
      ...entry(receipt.bookedOn, receipt.credited, payer, remittance, { kind: 'receipt', agreement, number }),
      original: receipt.rate && receipt.fee ? { amount, rate: receipt.rate, fee: receipt.fee } : null,
      leftOpen: open,
    },
  ];
}

export function trancheEntry({ project, number, amount, paidOn, stage }: PlannedTranche): BankEntry[] {
  if (stage !== 'PAID') return [];
  const tranche = `${project}-T${number}`;
  return [entry(paidOn, amount.negated(), project, tranche, { kind: 'tranche', tranche })];
}

/** Entries with no rule behind them: the aid of 2020, the first donations of the appeal, and lines to be found out. */
export function singleEntries(): BankEntry[] {
  const appeal = { kind: 'donation', agreement: 'APPEL-MG-2026' } as const;
  const beirut = Money.eur('-400000.00');
  return [
    entry('2020-08-20', beirut, 'BEYROUTH', 'AIDE D URGENCE LB-BEYROUTH-2020', {
      kind: 'aid',
      case: 'LB-BEYROUTH-2020',
    }),
    entry('2026-02-17', Money.eur('7500.00'), 'VILLE MEMBRE (EXEMPLE 1)', 'DON APPEL TOAMASINA', appeal),
    entry('2026-02-18', Money.eur('5000.00'), 'VILLE MEMBRE (EXEMPLE 2)', 'DON APPEL TOAMASINA', appeal),
    {
      ...entry('2026-02-19', Money.eur('4000.00'), 'VILLE MEMBRE (EXEMPLE 3)', 'SOLIDARITE TOAMASINA', appeal),
      leftOpen: true,
    },
    {
      ...entry('2026-02-12', Money.eur('12500.00'), 'VIREMENT RECU', 'REF 99120034', { kind: 'unknown' }),
      leftOpen: true,
    },
    {
      ...entry('2026-02-16', Money.eur('-18.50'), 'BANQUE', 'COMMISSION VIREMENT INTERNATIONAL', { kind: 'charge' }),
      leftOpen: true,
    },
  ];
}

export function entry(day: Day, amount: Money, counterparty: string, remittance: string, purpose: Purpose): BankEntry {
  return { bookedOn: day, valueOn: day, amount, counterparty, remittance, original: null, purpose, leftOpen: false };
}
