import type { Money } from '@abonde/money';
import type { Day } from '@abonde/calendar';
import { type BankDetails, recentChange } from '../beneficiaries/bank-details';
import { doubtsAbout } from '../beneficiaries/iban.rules';
import type { OrderState } from './payment-order';

export const checkCodes = [
  'BENEFICIARY_UNKNOWN',
  'BENEFICIARY_AMBIGUOUS',
  'BENEFICIARY_NOT_CONFIRMED',
  'BANK_DETAILS_CHANGE_PENDING',
  'BIC_MISSING',
  'OTHER_CURRENCY',
  'RIB_KEY_WRONG',
  'BANK_DETAILS_CHANGED_RECENTLY',
] as const;
export type CheckCode = (typeof checkCodes)[number];

export interface Check {
  code: CheckCode;
  /** A file can't take the order while it stands. */
  blocking: boolean;
  detail: string;
  /** Business day of a recent change, and days since. */
  on?: string;
  daysAgo?: number;
}

/** What is known of whom the order pays. */
export interface PayeeFacts {
  missing?: 'UNKNOWN' | 'AMBIGUOUS';
  details: BankDetails | null;
  changePending: boolean;
  changedOn: Day | null;
}

/** States in which something can still be done about it. */
const open: readonly OrderState[] = ['ORDERED', 'APPROVED'];

/**
 * What stands in the way of paying an order, and what deserves a look.
 * @param currencies of our accounts an order may be paid from
 */
export function checksOf(
  order: { state: OrderState; amount: Money; beneficiary: string },
  payee: PayeeFacts,
  currencies: ReadonlySet<string>,
  today: Day,
): Check[] {
  if (!open.includes(order.state)) return [];
  const { currency } = order.amount;
  const detail = `No account is in ${currency}: the bank exchanges what it debits, at the rate of its day.`;
  const exchanged: Check[] = currencies.has(currency) ? [] : [{ code: 'OTHER_CURRENCY', blocking: false, detail }];
  return [...payeeChecks(order.beneficiary, payee, today), ...exchanged];
}

function payeeChecks(
  beneficiary: string,
  { missing, details, changePending, changedOn }: PayeeFacts,
  today: Day,
): Check[] {
  if (missing === 'UNKNOWN')
    return [blocking('BENEFICIARY_UNKNOWN', `No beneficiary is registered as ${beneficiary}.`)];
  if (missing) return [blocking('BENEFICIARY_AMBIGUOUS', `Several beneficiaries have the name ${beneficiary}.`)];
  if (!details)
    return [blocking('BENEFICIARY_NOT_CONFIRMED', 'The bank details were not confirmed by a second person.')];
  const pending = changePending
    ? [blocking('BANK_DETAILS_CHANGE_PENDING', 'New bank details wait to be confirmed or rejected.')]
    : [];
  const recent = recentChange(changedOn, today);
  const changed: Check[] = recent
    ? [{ code: 'BANK_DETAILS_CHANGED_RECENTLY', blocking: false, detail: `Changed on ${recent.on}.`, ...recent }]
    : [];
  return [...pending, ...doubtChecks(details), ...changed];
}

/** A bank can't be found without its BIC where the account number doesn't name it. */
function doubtChecks(details: BankDetails): Check[] {
  const noIban = details.iban === null;
  return doubtsAbout(details).map((code) =>
    code === 'BIC_MISSING'
      ? { code, blocking: noIban, detail: 'Transfers abroad name the bank by its BIC.' }
      : { code, blocking: false, detail: 'The key of the account number is not the one its digits give.' },
  );
}

function blocking(code: CheckCode, detail: string): Check {
  return { code, blocking: true, detail };
}
