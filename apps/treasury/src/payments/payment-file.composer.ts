import { type Day, nextTargetDay } from '@abonde/calendar';
import type { BankAccount } from '../accounts/account.entity';
import type { BankDetails } from '../beneficiaries/bank-details';
import type { Beneficiary } from '../beneficiaries/beneficiary.entity';
import { isIbanCountry, isSepaIban } from '../beneficiaries/iban.rules';
import { blocksOf, type ChargeBearer, isSepa, type PaymentFile, type Transfer } from './payment-file';
import type { OrderKind } from './payment-order';
import type { PaymentOrderRow } from './payment-order.entity';

/** An order that a file can take. */
export interface Payable {
  order: PaymentOrderRow;
  beneficiary: Beneficiary;
  details: BankDetails;
}

export interface Emission {
  /** 32 characters: a message id has 35 at most. */
  messageId: string;
  /** Business day. */
  today: Day;
  account: BankAccount;
  organisation: { name: string; town: string; country: string };
  chargeBearer: ChargeBearer;
  urgent: boolean;
}

/** ISO 20022 external purpose codes: payment to a public body, charity, refund, interest. */
const purposes: Readonly<Record<OrderKind, string>> = {
  TRANCHE: 'GOVT',
  AID: 'CHAR',
  DONOR_REFUND: 'REFU',
  INTEREST_RETURN: 'INTE',
};

/** What a file says: orders by day of execution and form, executed on the first day on which payments settle. */
export function composeFile(emission: Emission, payables: readonly Payable[]): PaymentFile {
  const { messageId, today, account, organisation } = emission;
  const placed = payables.map((payable) => ({
    transfer: transferOf(payable),
    sepa: account.currency === 'EUR' && isSepa(payable.order.amount, account.iban, payable.details.iban, isSepaIban),
    executionDay: nextTargetDay(payable.order.dueOn > today ? payable.order.dueOn : today),
  }));
  return {
    messageId,
    createdAt: `${today}T${new Date().toISOString().slice(11, 19)}`,
    initiator: organisation.name,
    debtor: {
      ...organisation,
      account: accountOf(account.iban, account.otherId),
      bic: account.bic,
      currency: account.currency,
    },
    blocks: blocksOf(messageId, placed, emission),
  };
}

function transferOf({ order, beneficiary, details }: Payable): Transfer {
  const subject = order.tranche ?? order.case ?? order.agreement ?? order.project ?? order.kind;
  return {
    endToEndId: order.endToEndId,
    instructionId: order.endToEndId,
    uetr: order.uetr,
    amount: order.amount,
    creditor: {
      name: details.holder ?? beneficiary.name,
      country: beneficiary.country,
      address: details.address,
    },
    account: accountOf(details.iban, details.account),
    bic: details.bic,
    remittance: `AIMF ${subject}`,
    purpose: purposes[order.kind],
    regulatory: details.regulatory,
  };
}

/** An IBAN is written as one only where its country is in the registry: elsewhere banks take it as a plain number. */
function accountOf(iban: string | null, other: string | null): { iban: string } | { other: string } {
  if (iban && isIbanCountry(iban.slice(0, 2))) return { iban };
  return { other: iban ?? other ?? '' };
}
