import { Allow, ApiPage, Cmd, type Command, IfMatch, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AllocationReader } from './allocation-reader.service';
import {
  AdjustDto,
  AllocationDetailDto,
  AllocationDto,
  AllocationsQuery,
  ConfirmDto,
  FundingDto,
  FundingsQuery,
  OptionsDto,
  ProposeDto,
  RejectDto,
  ReleaseDto,
  ReleaseRequestDto,
  ReleasesQuery,
  WithheldListDto,
} from './allocations.dto';
import { Allocations } from './allocations.service';
import { FundingReader } from './funding-reader.service';
import { Releases } from './releases.service';

@ApiTags('allocations')
@Controller()
export class AllocationsController {
  constructor(
    private readonly allocations: Allocations,
    private readonly reader: AllocationReader,
    private readonly releases: Releases,
    private readonly funding: FundingReader,
  ) {}

  @Get('allocations')
  @ApiPage(AllocationDto)
  list(@Query() query: AllocationsQuery): Promise<Page<AllocationDto>> {
    return this.reader.list(query);
  }

  @Get('allocations/:id')
  @ApiOkResponse({ type: AllocationDetailDto })
  get(@Param('id') id: string): Promise<AllocationDetailDto> {
    return this.reader.get(id);
  }

  /** What each agreement may give to the project, with the rule that excludes it where there is one. */
  @Get('allocations/:id/options')
  @ApiOkResponse({ type: OptionsDto })
  options(@Param('id') id: string): Promise<OptionsDto> {
    return this.funding.options(id);
  }

  /** Why money that is free does not fill what a project waits for. */
  @Get('allocations/:id/withheld')
  @ApiOkResponse({ type: WithheldListDto })
  async withheld(@Param('id') id: string): Promise<WithheldListDto> {
    return { items: await this.funding.withheld(id) };
  }

  /** What was attributed to each project, what agreements give it, and what is missing. */
  @Get('fundings')
  @ApiPage(FundingDto)
  fundings(@Query() query: FundingsQuery): Promise<Page<FundingDto>> {
    return this.funding.list(query);
  }

  /** Solves a project again, for instance after a proposal was rejected. */
  @Post('allocations')
  @Allow('finance-officer')
  async propose(@Body() { project }: ProposeDto, @Cmd() command: Command): Promise<Page<AllocationDto>> {
    await this.allocations.propose(project, command);
    return this.reader.list({ project, limit: 100 });
  }

  @Post('allocations/:id/adjust')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: AllocationDetailDto })
  async adjust(
    @Param('id') id: string,
    @Body() body: AdjustDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AllocationDetailDto> {
    await this.allocations.adjust(id, body, version, command);
    return this.reader.get(id);
  }

  @Post('allocations/:id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: AllocationDetailDto })
  async confirm(
    @Param('id') id: string,
    @Body() body: ConfirmDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AllocationDetailDto> {
    await this.allocations.confirm(id, body, version, command);
    return this.reader.get(id);
  }

  @Post('allocations/:id/reject')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: AllocationDetailDto })
  async reject(
    @Param('id') id: string,
    @Body() { reason }: RejectDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AllocationDetailDto> {
    await this.allocations.reject(id, reason, version, command);
    return this.reader.get(id);
  }

  @Get('releases')
  @ApiPage(ReleaseRequestDto)
  releaseRequests(@Query() query: ReleasesQuery): Promise<Page<ReleaseRequestDto>> {
    return this.releases.list(query);
  }

  /** Asks disbursements to give a project's money back, so that another agreement can take its place. */
  @Post('releases')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ReleaseRequestDto })
  release(@Body() body: ReleaseDto, @Cmd() command: Command): Promise<ReleaseRequestDto> {
    return this.releases.request(body, command);
  }
}
