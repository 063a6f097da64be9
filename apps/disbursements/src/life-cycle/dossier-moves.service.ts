import { type Actor, BusinessClock, DomainError } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Comments } from '../comments/comments.service';
import { checkDossier } from '../projects/dossier';
import type { Move } from '../projects/life-cycle';
import { checkOwnCity } from '../projects/own-city';
import { ProjectMoves } from '../projects/project-moves.service';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import type { Origin } from '../rules/origin';
import { refuseMaker } from '../rules/maker-checker';
import type { AppraiseDto, MoveDto, RequestChangesDto } from './life-cycle.dto';

interface By {
  actor: Actor;
  origin: Origin;
}

/** Moves of a dossier between its author and the secretariat, until it is ready for the Bureau. */
@Injectable()
export class DossierMoves {
  constructor(
    private readonly projects: ProjectsService,
    private readonly moves: ProjectMoves,
    private readonly comments: Comments,
    private readonly clock: BusinessClock,
  ) {}

  async submit(tx: EntityManager, reference: string, body: MoveDto, { actor, origin }: By): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    checkOwnCity(actor, project);
    await this.move(tx, project, 'submit', body, origin);
    await this.comments.checkAnswered(tx, project);
    await this.checkComplete(tx, project);
  }

  /** Sends the dossier back to its author, with what is asked about each section. */
  async requestChanges(
    tx: EntityManager,
    reference: string,
    body: RequestChangesDto,
    { actor, origin }: By,
  ): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    const { changes } = body;
    const sections = [...new Set(changes.map(({ section }) => section))];
    await this.move(tx, project, 'request-changes', body, origin, { sections });
    await this.comments.ask(tx, project, changes, actor);
  }

  async declareComplete(tx: EntityManager, reference: string, body: MoveDto, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    checkOtherThanAuthor(project, origin.actor);
    await this.move(tx, project, 'declare-complete', body, origin);
    await this.checkComplete(tx, project);
    await this.comments.settle(tx, project, origin.actor);
  }

  async appraise(tx: EntityManager, reference: string, body: AppraiseDto, origin: Origin): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    const { note = null, conflictOfInterest = false } = body;
    if (conflictOfInterest === true) throw conflictDeclared(project.code);
    checkOtherThanAuthor(project, origin.actor);
    await this.move(tx, project, 'appraise', body, origin, { note, conflictOfInterest });
  }

  private async move(
    tx: EntityManager,
    project: Project,
    move: Move,
    { effectiveDate, reason }: MoveDto,
    origin: Origin,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const day = await this.clock.effective(effectiveDate, tx);
    await this.moves.move(tx, project, { move, effectiveDate: day, reason: reason ?? null }, origin, details);
  }

  private async checkComplete(tx: EntityManager, project: Project): Promise<void> {
    const { instrument, country, city, dossier } = project;
    const hasSignedRequest = await this.projects.hasSignedRequest(tx, project);
    checkDossier(dossier, { instrument, country, city, hasSignedRequest });
  }
}

/** @throws {Violation} 403 MAKER_IS_CHECKER: whoever opened a dossier neither declares it complete nor appraises it */
function checkOtherThanAuthor({ code, createdBy }: Project, actor: string): void {
  refuseMaker(actor, createdBy, `Whoever opened ${code} does not judge it`, { project: code });
}

function conflictDeclared(project: string): DomainError {
  return new DomainError({
    code: 'CONFLICT_OF_INTEREST',
    status: 422,
    title: 'Another person must appraise this project',
    detail: `Whoever declares a conflict of interest on ${project} does not appraise it.`,
    project,
  });
}
