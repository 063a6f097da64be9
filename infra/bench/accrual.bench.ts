import { accruedInterest, type Accrued } from '../../apps/emergency-fund/src/accruals/accrual';
import { Pool } from '../../apps/emergency-fund/src/accruals/pool';
import { FROM, onCall, pooledYears, spread, THROUGH } from './accrual-data';
import { accrueDayByDay } from './accrual-loop';
import { atLeast, atMost, type Bench } from './bench';

const PROJECTS = 1_000;
const A_CENTURY_LATER = '2100-12-31';
/** Runs that let the engine compile what it runs often, and runs that are measured. */
const ROUNDS = { closedForm: 60, loop: 3 };

/** Milliseconds of processor that the quickest of some runs took: what else the machine does counts as little as can be. */
function quickest<Result>(rounds: number, work: () => Result): { result: Result; milliseconds: number } {
  let least = Infinity;
  let result: Result | undefined;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    result = work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return { result: result as Result, milliseconds: least };
}

function inCents(lines: readonly Accrued[]): string[] {
  return lines.map(({ key, minor }) => `${key} ${minor}`).sort();
}

/** Twenty-five years accrued anew, against a loop over every day and every sub-balance of the same facts. */
export const accrual: Bench = {
  name: 'accrual',
  run({ say }) {
    const [facts, terms] = [pooledYears(PROJECTS), onCall()];
    const changes = facts.units.reduce((sum, { held }) => sum + held.days.length, 0);
    say(`${facts.units.length} sub-balances that change ${changes} times over 9,131 days; every day is looped over.`);
    const closedForm = quickest(ROUNDS.closedForm, () => accruedInterest(Pool.of(facts), terms, FROM, THROUGH));
    const loop = quickest(ROUNDS.loop, () => accrueDayByDay(facts, terms, FROM, THROUGH));
    const cents = inCents(closedForm.result);
    if (cents.join('\n') !== inCents(loop.result).join('\n')) throw new Error('The two ways end in different cents.');
    say(`The same cents on all ${cents.length} lines, in ${closedForm.milliseconds} and ${loop.milliseconds} ms.`);
    const perSecond = (milliseconds: number): number => 1_000 / milliseconds;
    const slower = spread(facts, 4);
    const century = quickest(ROUNDS.closedForm, () => accruedInterest(Pool.of(slower), terms, FROM, A_CENTURY_LATER));
    return Promise.resolve([
      atLeast(100, {
        name: `accrue 25 years × ${PROJECTS} projects × 4 agreements again, against a loop over days`,
        value: perSecond(closedForm.milliseconds),
        unit: '/s',
        limit: perSecond(loop.milliseconds),
      }),
      atMost(1.5, {
        name: 'accrue the same changes over 100 years, against 25',
        value: century.milliseconds,
        unit: 'ms',
        limit: closedForm.milliseconds,
      }),
    ]);
  },
};
