import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource, type EntityManager } from 'typeorm';
import { AvailabilityDto, AvailabilityQuery } from './availability.dto';
import { AvailabilityService } from './availability.service';
import { LineageGraphDto, LineageQuery } from './lineage.dto';
import { Lineage } from './lineage.service';
import { ProjectionDto, ProjectionQuery } from './projection.dto';
import { ProjectionService } from './projection.service';

@ApiTags('fund')
@Controller()
export class FundController {
  constructor(
    private readonly dataSource: DataSource,
    private readonly availability: AvailabilityService,
    private readonly projections: ProjectionService,
    private readonly lineages: Lineage,
  ) {}

  @Get('availability')
  @ApiOkResponse({ type: AvailabilityDto })
  available(@Query() { asOf, case: aidCase }: AvailabilityQuery): Promise<AvailabilityDto> {
    return this.reading((tx) => this.availability.at(tx, asOf, aidCase));
  }

  @Get('projection')
  @ApiOkResponse({ type: ProjectionDto })
  projection(@Query() query: ProjectionQuery): Promise<ProjectionDto> {
    return this.reading((tx) => this.projections.of(tx, query));
  }

  @Get('lineage')
  @ApiOkResponse({ type: LineageGraphDto })
  lineage(@Query() query: LineageQuery): Promise<LineageGraphDto> {
    return this.reading((tx) => this.lineages.lines(tx, query));
  }

  /** All figures of one answer are of one moment. */
  private reading<T>(read: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.dataSource.transaction('REPEATABLE READ', read);
  }
}
