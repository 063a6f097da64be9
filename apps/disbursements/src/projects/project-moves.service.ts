import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Origin } from '../rules/origin';
import { advance, type Step } from './life-cycle';
import type { Project } from './project.entity';
import { rulesOf } from './project-rules';
import { ProjectsService } from './projects.service';

/** Moves a locked project through its life: state, history and event, nothing else. */
@Injectable()
export class ProjectMoves {
  constructor(private readonly projects: ProjectsService) {}

  async move(
    tx: EntityManager,
    project: Project,
    step: Step,
    origin: Origin,
    details: Record<string, unknown> = {},
  ): Promise<void> {
    const { effectiveDate, reason } = step;
    const from = project.state;
    const next = advance({ ...project, project: project.code }, step, rulesOf(project));
    project.state = next.state;
    project.suspendedFrom = next.suspendedFrom;
    project.lastImplementationDay = next.lastImplementationDay;
    project.version += 1;
    await tx.save(project);
    const line = {
      kind: 'MOVE' as const,
      from,
      to: next.state,
      effectiveDate,
      reason,
      details: { move: step.move, ...details },
    };
    await this.projects.record(tx, project, line, origin);
    await this.projects.announceState(tx, project, { from, effectiveDate, reason }, origin);
  }
}
