import type { Day } from '@abonde/calendar';
import type { ProjectState } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import type { StatedRate } from '../projects/budget';
import { type LocalUse, type Valued, valued } from './valuation';

/** One expense the city shows for the money it was paid. */
export interface Expense {
  budgetLine: string;
  date: Day;
  /** As the piece says it: in euros, or in the project's local currency. */
  amount: Money;
  /** Of an amount in local currency, where another rate than the tranche's is asked: kept, never reckoned again. */
  rate: StatedRate | null;
  /** Id of the stored document, or the city's own number of the piece. */
  document: string | null;
}

export interface JustificationFacts {
  project: string;
  projectState: ProjectState;
  tranche: string;
  budgetLines: readonly string[];
  /** Paid by the tranche and not justified yet, pending justifications counted. */
  left: Money;
  effectiveDate: Day;
  /** How the tranche is used in local currency. */
  use: LocalUse;
  /** Fingerprints of the project's expenses accepted or waiting. */
  known: ReadonlySet<string>;
}

/** Two expenses with the same fingerprint are the same piece shown twice. */
export function fingerprint({ budgetLine, date, amount, document }: Expense): string {
  const currency = amount.currency === 'EUR' ? [] : [amount.currency];
  return [budgetLine.trim().toLowerCase(), date, amount.amount, document ?? '', ...currency].join('|');
}

/**
 * The expenses with their value in euros.
 * @throws {Violation} PROJECT_CLOSED, INVALID_EXPENSE, UNKNOWN_BUDGET_LINE, EXPENSE_IN_FUTURE, DUPLICATE_EXPENSE,
 * JUSTIFIED_ABOVE_PAID with what is left to justify, and as {@link valued}; each with the field of its line
 */
export function checkExpenses(expenses: readonly Expense[], facts: JustificationFacts): Valued[] {
  if (facts.projectState === 'CLOSED')
    throw refusal('PROJECT_CLOSED', 409, `${facts.project} is closed`, { project: facts.project });
  const seen = new Set(facts.known);
  for (const [at, expense] of expenses.entries()) {
    checkExpense(expense, at, facts);
    const print = fingerprint(expense);
    const field = `lines.${at}`;
    if (seen.has(print))
      throw refusal('DUPLICATE_EXPENSE', 409, `Already shown: ${describe(expense)}`, { field, expense });
    seen.add(print);
  }
  const worth = valued(expenses, facts.use);
  const nothing = worth.findIndex(({ cost }) => !cost.isPositive());
  if (nothing >= 0) throw notPositive(expenses[nothing] as Expense, nothing);
  const total = Money.sum(worth.map(({ used }) => used));
  if (total.compare(facts.left) <= 0) return worth;
  throw refusal(
    'JUSTIFIED_ABOVE_PAID',
    409,
    `${total} is shown for ${facts.tranche}, ${facts.left} is left to justify`,
    {
      tranche: facts.tranche,
      requested: total,
      available: facts.left,
    },
  );
}

function checkExpense(expense: Expense, at: number, { budgetLines, effectiveDate }: JustificationFacts): void {
  if (!expense.amount.isPositive()) throw notPositive(expense, at);
  if (!budgetLines.includes(expense.budgetLine)) {
    throw refusal('UNKNOWN_BUDGET_LINE', 422, `${expense.budgetLine} is not a line of the budget`, {
      field: `lines.${at}.budgetLine`,
      budgetLine: expense.budgetLine,
      budgetLines,
    });
  }
  if (expense.date <= effectiveDate) return;
  throw refusal('EXPENSE_IN_FUTURE', 422, `Dated after ${effectiveDate}: ${describe(expense)}`, {
    field: `lines.${at}.date`,
    expense,
    effectiveDate,
  });
}

function notPositive(expense: Expense, at: number): Violation {
  const field = `lines.${at}.amount`;
  return refusal('INVALID_EXPENSE', 422, `Not a positive amount: ${describe(expense)}`, { field, expense });
}

function describe({ budgetLine, date, amount }: Expense): string {
  return `${budgetLine}, ${date}, ${amount}`;
}

function refusal(code: string, status: 409 | 422, detail: string, figures: Record<string, unknown>): Violation {
  return new Violation({ code, status, title: 'These expenses cannot be accepted', detail, figures });
}
