import { Money } from '@abonde/money';

/** What the journal refuses: a stable code, the HTTP status it answers with and the figures that explain it. */
export class LedgerError extends Error {
  constructor(
    readonly code: string,
    readonly status: number,
    readonly title: string,
    detail: string,
    readonly figures: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = new.target.name;
  }
}

/** A decision would take from an account more than it holds. Amounts are in the account's currency. */
export class InsufficientFunds extends LedgerError {
  constructor(
    readonly account: string,
    readonly available: Money,
    readonly requested: Money,
  ) {
    const detail = `${account} holds ${available}, ${requested} was asked of it.`;
    super('INSUFFICIENT_FUNDS', 409, 'Insufficient funds', detail, { account, available, requested });
  }
}

export class UnbalancedTransaction extends LedgerError {
  /** `where`: a layer (values in EUR) or a foreign currency (amounts). */
  constructor(where: string, difference: Money) {
    const detail = `The postings of ${where} add up to ${difference} instead of zero.`;
    super('UNBALANCED_TRANSACTION', 422, 'Unbalanced transaction', detail, { where, difference });
  }
}

export class UnknownAccount extends LedgerError {
  constructor(account: string) {
    super('UNKNOWN_ACCOUNT', 422, 'Unknown account', `${account} is not an account of this book.`, { account });
  }
}

export class WrongCurrency extends LedgerError {
  constructor(account: string, expected: string, given: string) {
    const detail = `${account} is kept in ${expected}, not in ${given}.`;
    super('WRONG_CURRENCY', 422, 'Wrong currency', detail, { account, expected, given });
  }
}

export class MissingDimension extends LedgerError {
  constructor(account: string, missing: readonly string[]) {
    const detail = `A posting on ${account} says its ${missing.join(', ')}.`;
    super('MISSING_DIMENSION', 422, 'Missing dimension', detail, { account, missing });
  }
}

export class AmountOutOfRange extends LedgerError {
  constructor(account: string, amount: Money) {
    const detail = `${amount} on ${account} is more than the journal can hold.`;
    super('AMOUNT_OUT_OF_RANGE', 422, 'Amount out of range', detail, { account, amount });
  }
}

/** A posting whose value in euros is missing, differs from its amount in euros, or changes without an amount. */
export class InvalidEurValue extends LedgerError {
  constructor(account: string, amount: Money) {
    const detail =
      amount.currency === 'EUR'
        ? `The value of ${amount} on ${account} is that amount.`
        : amount.isZero()
          ? `What ${account} holds is not revalued: a value needs an amount.`
          : `${amount} on ${account} needs its value in EUR at the booked rate.`;
    super('INVALID_EUR_VALUE', 422, 'Invalid EUR value', detail, { account, amount });
  }
}

export class ZeroPosting extends LedgerError {
  constructor(account: string) {
    super('ZERO_POSTING', 422, 'Posting of nothing', `A posting of zero on ${account} moves nothing.`, { account });
  }
}

export class InvalidTransaction extends LedgerError {
  constructor(detail: string, figures: Record<string, unknown> = {}) {
    super('INVALID_TRANSACTION', 422, 'Invalid transaction', detail, figures);
  }
}

export class PeriodLocked extends LedgerError {
  constructor(accountingDate: string, firstOpenDay: string) {
    const detail = `${accountingDate} is in a locked period; the first open day is ${firstOpenDay}.`;
    super('PERIOD_LOCKED', 409, 'Period locked', detail, { accountingDate, firstOpenDay });
  }
}

export class SystemAccountRefused extends LedgerError {
  constructor(account: string) {
    const detail = `${account} moves only with the operation it belongs to, never by a manual entry.`;
    super('SYSTEM_ACCOUNT', 422, 'System account', detail, { account });
  }
}

export class AccountOpenedOtherwise extends LedgerError {
  constructor(account: string, figures: Record<string, unknown>) {
    const detail = `${account} is already open with another currency, PCG number or floor.`;
    super('ACCOUNT_OPENED_OTHERWISE', 409, 'Account opened otherwise', detail, { account, ...figures });
  }
}

export class AccountWithoutFloor extends LedgerError {
  constructor(account: string) {
    const detail = `${account} has no floor: its balance is not kept under a lock.`;
    super('ACCOUNT_WITHOUT_FLOOR', 422, 'Account without floor', detail, { account });
  }
}

export class TransactionNotFound extends LedgerError {
  constructor(transaction: string) {
    super('TRANSACTION_NOT_FOUND', 404, 'Transaction not found', `No transaction ${transaction} in this book.`, {
      transaction,
    });
  }
}

export class AlreadyReversed extends LedgerError {
  constructor(transaction: string, reversedBy: string) {
    const detail = `${transaction} was already reversed by ${reversedBy}.`;
    super('ALREADY_REVERSED', 409, 'Already reversed', detail, { transaction, reversedBy });
  }
}

/** A statement asked about nothing, about two things, or over no day. */
export class UnclearStatement extends LedgerError {
  constructor(detail: string) {
    super('UNCLEAR_STATEMENT', 400, 'Unclear statement', detail);
  }
}

export class StatementTooLong extends LedgerError {
  /** `longest`: transactions of one statement at most. */
  constructor(longest: number) {
    const detail = `A statement holds at most ${longest} transactions: ask for a shorter period.`;
    super('STATEMENT_TOO_LONG', 422, 'Statement too long', detail, { longest });
  }
}
