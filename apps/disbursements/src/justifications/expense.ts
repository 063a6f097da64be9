import type { Day } from '@abonde/calendar';
import type { ProjectState } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** One expense the city shows for the money it was paid. */
export interface Expense {
  budgetLine: string;
  date: Day;
  amount: Money;
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
  /** Fingerprints of the project's expenses accepted or waiting. */
  known: ReadonlySet<string>;
}

/** Two expenses with the same fingerprint are the same piece shown twice. */
export function fingerprint({ budgetLine, date, amount, document }: Expense): string {
  return [budgetLine.trim().toLowerCase(), date, amount.amount, document ?? ''].join('|');
}

/**
 * @throws {Violation} PROJECT_CLOSED, INVALID_EXPENSE, UNKNOWN_BUDGET_LINE, EXPENSE_IN_FUTURE, DUPLICATE_EXPENSE,
 * JUSTIFIED_ABOVE_PAID with what is left to justify
 */
export function checkExpenses(expenses: readonly Expense[], facts: JustificationFacts): Money {
  if (facts.projectState === 'CLOSED')
    throw refusal('PROJECT_CLOSED', 409, `${facts.project} is closed`, { project: facts.project });
  const seen = new Set(facts.known);
  for (const expense of expenses) {
    checkExpense(expense, facts);
    const print = fingerprint(expense);
    if (seen.has(print)) throw refusal('DUPLICATE_EXPENSE', 409, `Already shown: ${describe(expense)}`, { expense });
    seen.add(print);
  }
  const total = Money.sum(expenses.map(({ amount }) => amount));
  if (total.compare(facts.left) <= 0) return total;
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

function checkExpense(expense: Expense, { budgetLines, effectiveDate }: JustificationFacts): void {
  if (!expense.amount.isPositive())
    throw refusal('INVALID_EXPENSE', 422, `Not a positive amount: ${describe(expense)}`, { expense });
  if (!budgetLines.includes(expense.budgetLine)) {
    throw refusal('UNKNOWN_BUDGET_LINE', 422, `${expense.budgetLine} is not a line of the budget`, {
      budgetLine: expense.budgetLine,
      budgetLines,
    });
  }
  if (expense.date <= effectiveDate) return;
  throw refusal('EXPENSE_IN_FUTURE', 422, `Dated after ${effectiveDate}: ${describe(expense)}`, {
    expense,
    effectiveDate,
  });
}

function describe({ budgetLine, date, amount }: Expense): string {
  return `${budgetLine}, ${date}, ${amount}`;
}

function refusal(code: string, status: 409 | 422, detail: string, figures: Record<string, unknown>): Violation {
  return new Violation({ code, status, title: 'These expenses cannot be accepted', detail, figures });
}
