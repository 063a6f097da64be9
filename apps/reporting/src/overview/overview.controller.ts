import { Public } from '@abonde/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { OverviewDto, OverviewQuery, SourcesAndUsesDto, SourcesAndUsesQuery } from './overview.dto';
import { type Overview, Overviews } from './overview.service';
import { PublicOverviewDto } from './public-overview.dto';
import { type PublicOverview, PublicOverviews } from './public-overview.service';
import { type SourcesAndUses, SourcesAndUsesTable } from './sources-and-uses.service';

@ApiTags('overview')
@Controller()
export class OverviewController {
  constructor(
    private readonly overviews: Overviews,
    private readonly table: SourcesAndUsesTable,
  ) {}

  @Get('overview')
  @ApiOkResponse({ type: OverviewDto })
  overview(@Query() query: OverviewQuery): Promise<Overview> {
    return this.overviews.overview(query);
  }

  /** What an instrument held before, what came in, what it was used for, and what it holds after. */
  @Get('sources-and-uses')
  @ApiOkResponse({ type: SourcesAndUsesDto })
  sourcesAndUses(@Query() query: SourcesAndUsesQuery): Promise<SourcesAndUses> {
    return this.table.read(query);
  }
}

@ApiTags('public')
@Public()
@Controller('api/public')
export class PublicController {
  constructor(private readonly overviews: PublicOverviews) {}

  /** Published figures, for anybody. */
  @Get('overview')
  @ApiOkResponse({ type: PublicOverviewDto })
  overview(@Query() query: OverviewQuery): Promise<PublicOverview> {
    return this.overviews.read(query);
  }
}
