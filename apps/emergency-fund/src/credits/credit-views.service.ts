import { epochDay, minDay } from '@abonde/calendar';
import { Money, Rational } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { accruedInterest, sumOf } from '../accruals/accrual';
import { decimal } from '../accruals/explanation';
import { keyOf } from '../accruals/pool';
import { EMERGENCY } from '../chart';
import { Facts } from '../facts/facts.service';
import { entriesOf } from '../fund/ledger-link';
import { Placement } from '../placements/placement.entity';
import { PlacementTerms } from '../placements/terms.service';
import type { CreditDetailDto, CreditDto, CreditLineDto, RestatementDto, VariancePartDto } from './credits.dto';
import { type Credit, Credits } from './credits.service';
import { type Restatement, RestatementLog } from './restatement-log.service';
import { trueUp, type TrueUp } from './true-up';
import { unexplained } from './variance';
import { Variances } from './variances.service';

/** Restatements of one credit that are told with it. */
const TOLD = 50;

interface Sides extends TrueUp {
  parts: VariancePartDto[];
}

/** Credits as they are read: beside what was to be expected, with whom they were shared. */
@Injectable()
export class CreditViews {
  constructor(
    private readonly facts: Facts,
    private readonly terms: PlacementTerms,
    private readonly variances: Variances,
    private readonly credits: Credits,
    private readonly log: RestatementLog,
  ) {}

  async ofAll(tx: EntityManager, credits: readonly Credit[]): Promise<CreditDto[]> {
    const sides = await this.sideBySide(tx, credits);
    const counts = await restatementsOf(
      tx,
      credits.map(({ id }) => id),
    );
    return credits.map((credit) => creditView(credit, sides.get(credit.id)!, counts.get(credit.id) ?? 0));
  }

  async detail(tx: EntityManager, credit: Credit): Promise<CreditDetailDto> {
    const [view] = await this.ofAll(tx, [credit]);
    const history = await this.log.list(tx, { placement: credit.placement, credit: credit.id, limit: TOLD });
    return { ...view!, lines: await this.lines(tx, credit), history: history.map(restatementView) };
  }

  /** What each placement should have been credited, by what is known now: its facts are read once. */
  private async sideBySide(tx: EntityManager, credits: readonly Credit[]): Promise<Map<string, Sides>> {
    const sides = new Map<string, Sides>();
    for (const code of new Set(credits.map(({ placement }) => placement))) {
      const of = credits.filter((credit) => credit.placement === code);
      const placement = await tx.findOneByOrFail(Placement, { code });
      const first = of.map(({ from }) => from).reduce(minDay);
      const { pool } = await this.facts.pool(tx, placement.pool, first);
      const terms = await this.terms.of(tx, placement, first);
      const compared = await this.variances.compared(tx, placement, terms, first);
      const tolerance = { minor: BigInt(placement.varianceMinor), percent: placement.variancePercent };
      for (const credit of of) {
        const { id, from, to, minor, tax } = credit;
        const parts = compared && this.variances.parts(compared, credit);
        const expected = sumOf(accruedInterest(pool, terms, from, to));
        sides.set(id, {
          ...trueUp(expected, minor + tax, tolerance, parts && unexplained(parts)),
          parts: parts?.map((part) => this.variances.view(part, compared!, to)) ?? [],
        });
      }
    }
    return sides;
  }

  private async lines(tx: EntityManager, { id, placement, from, to }: Credit): Promise<CreditLineDto[]> {
    const { pool: name } = await tx.findOneByOrFail(Placement, { code: placement });
    const { pool } = await this.facts.pool(tx, name, from);
    const nombres = new Map(pool.nombres(epochDay(from), epochDay(to) + 1).map((line) => [line.key, line.weight]));
    const whole = [...nombres.values()].reduce((sum, weight) => sum + weight, 0n);
    const donors = await this.facts.donors(tx);
    return (await this.credits.lines(tx, id)).map((line) => {
      const weight = nombres.get(keyOf({ ...line, disposition: line.clause })) ?? 0n;
      const { project, agreement, clause, disposition } = line;
      return {
        project,
        agreement,
        clause,
        disposition,
        donor: (agreement && donors.get(agreement)?.name) ?? null,
        nombres: weight.toString(),
        share: whole === 0n ? '0.0000' : decimal(Rational.of(100n * weight, whole), 4),
        amount: Money.minor(line.minor).toJSON(),
      };
    });
  }
}

function creditView(credit: Credit, side: Sides, restatements: number): CreditDto {
  const { placement, entry, from, to, valueDate, bookedOn, transaction, minor, tax, original } = credit;
  return {
    id: transaction,
    placement,
    entry,
    from,
    to,
    valueDate,
    bookedOn,
    restatements,
    gross: (original?.gross ?? Money.minor(minor + tax)).toJSON(),
    net: (original?.net ?? Money.minor(minor)).toJSON(),
    tax: euros(tax),
    distributed: euros(minor),
    expected: euros(side.expected),
    credited: euros(side.credited),
    variance: euros(side.variance),
    parts: side.parts,
    unexplained: euros(side.unexplained),
    tolerated: euros(side.tolerated),
    alert: side.isBeyond,
    entries: entriesOf({ transaction, account: EMERGENCY, side: 'credit' }),
  };
}

export function restatementView({ credit, lines, causes, ...told }: Restatement): RestatementDto {
  const difference = lines.reduce((sum, { before, after }) => sum + BigInt(after) - BigInt(before), 0n);
  return {
    ...told,
    causes: causes.map(({ text }) => text),
    facts: causes.map(({ kind, text, figures }) => ({ kind, text, figures })),
    ofCredit: credit !== null,
    difference: euros(difference),
    lines: lines.map(({ project, agreement, disposition, before, after }) => ({
      project,
      agreement,
      disposition,
      before: euros(BigInt(before)),
      after: euros(BigInt(after)),
      difference: euros(BigInt(after) - BigInt(before)),
    })),
  };
}

async function restatementsOf(tx: EntityManager, credits: string[]): Promise<Map<string, number>> {
  const rows: { credit: string; count: number }[] = await tx.query(
    'SELECT credit, count(*)::int AS count FROM restatements WHERE credit = ANY($1) GROUP BY credit',
    [credits],
  );
  return new Map(rows.map(({ credit, count }) => [credit, count]));
}

function euros(minor: bigint): { amount: string; currency: string } {
  return Money.minor(minor).toJSON();
}
