import type { Day } from '@abonde/calendar';
import { accountNumber, maskedNumber, recentChange } from '../beneficiaries/bank-details';
import type { Beneficiary } from '../beneficiaries/beneficiary.entity';
import type { BankFact } from './bank-facts.query';
import { checksOf } from './order-checks';
import type { HistoryLine } from './order-history.store';
import { isReopenable } from './payment-order';
import type { PaymentOrderRow } from './payment-order.entity';
import type { BankFactDto, PayeeDto, PaymentOrderDto, TimelineItemDto } from './payment-orders.dto';
import type { Payee } from './payees.store';

export interface OrderContext {
  payee: Payee;
  facts: readonly BankFact[];
  /** Of our accounts. */
  currencies: ReadonlySet<string>;
  /** Business day. */
  today: Day;
}

export function orderDto(order: PaymentOrderRow, { payee, facts, currencies, today }: OrderContext): PaymentOrderDto {
  const { id, paymentRequest, attempt, previous, kind, state, amount, dueOn, executionOn, beneficiary } = order;
  const { instrument, project, tranche, agreement, approvals, involved, endToEndId, reason, version } = order;
  return {
    ...{ id, paymentRequest, attempt, previous, kind, status: state, amount: amount.toJSON(), dueOn, executionOn },
    ...{ beneficiary, payee: payee.beneficiary && payeeDto(payee.beneficiary, today) },
    ...{ instrument, project, tranche, case: order.case, agreement, approvals, involved },
    checks: checksOf(order, factsAbout(payee), currencies, today),
    ...{ endToEndId, file: order.fileId, bank: bankOf(order), facts: facts.map(factDto), reason },
    ...{ reopenable: isReopenable(order), version },
  };
}

export function factsAbout({ beneficiary, missing }: Payee): Parameters<typeof checksOf>[1] {
  return {
    ...(missing && { missing }),
    details: beneficiary?.details ?? null,
    changePending: Boolean(beneficiary?.details && beneficiary.proposed),
    changedOn: beneficiary?.changedOn ?? null,
  };
}

function payeeDto({ id, code, name, country, details, proposed, changedOn }: Beneficiary, today: Day): PayeeDto {
  return {
    ...{ id, code, name, country },
    account: details && maskedNumber(accountNumber(details)),
    bic: details?.bic ?? null,
    confirmed: details !== null,
    changePending: proposed !== null,
    recentChange: recentChange(changedOn, today),
  };
}

function bankOf({ bankStatus: status, bankReasons: reasons, bankStatusAt }: PaymentOrderRow): PaymentOrderDto['bank'] {
  return status && bankStatusAt ? { status, reasons, at: bankStatusAt.toISOString() } : null;
}

function factDto({
  what,
  entry,
  account,
  bookingDate,
  valueDate,
  amount,
  eur,
  entries,
  reason,
}: BankFact): BankFactDto {
  return { what, entry, account, bookingDate, valueDate, amount, eur, entries, reason };
}

/** What people and the bank did to an order, in the order in which it came to be known here. */
export function timelineOf(history: readonly HistoryLine[], facts: readonly BankFact[]): TimelineItemDto[] {
  const items = [...history.map(lineItem), ...facts.map(factItem)];
  return items.sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
}

function lineItem({ what, actor, actorName, details, at }: HistoryLine): TimelineItemDto {
  const text = (name: string): string | null => (typeof details[name] === 'string' ? details[name] : null);
  return {
    ...{ what, at: at.toISOString(), by: actor, byName: actorName, fact: null },
    ...{ reason: text('reason'), detail: text('role') ?? text('status'), file: text('file') },
  };
}

function factItem(fact: BankFact): TimelineItemDto {
  const { what, at, reason } = fact;
  return { what, at: at.toISOString(), by: null, byName: null, fact: factDto(fact), reason, detail: null, file: null };
}
