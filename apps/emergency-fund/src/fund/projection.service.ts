import type { Month } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { BusinessClock } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Facts } from '../facts/facts.service';
import { type PlannedMoney, Plans } from '../facts/plans.service';
import { PlacementTerms } from '../placements/terms.service';
import { AvailabilityService } from './availability.service';
import { type Earning, incomesOf, project } from './projection';
import type { ProjectionDto, ProjectionQuery } from './projection.dto';
import { type PathPoint, scenarios } from './scenarios';

/** What the fund will be able to decide, from what is known today. */
@Injectable()
export class ProjectionService {
  constructor(
    private readonly availability: AvailabilityService,
    private readonly facts: Facts,
    private readonly plans: Plans,
    private readonly terms: PlacementTerms,
    private readonly clock: BusinessClock,
  ) {}

  async of(tx: EntityManager, { months, forward }: ProjectionQuery): Promise<ProjectionDto> {
    const today = await this.clock.today(tx);
    const available = Money.of((await this.availability.at(tx)).available);
    const planned = await this.plans.known(tx, today);
    const earnings = await this.earnings(tx, planned);
    const path = forward === undefined ? [] : pathOf(forward);
    const outlook = { available: available.minor, earnings, today, months, path };
    return {
      from: today,
      available: available.toJSON(),
      months: project(outlook).map(({ month, available: by }) => ({
        month,
        scenarios: scenarios.map((scenario) => ({ scenario, available: Money.minor(by[scenario]).toJSON() })),
      })),
      coming: incomesOf(outlook, 'FLAT').map(({ minor, ...credit }) => ({
        ...credit,
        amount: Money.minor(minor).toJSON(),
      })),
      planned: planned.map(({ kind, project: code, agreement, day: on, minor }) => ({
        kind,
        agreement,
        on,
        project: code,
        amount: Money.minor(minor).toJSON(),
      })),
    };
  }

  private async earnings(tx: EntityManager, planned: readonly PlannedMoney[]): Promise<Earning[]> {
    const earnings: Earning[] = [];
    for (const name of await this.terms.pools(tx)) {
      const from = await this.terms.poolUncreditedFrom(tx, name);
      const ofPool = planned.filter((money) => money.pool === name);
      const { pool } = await this.facts.pool(tx, name, from, ofPool);
      for (const placement of await this.terms.inPool(tx, name)) {
        const uncreditedFrom = await this.terms.uncreditedFrom(tx, placement);
        const terms = await this.terms.of(tx, placement, uncreditedFrom);
        const agreed = await this.terms.agreed(tx, placement.code);
        const course = { rates: terms.rates, agreed, isFixed: placement.principal !== null };
        earnings.push({ placement: placement.code, pool, terms, course, uncreditedFrom });
      }
    }
    return earnings;
  }
}

/** Reads `2026-04:1.75,2026-10:1.50`. */
function pathOf(forward: string): PathPoint[] {
  return forward.split(',').map((point) => {
    const [from, rate] = point.split(':') as [Month, string];
    return { from, rate };
  });
}
