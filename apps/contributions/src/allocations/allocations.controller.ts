import { Allow, ApiPage, Cmd, type Command, IfMatch, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AllocationReader } from './allocation-reader.service';
import {
  AdjustDto,
  AllocationDto,
  AllocationsQuery,
  ConfirmDto,
  ProposeDto,
  RejectDto,
  ReleaseDto,
  ReleaseRequestDto,
} from './allocations.dto';
import { Allocations } from './allocations.service';
import { Releases } from './releases.service';

@ApiTags('allocations')
@Controller()
export class AllocationsController {
  constructor(
    private readonly allocations: Allocations,
    private readonly reader: AllocationReader,
    private readonly releases: Releases,
  ) {}

  @Get('allocations')
  @ApiPage(AllocationDto)
  list(@Query() query: AllocationsQuery): Promise<Page<AllocationDto>> {
    return this.reader.list(query);
  }

  @Get('allocations/:id')
  @ApiOkResponse({ type: AllocationDto })
  get(@Param('id') id: string): Promise<AllocationDto> {
    return this.reader.get(id);
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
  @ApiOkResponse({ type: AllocationDto })
  async adjust(
    @Param('id') id: string,
    @Body() body: AdjustDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AllocationDto> {
    await this.allocations.adjust(id, body, version, command);
    return this.reader.get(id);
  }

  @Post('allocations/:id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: AllocationDto })
  async confirm(
    @Param('id') id: string,
    @Body() body: ConfirmDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AllocationDto> {
    await this.allocations.confirm(id, body, version, command);
    return this.reader.get(id);
  }

  @Post('allocations/:id/reject')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: AllocationDto })
  async reject(
    @Param('id') id: string,
    @Body() { reason }: RejectDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<AllocationDto> {
    await this.allocations.reject(id, reason, version, command);
    return this.reader.get(id);
  }

  /** Asks disbursements to give a project's money back, so that another agreement can take its place. */
  @Post('releases')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ReleaseRequestDto })
  release(@Body() body: ReleaseDto, @Cmd() command: Command): Promise<ReleaseRequestDto> {
    return this.releases.request(body, command);
  }
}
