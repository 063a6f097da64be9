import { maxDay, type Day } from '@abonde/calendar';
import { Ledger, type NewPosting } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { fingerprint } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { causesUpTo, inWords, RestatementLog } from '../credits/restatement-log.service';
import { Restatements } from '../credits/restatements.service';
import { dimensionsOf } from '../credits/settlement.service';
import type { Cause } from '../facts/cause';
import { Facts, type KnownPool, type LateFact } from '../facts/facts.service';
import { INSTRUMENT } from '../fund/fund-book.service';
import { nextCredit } from '../placements/credit-dates';
import { Placement } from '../placements/placement.entity';
import { PlacementTerms } from '../placements/terms.service';
import { accruedInterest, stillToPost, sumOf, type Accrued, type Terms } from './accrual';
import { AccruedLines } from './accrued-lines.service';
import { taxed } from './tax';

export interface PlacementRun {
  placement: string;
  through: Day;
  /** Cents posted by this run for days not yet accrued, and for days that were. */
  posted: bigint;
  restated: bigint;
  /** Cents accrued and not yet credited. */
  total: bigint;
  tax: bigint;
  net: bigint;
}

/** Of a difference whose fact left no mark. */
const UNNAMED: Cause = { kind: 'UNNAMED', text: 'facts recorded since the last run', figures: {} };

interface Accrual {
  tx: EntityManager;
  placement: Placement;
  terms: Terms;
  known: KnownPool;
  from: Day;
  actor: string;
}

/** Brings what is accrued to what the facts say: posts the target less what is posted, so a second run posts nothing. */
@Injectable()
export class AccrualsService {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
    private readonly facts: Facts,
    private readonly terms: PlacementTerms,
    private readonly lines: AccruedLines,
    private readonly restatements: Restatements,
    private readonly log: RestatementLog,
  ) {}

  /** @param through last day to accrue; days already accrued stay so */
  async run(tx: EntityManager, through: Day, actor: string): Promise<PlacementRun[]> {
    const runs: PlacementRun[] = [];
    for (const pool of await this.terms.pools(tx)) runs.push(...(await this.runPool(tx, pool, through, actor)));
    return runs;
  }

  private async runPool(tx: EntityManager, pool: string, through: Day, actor: string): Promise<PlacementRun[]> {
    await this.terms.lockPool(tx, pool);
    const late = await this.facts.takeMarks(tx, pool);
    await this.restatements.restate(tx, pool, late, actor);
    const known = await this.facts.pool(tx, pool, await this.terms.poolUncreditedFrom(tx, pool));
    const runs: PlacementRun[] = [];
    for (const placement of await this.terms.inPool(tx, pool)) {
      const from = await this.terms.uncreditedFrom(tx, placement);
      const terms = await this.terms.of(tx, placement, from);
      runs.push(await this.accrue({ tx, placement, terms, known, from, actor }, through, late));
    }
    return runs;
  }

  private async accrue(accrual: Accrual, wanted: Day, late: readonly LateFact[]): Promise<PlacementRun> {
    const { tx, placement, terms, known, from } = accrual;
    const before = placement.accruedThrough;
    const through = before === null ? wanted : maxDay(before, wanted);
    const posted = await this.lines.of(tx, placement.code);
    const already = before === null ? [] : accruedInterest(known.pool, terms, from, before);
    const restated = stillToPost(already, posted);
    if (restated.length > 0) await this.restate(accrual, before!, { restated, already, posted }, late);
    const target = accruedInterest(known.pool, terms, from, through);
    const due = stillToPost(target, already);
    if (due.length > 0) await this.post(accrual, 'interest-accrued', through, due, target, null);
    if (through !== before) await tx.update(Placement, { id: placement.id }, { accruedThrough: through });
    await this.expect(accrual);
    const { gross: total, tax, net } = taxed(sumOf(target), placement.taxRate);
    return { placement: placement.code, through, posted: sumOf(due), restated: sumOf(restated), total, tax, net };
  }

  /** What had accrued on other facts: the difference is posted, in the name of those that came late. */
  private async restate(
    accrual: Accrual,
    through: Day,
    { restated, already, posted }: Record<'restated' | 'already' | 'posted', readonly Accrued[]>,
    late: readonly LateFact[],
  ): Promise<void> {
    const { tx, placement, from } = accrual;
    const { causes, from: first } = causesUpTo(late, through);
    const named = causes.length > 0 ? causes : [UNNAMED];
    await this.post(accrual, 'interest-restated', through, restated, already, inWords(named));
    const touchedFrom = maxDay(first ?? from, from);
    const accountedOn = await this.ledger.firstOpenDay(tx, through);
    const restatement = { placement: placement.code, credit: null, touchedFrom, through, accountedOn, causes: named };
    await this.log.record(tx, restatement, posted, already);
  }

  private async post(
    { tx, placement: { code }, actor }: Accrual,
    kind: 'interest-accrued' | 'interest-restated',
    through: Day,
    due: readonly Accrued[],
    target: readonly Accrued[],
    cause: string | null,
  ): Promise<void> {
    const reason =
      cause === null ? `Interest accrued on ${code} through ${through}` : `Interest of ${code} restated: ${cause}`;
    await this.lines.add(tx, code, due);
    await this.ledger.post(tx, {
      kind,
      reason,
      valueDate: through,
      actor,
      postings: due.flatMap((line) => accrualPostings(line, code)),
    });
    await this.outbox.add(tx, `abonde.emergency-fund.${kind}.v1`, {
      key: code,
      data: { placement: code, through, total: Money.minor(sumOf(target)).toJSON(), digest: digestOf(target), cause },
      valueDate: through,
    });
  }

  /** Tells treasury what to expect from the bank, when that changes. */
  private async expect({ tx, placement, terms, known, from }: Accrual): Promise<void> {
    const next = nextCredit(placement.capitalisation, from, placement.maturesOn);
    if (!next) return;
    const minor = sumOf(accruedInterest(known.pool, terms, from, next.to));
    const isKnown = placement.expectedDueOn === next.dueOn && placement.expectedMinor === minor.toString();
    if (isKnown || (minor === 0n && placement.expectedDueOn === null)) return;
    await tx.update(Placement, { id: placement.id }, { expectedDueOn: next.dueOn, expectedMinor: minor.toString() });
    await this.outbox.add(tx, 'abonde.emergency-fund.interest-expected.v1', {
      key: placement.code,
      data: { placement: placement.code, ...next, amount: Money.minor(minor).toJSON() },
      valueDate: next.dueOn,
    });
  }
}

export function digestOf(lines: readonly Accrued[]): string {
  return fingerprint(lines.map(({ key, minor }) => [key, minor.toString()]));
}

function accrualPostings(line: Accrued, placement: string): NewPosting[] {
  const dimensions = { ...INSTRUMENT, ...dimensionsOf(line, placement) };
  const amount = Money.minor(line.minor);
  return [
    { account: `accrued-interest:${placement}`, amount, dimensions },
    { account: line.isCharge ? 'interest-charge' : 'interest-income', amount: amount.negated(), dimensions },
  ];
}
