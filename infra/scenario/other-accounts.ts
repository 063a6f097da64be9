import { addDays, addMonths, type Day, nextTargetDay, quarterEnd } from '@abonde/calendar';
import { convert, Money, PEGS, Rational } from '@abonde/money';
import { OTHER_ACCOUNTS, type ScenarioAccount } from './accounts';
import { type BankEntry, entry, monthlyStatements, type Statement } from './bank';
import { type Conversion, soldEntry } from './conversions';
import { depositEntries } from './deposit';
import { foreignInterest } from './foreign-interest';
import type { PlannedInstalment } from './instalments';
import type { Reference } from './reference';

export interface AccountStatements {
  account: ScenarioAccount;
  /** As the scenario's file says it: `MT940`, `CFONB 120`. */
  format: string | undefined;
  statements: Statement[];
}

const QUARTERLY_CHARGES: Readonly<Record<string, string>> = { USD: '-12.00', XOF: '-5000' };
/** Moved each January from the main account to the one in CFA francs, for missions and local expenses. */
const YEARLY_FUNDING = Money.eur('50000.00');

/** Statements of the accounts beside the main one: what is received, moved or sold there, their interest, charges of each quarter. */
export function otherStatements(
  reference: Reference,
  instalments: readonly PlannedInstalment[],
  conversions: readonly Conversion[],
): AccountStatements[] {
  const { USD, XOF, CHF, 'TERM-EUR': term } = OTHER_ACCOUNTS;
  const movedOn = (account: ScenarioAccount): BankEntry[] => [
    ...instalments.flatMap(receivedOn(account)),
    ...conversions.filter((conversion) => conversion.account === account).map(soldEntry),
  ];
  return [
    statementsOf(reference, USD, movedOn(USD)),
    statementsOf(
      reference,
      XOF,
      fundings(reference).map(({ received }) => received),
    ),
    statementsOf(reference, CHF, movedOn(CHF)),
    statementsOf(reference, term, [depositEntries(reference).received]),
  ];
}

/** What leaves the main account for the others. */
export function fundingEntries(reference: Reference): BankEntry[] {
  return [...fundings(reference).map(({ sent }) => sent), depositEntries(reference).sent];
}

function statementsOf(reference: Reference, account: ScenarioAccount, moved: BankEntry[]): AccountStatements {
  const format = reference.bank_accounts.find(({ id }) => id === account.code)?.format;
  const paid = [...moved, ...charges(reference, account, moved)];
  const entries = [...paid, ...foreignInterest(reference, account, paid)];
  const opening = { date: account.openedOn, amount: Money.zero(account.currency) };
  return { account, format, statements: monthlyStatements(opening, reference.business_day, entries) };
}

function receivedOn({ code }: ScenarioAccount): (instalment: PlannedInstalment) => BankEntry[] {
  return ({ receipt, agreement, number, payer }) => {
    if (receipt?.account !== code) return [];
    const purpose = { kind: 'receipt', agreement, number } as const;
    return [entry(receipt.bookedOn, receipt.credited, payer, `{reference} ${agreement}`, purpose)];
  };
}

function fundings(reference: Reference): { sent: BankEntry; received: BankEntry }[] {
  const { XOF } = OTHER_ACCOUNTS;
  const days: Day[] = [];
  for (let day = addDays(XOF.openedOn, 14); day <= reference.business_day; day = addMonths(day, 12))
    days.push(nextTargetDay(day));
  const arrives = inFrancs(YEARLY_FUNDING);
  const purpose = { kind: 'transfer', to: XOF.code, arrives } as const;
  return days.map((day) => ({
    sent: entry(day, YEARLY_FUNDING.negated(), 'AIMF', 'VIREMENT VERS COMPTE XOF', purpose),
    received: entry(day, arrives, 'AIMF', 'VIREMENT DU COMPTE PRINCIPAL', { kind: 'transferred' }),
  }));
}

function inFrancs(amount: Money): Money {
  return convert(amount, 'XOF', PEGS.get('XOF') as Rational);
}

/** From the first quarter in which there is something to keep. */
function charges(
  reference: Reference,
  { currency, openedOn }: ScenarioAccount,
  moved: readonly BankEntry[],
): BankEntry[] {
  const charge = QUARTERLY_CHARGES[currency];
  if (charge === undefined) return [];
  const amount = Money.of({ amount: charge, currency });
  const days: Day[] = [];
  for (let end = quarterEnd(openedOn); end <= reference.business_day; end = quarterEnd(addDays(end, 1))) days.push(end);
  return days
    .filter((day) => moved.some(({ bookedOn }) => bookedOn <= day))
    .map((day) => entry(day, amount, 'BANQUE', 'FRAIS DE TENUE DE COMPTE', { kind: 'charge' }));
}
