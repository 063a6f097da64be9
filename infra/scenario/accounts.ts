import type { Day } from '@abonde/calendar';
import { mt940 } from './mt940';
import { cfonb120 } from './cfonb120';
import { type AccountIdentity, camt053, type Quoted } from './camt053';
import type { BankEntry, Statement } from './bank';

export const MAIN_ACCOUNT_CODE = 'MAIN-EUR';

export interface ScenarioAccount extends AccountIdentity {
  code: string;
  name: string;
  kind: 'CURRENT' | 'TERM_DEPOSIT';
  /** First day of its first statement, where the demonstration opens it. */
  openedOn: Day;
}

/**
 * Accounts beside the main one; fictitious, with valid check digits. The scenario's file says the format of each one's
 * statements.
 */
export const OTHER_ACCOUNTS = {
  USD: account('USD', 'Compte en dollars (fictif)', 'FR7630006000011234567890286', 'USD', '2022-01-01'),
  XOF: account('XOF', 'Compte en francs CFA (fictif)', 'FR7630006000011234567890383', 'XOF', '2024-01-01'),
  CHF: account('CHF', 'Compte en francs suisses (fictif)', 'FR7630006000011234567890480', 'CHF', '2022-01-01'),
  'TERM-EUR': {
    ...account('TERM-EUR', 'Compte à terme (fictif)', 'FR7630006000011234567890577', 'EUR', '2025-03-01'),
    kind: 'TERM_DEPOSIT',
  },
} as const satisfies Readonly<Record<string, ScenarioAccount>>;

function account(code: string, name: string, iban: string, currency: string, openedOn: Day): ScenarioAccount {
  return { code, name, iban, currency, openedOn, bic: 'ABNDFRPPXXX', kind: 'CURRENT' };
}

/**
 * Currency in which an agreement's money is kept, which is the pool whose interest it shares: its own where the account
 * in that currency was open before the first instalment, else euros.
 */
export function poolOf({ ccy, period }: { ccy: string; period: [string, string] }): string {
  const { USD, CHF } = OTHER_ACCOUNTS;
  return [USD, CHF].some(({ currency, openedOn }) => currency === ccy && openedOn <= period[0]) ? ccy : 'EUR';
}

export interface StatementFile {
  name: string;
  type: string;
  content: Buffer<ArrayBuffer>;
}

/** A month's statement in the format that the scenario gives its account. @throws {Error} for a format no bank here writes */
export function statementFile(
  account: AccountIdentity & { code: string },
  format: string | undefined,
  statement: Statement,
  quotedBy: (entry: BankEntry) => Quoted,
): StatementFile {
  const named = `${account.code}-${statement.month}`;
  switch (format) {
    case 'camt.053':
      return {
        name: `camt053-${named}.xml`,
        type: 'application/xml',
        content: Buffer.from(camt053(account, statement, quotedBy)),
      };
    case 'MT940':
      return { name: `${named}.sta`, type: 'text/plain', content: Buffer.from(mt940(account, statement, quotedBy)) };
    case 'CFONB 120':
      return {
        name: `${named}.cfonb120`,
        type: 'text/plain',
        content: Buffer.from(cfonb120(account, statement, quotedBy), 'latin1'),
      };
    default:
      throw new Error(`No bank of the demonstration writes ${format ?? 'a statement without format'}`);
  }
}
