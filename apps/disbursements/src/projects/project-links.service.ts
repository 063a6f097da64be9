import { DomainError } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Programme } from '../programmes/programme.entity';
import { Project } from './project.entity';

interface PhaseLink {
  code: string;
  title: string;
  state: Project['state'];
}

/** What a project is tied to: its programme, and the phase (*volet*) before and after it. */
@Injectable()
export class ProjectLinks {
  /** @throws {DomainError} 422 UNKNOWN_PROGRAMME, PROGRAMME_OF_ANOTHER_INSTRUMENT, UNKNOWN_PHASE, PHASE_OF_ITSELF */
  async check(tx: EntityManager, { code, instrument, dossier }: Project): Promise<void> {
    const { programme, previousPhase } = dossier;
    if (programme) {
      const found = await tx.findOneBy(Programme, { code: programme });
      if (!found) throw broken('UNKNOWN_PROGRAMME', 'programme', `No programme ${programme}`);
      if (found.instrument !== instrument) {
        const detail = `${programme} is of ${found.instrument}, ${code} of ${instrument}`;
        throw broken('PROGRAMME_OF_ANOTHER_INSTRUMENT', 'programme', detail);
      }
    }
    if (!previousPhase) return;
    if (previousPhase === code) throw broken('PHASE_OF_ITSELF', 'previousPhase', `${code} does not continue itself`);
    const exists = await tx.existsBy(Project, { code: previousPhase });
    if (!exists) throw broken('UNKNOWN_PHASE', 'previousPhase', `No project ${previousPhase}`);
  }

  async phasesOf(
    tx: EntityManager,
    { code, dossier }: Project,
  ): Promise<{ previous: PhaseLink | null; next: PhaseLink[] }> {
    const linkOf = ({ code: one, title, state }: Project): PhaseLink => ({ code: one, title, state });
    const previous = dossier.previousPhase ? await tx.findOneBy(Project, { code: dossier.previousPhase }) : null;
    const next = await tx
      .createQueryBuilder(Project, 'project')
      .where(`project.dossier->>'previousPhase' = :code`, { code })
      .orderBy('project.code')
      .getMany();
    return { previous: previous && linkOf(previous), next: next.map(linkOf) };
  }
}

function broken(code: string, field: string, detail: string): DomainError {
  return new DomainError({ code, status: 422, title: 'The link leads nowhere', detail, field });
}
