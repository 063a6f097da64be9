import { Money, Rational } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Facts } from '../facts/facts.service';
import { entriesOf } from '../fund/ledger-link';
import { PlacementTerms } from '../placements/terms.service';
import type { ExplainedDto, ExplainQuery } from './accruals.dto';
import { GENERAL_AGREEMENT } from './accrual';
import { decimal, explained, type ExplainedAmount } from './explanation';

/** Decimals of a euro that show what rounding did to a cent. */
const DECIMALS = 6;
const CENTS = Rational.of(100n);

/** What each cent of interest comes from, line by line, by what is known now. */
@Injectable()
export class Explanations {
  constructor(
    private readonly facts: Facts,
    private readonly terms: PlacementTerms,
    private readonly dataSource: DataSource,
  ) {}

  async of({ project, agreement, placement, from, to }: ExplainQuery): Promise<ExplainedDto[]> {
    const { manager } = this.dataSource;
    const rows: ExplainedDto[] = [];
    for (const name of await this.terms.pools(manager)) {
      const placements = (await this.terms.inPool(manager, name)).filter(
        ({ code }) => placement === undefined || code === placement,
      );
      if (placements.length === 0) continue;
      const first = from ?? (await this.terms.poolUncreditedFrom(manager, name));
      const { pool } = await this.facts.pool(manager, name, first);
      for (const one of placements) {
        const [start, last] = [from ?? (await this.terms.uncreditedFrom(manager, one)), to ?? one.accruedThrough];
        if (last === null) continue;
        const lines = explained(pool, await this.terms.of(manager, one, start), start, last);
        rows.push(...lines.filter((line) => matches(line, project, agreement)).map((line) => view(line, one.code)));
      }
    }
    return rows;
  }
}

function matches(line: ExplainedAmount, project?: string, agreement?: string): boolean {
  return (
    (project === undefined || line.project === project) && (agreement === undefined || line.agreement === agreement)
  );
}

function view(line: ExplainedAmount, placement: string): ExplainedDto {
  const { project, agreement, disposition, from, to, days, base, rate, dayCount, share, minor, exact } = line;
  return {
    placement,
    project,
    agreement,
    disposition,
    from,
    to,
    days,
    rate,
    share,
    base: { ...Money.minor(base).toJSON(), ...baseEntries(line) },
    basis: dayCount,
    amount: Money.minor(minor).toJSON(),
    exact: decimal(exact.over(CENTS), DECIMALS),
    rounding: decimal(Rational.of(minor).minus(exact).over(CENTS), DECIMALS),
  };
}

/**
 * Entries of a base: the project's money in the book of disbursements, an agreement's in that of contributions, the fund's
 * own cash in its own. The association's general money lies on accounts that one filter can't name.
 */
function baseEntries({ project, agreement, from }: ExplainedAmount): { entries?: string } {
  if (agreement === GENERAL_AGREEMENT && project === null) return {};
  const at = { to: from, basis: 'value', side: 'credit' };
  if (agreement === null)
    return { entries: entriesOf({ account: 'fund:emergency,fund:aid:*,fund:donations:*', ...at }) };
  return {
    entries:
      project === null
        ? entriesOf({ book: 'contributions', account: 'fund:envelope:*,fund:reserved:*', agreement, ...at })
        : entriesOf({ book: 'disbursements', account: 'fund:allocation:*,fund:tranche:*', project, agreement, ...at }),
  };
}
