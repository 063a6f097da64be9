import type { ProjectState } from '@abonde/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectHistory } from '../projects/project-history.entity';
import { rulesOf } from '../projects/project-rules';
import type { Project } from '../projects/project.entity';
import type { RuleSet } from '../rules/rule-set';
import { type AgreementState, agreementState } from './agreement-amendment';

/** State from which the agreement is signed, by who attributes the money. */
const opensAt: Record<RuleSet['attributedBy'], ProjectState> = {
  BUREAU: 'VOTED',
  SIGNATURE: 'APPRAISED',
  PROGRAMME: 'DRAFT',
};

/** Where the agreement with a project's city stands. */
@Injectable()
export class AgreementStates {
  async of(tx: EntityManager, project: Project): Promise<{ state: AgreementState; signedOn: string | null }> {
    const where = { projectId: project.id, kind: 'MOVE' as const, to: 'AGREEMENT_SIGNED' as const };
    const signed = await tx.findOne(ProjectHistory, { where, order: { id: 'ASC' } });
    const signedOn = signed?.effectiveDate ?? null;
    const facts = { state: project.state, opensAt: opensAt[rulesOf(project).attributedBy] };
    return { state: agreementState(facts, signedOn), signedOn };
  }
}
