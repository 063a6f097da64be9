import { type Actor, Allow, Cmd, type Command, CurrentActor, IfMatch, readers, UnitOfWork } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { ResultViews } from './result-views.service';
import { EnterActualsDto, OpenPeriodDto, PortfolioQuery, PortfolioResultDto, ResultsDto } from './results.dto';
import { ResultsService } from './results.service';

@ApiTags('results')
@Controller()
export class ResultsController {
  constructor(
    private readonly results: ResultsService,
    private readonly views: ResultViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get('results')
  @Allow(...readers)
  @ApiOkResponse({ type: [PortfolioResultDto] })
  portfolio(@Query() query: PortfolioQuery): Promise<PortfolioResultDto[]> {
    return this.views.portfolio(query);
  }

  @Get('projects/:id/results')
  @Allow(...readers, 'city')
  @ApiOkResponse({ type: ResultsDto })
  get(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ResultsDto> {
    return this.views.get(id, actor);
  }

  @Post('projects/:id/results')
  @Allow('project-officer', 'city')
  @ApiCreatedResponse({ type: ResultsDto })
  async open(@Param('id') id: string, @Body() body: OpenPeriodDto, @Cmd() command: Command): Promise<ResultsDto> {
    await this.unitOfWork.run(command, (tx) => this.results.open(tx, id, body, command.actor));
    return this.views.get(id, command.actor);
  }

  @Put('projects/:id/results/:period')
  @Allow('project-officer', 'city')
  @ApiOkResponse({ type: ResultsDto })
  async enter(
    @Param('id') id: string,
    @Param('period') period: string,
    @Body() body: EnterActualsDto,
    @IfMatch() ifMatch: number | undefined,
    @Cmd() command: Command,
  ): Promise<ResultsDto> {
    await this.unitOfWork.run(command, (tx) =>
      this.results.enter(tx, id, period, body, { actor: command.actor, ifMatch }),
    );
    return this.views.get(id, command.actor);
  }

  @Post('projects/:id/results/:period/approve')
  @HttpCode(200)
  @Allow('project-officer', 'secretariat')
  @ApiOkResponse({ type: ResultsDto })
  async approve(
    @Param('id') id: string,
    @Param('period') period: string,
    @Cmd() command: Command,
  ): Promise<ResultsDto> {
    await this.unitOfWork.run(command, (tx) => this.results.approve(tx, id, period, command.actor, originOf(command)));
    return this.views.get(id, command.actor);
  }
}
