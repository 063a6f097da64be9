import { debitCredit, type NewTransaction } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { aidOf } from '../chart';
import { INSTRUMENT, type Occasion } from '../fund/fund-book.service';
import type { AidPayment } from './payment.entity';
import type { Source } from './proposal';

/** What the bank did with a payment. */
export interface BankFact {
  payment: Pick<AidPayment, 'paymentRequest' | 'case'>;
  amount: Money;
  transfer: string;
  on: Occasion;
}

/** #32. @param committed what of it was still committed */
export function paid(fact: BankFact, committed: Money): NewTransaction {
  const { case: code } = fact.payment;
  const dimensions = { ...INSTRUMENT, case: code };
  return {
    ...headOf(fact),
    kind: 'aid-paid',
    postings: [
      ...debitCredit(`aid-expense:${code}`, 'clearing:treasury', fact.amount, dimensions),
      ...debitCredit(`commitment:${code}`, `commitment-contra:${code}`, committed, dimensions),
      ...debitCredit(aidOf(code), 'fund:money', fact.amount, dimensions),
    ],
  };
}

/** #33. @param back what each source gets back */
export function returned(fact: BankFact, back: readonly Source[]): NewTransaction {
  const { case: code } = fact.payment;
  const dimensions = { ...INSTRUMENT, case: code };
  return {
    ...headOf(fact),
    kind: 'aid-returned',
    postings: [
      ...debitCredit('clearing:treasury', `aid-expense:${code}`, fact.amount, dimensions),
      ...back.flatMap(({ account, minor }) => debitCredit('fund:money', account, Money.minor(minor), dimensions)),
    ],
  };
}

function headOf({ payment: { paymentRequest }, transfer, on }: BankFact) {
  const { reason, valueDate, actor } = on;
  return { reason, valueDate, actor, transfer, reference: paymentRequest, metadata: { paymentRequest } };
}
