import {
  type Actor,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  type Page,
  readers,
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { Approvals } from './approvals.service';
import { TrancheViews } from './tranche-views.service';
import {
  ApproveTrancheDto,
  CertifyTrancheDto,
  PlanTrancheDto,
  RequestTrancheDto,
  ReturnTrancheDto,
  TrancheDto,
  TranchesQuery,
  TrancheViewDto,
} from './tranches.dto';
import { TranchesService } from './tranches.service';

@ApiTags('tranches')
@Controller()
export class TranchesController {
  constructor(
    private readonly tranches: TranchesService,
    private readonly approvals: Approvals,
    private readonly views: TrancheViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('tranches')
  @Allow(...readers, 'city')
  @ApiPage(TrancheDto)
  list(@Query() query: TranchesQuery, @CurrentActor() actor: Actor): Promise<Page<TrancheDto>> {
    return this.views.list(query, actor);
  }

  @Get('tranches/:id')
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: TrancheViewDto })
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<TrancheViewDto> {
    return this.views.get(id, actor);
  }

  @Get('projects/:id/tranches')
  @Allow(...readers, 'city')
  @ApiPage(TrancheDto)
  ofProject(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<Page<TrancheDto>> {
    return this.views.ofProject(id, actor);
  }

  @Post('projects/:id/tranches')
  @Allow('project-officer')
  @ApiCreatedResponse({ type: TrancheViewDto })
  async plan(@Param('id') id: string, @Body() body: PlanTrancheDto, @Cmd() command: Command): Promise<TrancheViewDto> {
    const planned = await this.unitOfWork.run(command, (tx) => this.tranches.plan(tx, id, body, originOf(command)));
    return this.views.get(planned.id, command.actor);
  }

  @Post('tranches/:id/request')
  @HttpCode(200)
  @Allow('city', 'project-officer')
  @ApiOkResponse({ type: TrancheViewDto })
  async request(
    @Param('id') id: string,
    @Body() body: RequestTrancheDto,
    @Cmd() command: Command,
  ): Promise<TrancheViewDto> {
    const by = { actor: command.actor, origin: originOf(command) };
    await this.unitOfWork.run(command, (tx) => this.tranches.request(tx, id, body, by));
    return this.views.get(id, command.actor);
  }

  @Post('tranches/:id/certify')
  @HttpCode(200)
  @Allow('project-officer')
  @ApiOkResponse({ type: TrancheViewDto })
  async certify(
    @Param('id') id: string,
    @Body() body: CertifyTrancheDto,
    @Cmd() command: Command,
  ): Promise<TrancheViewDto> {
    await this.unitOfWork.run(command, (tx) => this.tranches.certify(tx, id, body, originOf(command)));
    return this.views.get(id, command.actor);
  }

  @Post('tranches/:id/approve')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: TrancheViewDto })
  async approve(
    @Param('id') id: string,
    @Body() body: ApproveTrancheDto,
    @Cmd() command: Command,
  ): Promise<TrancheViewDto> {
    await this.unitOfWork.run(command, (tx) => this.approvals.approve(tx, id, body, originOf(command)));
    return this.views.get(id, command.actor);
  }

  @Post('tranches/:id/return')
  @HttpCode(200)
  @Allow('project-officer', 'finance-controller')
  @ApiOkResponse({ type: TrancheViewDto })
  async sendBack(
    @Param('id') id: string,
    @Body() body: ReturnTrancheDto,
    @Cmd() command: Command,
  ): Promise<TrancheViewDto> {
    await this.unitOfWork.run(command, (tx) => this.tranches.sendBack(tx, id, body, originOf(command)));
    return this.views.get(id, command.actor);
  }
}
