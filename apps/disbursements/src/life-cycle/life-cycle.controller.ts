import { Allow, Cmd, type Command, UnitOfWork } from '@abonde/platform';
import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { EntityManager } from 'typeorm';
import { moves } from '../projects/life-cycle';
import { ProjectViewDto } from '../projects/project-view.dto';
import { ProjectViews } from '../projects/project-views.service';
import { type Origin, originOf } from '../rules/origin';
import { AppraiseDto, CloseDto, MoveDto, RequestChangesDto, SignAgreementDto } from './life-cycle.dto';
import { DossierMoves } from './dossier-moves.service';
import { LifeCycleService } from './life-cycle.service';

@ApiTags('life cycle')
@ApiOkResponse({ type: ProjectViewDto })
@Controller('projects/:id')
export class LifeCycleController {
  constructor(
    private readonly dossiers: DossierMoves,
    private readonly lifeCycle: LifeCycleService,
    private readonly views: ProjectViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post('submit')
  @HttpCode(200)
  @Allow(...moves.submit.roles)
  submit(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.dossiers.submit(tx, id, body, { actor: command.actor, origin }));
  }

  @Post('request-changes')
  @HttpCode(200)
  @Allow(...moves['request-changes'].roles)
  requestChanges(
    @Param('id') id: string,
    @Body() body: RequestChangesDto,
    @Cmd() command: Command,
  ): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) =>
      this.dossiers.requestChanges(tx, id, body, { actor: command.actor, origin }),
    );
  }

  @Post('declare-complete')
  @HttpCode(200)
  @Allow(...moves['declare-complete'].roles)
  declareComplete(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.dossiers.declareComplete(tx, id, body, origin));
  }

  @Post('appraise')
  @HttpCode(200)
  @Allow(...moves.appraise.roles)
  appraise(@Param('id') id: string, @Body() body: AppraiseDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.dossiers.appraise(tx, id, body, origin));
  }

  @Post('sign-agreement')
  @HttpCode(200)
  @Allow(...moves['sign-agreement'].roles)
  signAgreement(
    @Param('id') id: string,
    @Body() body: SignAgreementDto,
    @Cmd() command: Command,
  ): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.signAgreement(tx, id, body, origin));
  }

  @Post('start')
  @HttpCode(200)
  @Allow(...moves.start.roles)
  start(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.step(tx, id, 'start', body, origin));
  }

  @Post('suspend')
  @HttpCode(200)
  @Allow(...moves.suspend.roles)
  suspend(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.step(tx, id, 'suspend', body, origin));
  }

  @Post('resume')
  @HttpCode(200)
  @Allow(...moves.resume.roles)
  resume(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.step(tx, id, 'resume', body, origin));
  }

  @Post('complete')
  @HttpCode(200)
  @Allow(...moves.complete.roles)
  complete(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.step(tx, id, 'complete', body, origin));
  }

  @Post('close')
  @HttpCode(200)
  @Allow(...moves.close.roles)
  close(@Param('id') id: string, @Body() body: CloseDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.close(tx, id, body, origin));
  }

  @Post('cancel')
  @HttpCode(200)
  @Allow(...moves.cancel.roles)
  cancel(@Param('id') id: string, @Body() body: MoveDto, @Cmd() command: Command): Promise<ProjectViewDto> {
    return this.run(id, command, (tx, origin) => this.lifeCycle.cancel(tx, id, body, origin));
  }

  private async run(
    id: string,
    command: Command,
    work: (tx: EntityManager, origin: Origin) => Promise<void>,
  ): Promise<ProjectViewDto> {
    await this.unitOfWork.run(command, (tx) => work(tx, originOf(command)));
    return this.views.get(id, command.actor);
  }
}
