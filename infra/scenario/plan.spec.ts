import { Money } from '@abonde/money';
import { poolOf } from './accounts';
import { Expectation, isBank } from './expected';
import { instalmentPercentages } from './instalments';
import { planScenario } from './plan';
import { readReference } from './reference';

const plan = planScenario(readReference());

describe('the demonstration’s plan', () => {
  it('is the same each time', () => {
    expect(JSON.stringify(planScenario(readReference()), printed)).toBe(JSON.stringify(plan, printed));
  });

  it('pays instalments that add up to their agreement', () => {
    for (const { id, amount, ccy, internal, instrument } of plan.reference.donors.flatMap(
      ({ agreements }) => agreements,
    )) {
      const its = plan.instalments.filter(({ agreement }) => agreement === id);
      if (its.length === 0 || internal || instrument === 'EMERGENCY') continue;
      expect([
        id,
        Money.sum(
          its.map((instalment) => instalment.amount),
          ccy,
        ).amount,
      ]).toEqual([id, amount.value]);
    }
  });

  it('never attributes, allocates or pays more than the Fund’s part of a plan', () => {
    for (const project of plan.projects) {
      const share = Money.sum(project.plan.fund_lines.map(({ amount }) => Money.eur(amount)));
      const attributed = Money.sum(
        plan.sessions
          .flatMap(({ votes }) => votes)
          .filter((vote) => vote.project === project.id)
          .map((vote) => vote.attributed),
      );
      const allocated = Money.sum(
        plan.allocations.filter((line) => line.project === project.id).map(({ amount }) => amount),
      );
      const paid = Money.sum(
        plan.tranches.filter((tranche) => tranche.project === project.id).map(({ amount }) => amount),
      );
      const coming = Money.sum(plan.coming.filter((one) => one.project === project.id).map(({ amount }) => amount));
      expect(share.compare(paid.plus(coming))).not.toBe(-1);
      expect(share.compare(attributed)).not.toBe(-1);
      expect(attributed.compare(allocated)).not.toBe(-1);
      expect(allocated.compare(paid)).not.toBe(-1);
    }
  });

  it('prints statements that follow one another', () => {
    for (const statements of [plan.statements, ...plan.otherStatements.map((other) => other.statements)]) {
      for (const [index, statement] of statements.entries()) {
        const sum = Money.sum(
          statement.entries.map(({ amount }) => amount),
          statement.opening.currency,
        );
        expect(statement.opening.plus(sum).amount).toBe(statement.closing.amount);
        const next = statements[index + 1];
        if (next) expect(next.opening.amount).toBe(statement.closing.amount);
      }
    }
  });

  it('receives in dollars and keeps francs, in the formats that the scenario names', () => {
    const [dollars, francs] = plan.otherStatements;
    expect([dollars?.format, francs?.format]).toEqual(['MT940', 'CFONB 120']);
    expect(
      dollars?.statements.flatMap(({ entries }) => entries).filter(({ purpose }) => purpose.kind === 'receipt'),
    ).toHaveLength(5);
    expect(francs?.statements.at(-1)?.closing.toString()).toBe('98353550 XOF');
  });

  it('sells of a foreign account what tranches take of its agreements: it keeps what these hold, and is never overdrawn', () => {
    const pools = new Map(
      plan.reference.donors
        .flatMap(({ agreements }) => agreements)
        .map((agreement) => [agreement.id, poolOf(agreement)]),
    );
    const expectation = new Expectation(plan);
    for (const day of ['2022-12-31', '2023-12-31', '2024-12-31', '2025-12-31']) {
      const balances = [...expectation.at(day)];
      for (const currency of ['USD', 'CHF']) {
        const of = balances.filter(([holding]) => pools.get(holding.split(':').at(-1) as string) === currency);
        const held = of.reduce((sum, [, cents]) => sum + cents, 0n);
        const bank = balances.find(([holding]) => holding === `bank:${currency}`)?.[1] ?? 0n;
        // What parts them is exchange, a charge of some dollars, and interest that belongs to others.
        expect([day, currency, Math.abs(Number(bank - held)) < 0.05 * Number(held)]).toEqual([day, currency, true]);
      }
    }
    const closings = plan.otherStatements.flatMap(({ statements }) => statements.map(({ closing }) => closing));
    expect(closings.filter((closing) => closing.isNegative())).toEqual([]);
  });

  it('leaves someone something to do on its day', () => {
    const stages = new Set(plan.tranches.map(({ stage }) => stage));
    expect([...stages].sort()).toEqual(['APPROVED', 'CERTIFIED', 'PAID', 'REQUESTED']);
    expect(plan.statements.at(-1)?.entries.filter(({ leftOpen }) => leftOpen).length).toBeGreaterThan(4);
    expect(plan.allocations.some(({ project }) => project === 'BJ-ANCB-ECOLES')).toBe(true);
  });

  it('holds at any date what the bank holds, less what nobody has identified yet', () => {
    const expectation = new Expectation(plan);
    for (const day of ['2018-06-30', '2020-12-31', '2023-12-31', '2025-12-31', plan.reference.business_day]) {
      const balances = expectation.at(day);
      const bank = [...balances].filter(([holding]) => isBank(holding)).reduce((sum, [, cents]) => sum + cents, 0n);
      const held = [...balances].filter(([holding]) => !isBank(holding)).reduce((sum, [, cents]) => sum + cents, 0n);
      const open = plan.statements
        .flatMap(({ entries }) => entries)
        .filter(({ leftOpen, bookedOn }) => leftOpen && bookedOn <= day)
        .reduce((sum, { amount }) => sum + amount.minor, 0n);
      expect(held).toBe(bank - open);
    }
  });

  test.each([
    ['30 % advance / 50 % at 70 % justified / 20 % balance on final report', [30, 50, 20]],
    ['acompte 30 %, solde on certified eligible cost', [30, 70]],
    ['pre-financing 60 % / balance 40 % on final report', [60, 40]],
    [undefined, [40, 40, 20]],
  ])('reads %s', (terms, percentages) => {
    expect(instalmentPercentages(terms)).toEqual(percentages);
  });
});

function printed(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? value.toString() : value;
}
