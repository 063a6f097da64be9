import { BusinessClock } from '@abonde/platform';
import { Money } from '@abonde/money';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { Facts } from '../facts/facts.service';
import { PlacementTerms } from '../placements/terms.service';
import { AvailabilityDto, AvailabilityQuery, ProjectionDto, ProjectionQuery } from './availability.dto';
import { AvailabilityService } from './availability.service';
import { type Earning, project, scenarios } from './projection';

@ApiTags('fund')
@Controller()
export class FundController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly availability: AvailabilityService,
    private readonly facts: Facts,
    private readonly terms: PlacementTerms,
    private readonly clock: BusinessClock,
  ) {}

  @Get('availability')
  @ApiOkResponse({ type: AvailabilityDto })
  available(@Query() { asOf, case: aidCase }: AvailabilityQuery): Promise<AvailabilityDto> {
    return this.dataSource.transaction('REPEATABLE READ', (tx) => this.availability.at(tx, asOf, aidCase));
  }

  @Get('projection')
  @ApiOkResponse({ type: ProjectionDto })
  async projection(@Query() { months }: ProjectionQuery): Promise<ProjectionDto> {
    const { manager } = this.dataSource;
    const from = await this.clock.today();
    const { available } = await this.availability.at(manager);
    const earnings: Earning[] = [];
    for (const name of await this.terms.pools(manager)) {
      const { pool } = await this.facts.pool(manager, name, await this.terms.poolUncreditedFrom(manager, name));
      for (const placement of await this.terms.inPool(manager, name)) {
        earnings.push({
          pool,
          terms: await this.terms.of(manager, placement),
          uncreditedFrom: await this.terms.uncreditedFrom(manager, placement),
        });
      }
    }
    const projected = project(Money.of(available).minor, earnings, from, months);
    return {
      from,
      months: projected.map(({ month, available: by }) => ({
        month,
        scenarios: scenarios.map((scenario) => ({ scenario, available: Money.minor(by[scenario]).toJSON() })),
      })),
    };
  }
}
