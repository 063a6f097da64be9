import { Money } from '@abonde/money';
import { OTHER_ACCOUNTS } from './accounts';
import { type BankEntry, entry } from './bank';
import type { Reference } from './reference';

/** The scenario's term deposit. @throws {Error} when the scenario has none */
export function depositOf(reference: Reference): NonNullable<Reference['bank_accounts'][number]['term_deposit']> {
  const deposit = reference.bank_accounts.find(({ id }) => id === OTHER_ACCOUNTS['TERM-EUR'].code)?.term_deposit;
  if (!deposit) throw new Error('The scenario has no term deposit');
  return deposit;
}

/** Its principal leaves the main account and arrives on its own the same day. */
export function depositEntries(reference: Reference): { sent: BankEntry; received: BankEntry } {
  const { amount, from } = depositOf(reference);
  const principal = Money.eur(amount);
  const { code } = OTHER_ACCOUNTS['TERM-EUR'];
  return {
    sent: entry(from, principal.negated(), 'AIMF', 'OUVERTURE COMPTE A TERME', {
      kind: 'transfer',
      to: code,
      arrives: principal,
    }),
    received: entry(from, principal, 'AIMF', 'OUVERTURE COMPTE A TERME', { kind: 'transferred' }),
  };
}
