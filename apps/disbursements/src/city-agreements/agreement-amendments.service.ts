import { Money } from '@abonde/money';
import { type Actor, BusinessClock, forbidden, notFound } from '@abonde/platform';
import { Violation } from '@abonde/violation';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Attribution } from '../bureau/attribution.service';
import { changesBetween } from '../projects/changes';
import { rulesOf } from '../projects/project-rules';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import { ProjectDocuments } from '../projects/project-documents.service';
import type { Project } from '../projects/project.entity';
import { ProjectsService } from '../projects/projects.service';
import { Reductions } from '../reductions/reductions.service';
import type { Origin } from '../rules/origin';
import { refuseMaker } from '../rules/maker-checker';
import {
  type AgreementChanges,
  checkAmendment,
  checkSigned,
  checkSigning,
  dossierChanges,
  engagedAfter,
} from './agreement-amendment';
import { AgreementAmendment, AgreementSignature } from './agreement-amendment.entity';
import { AgreementStates } from './agreement-states.service';
import type { PrepareAgreementAmendmentDto, PutInForceDto, SignDto } from './city-agreements.dto';

interface By {
  actor: Actor;
  origin: Origin;
}

/** Signatures under the agreement with a city, and its amendments. */
@Injectable()
export class AgreementAmendments {
  constructor(
    private readonly projects: ProjectsService,
    private readonly documents: ProjectDocuments,
    private readonly reductions: Reductions,
    private readonly attribution: Attribution,
    private readonly states: AgreementStates,
    private readonly clock: BusinessClock,
  ) {}

  /** A party's signature; a city records its own only. */
  async sign(tx: EntityManager, reference: string, body: SignDto, { actor, origin }: By): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    checkOwnCity(actor, project);
    const { number, party, signatory, document } = body;
    if (actsForCity(actor) && party !== 'CITY') throw forbidden('A city records its own signature.');
    const signatures = await tx.findBy(AgreementSignature, { projectId: project.id, number });
    const today = await this.clock.today(tx);
    checkSigning({
      ...{ project: project.code, party, signedOn: body.signedOn, today },
      signed: signatures.map((signature) => signature.party),
      open: await this.isOpen(tx, project, number),
    });
    if (document !== null) await this.documents.check(tx, project, [document], 'document');
    const row = { number, party, signatory, signedOn: body.signedOn, document, recordedBy: origin.actor };
    await tx.insert(AgreementSignature, { projectId: project.id, ...row });
    const details = { number, party, signatory };
    await this.projects.record(tx, project, { kind: 'SIGNATURE', effectiveDate: body.signedOn, details }, origin);
  }

  /** Refused at once where its dossier would be: nobody signs what could never be in force. */
  async prepare(
    tx: EntityManager,
    reference: string,
    { reason, ...changes }: PrepareAgreementAmendmentDto,
    origin: Origin,
  ): Promise<void> {
    const project = await this.projects.lock(tx, reference);
    const earlier = await tx.findBy(AgreementAmendment, { projectId: project.id });
    checkAmendment(changes, {
      ...{ project: project.code, state: project.state, attributed: project.attributedTotal },
      open: earlier.find(({ status }) => status === 'PREPARED')?.number ?? null,
      attributedBy: rulesOf(project).attributedBy,
    });
    const dossier = dossierChanges(changes, project.dossier);
    if (Object.keys(dossier).length > 0)
      await this.projects.tryAmendment(tx, project, dossier, engagedAfter(changes, project));
    await tx.insert(AgreementAmendment, {
      ...{ projectId: project.id, number: earlier.length + 1, status: 'PREPARED', reason },
      ...{ changes: changes as never, before: sameParts(project, changes) as never },
      ...{ preparedBy: origin.actor, preparedOn: await this.clock.today(tx), inForceOn: null },
    });
  }

  async withdraw(tx: EntityManager, reference: string, number: number): Promise<void> {
    const { amendment } = await this.lockPrepared(tx, reference, number);
    await tx.save(Object.assign(amendment, { status: 'WITHDRAWN' }));
  }

  /** Signed by both, it changes the dossier and, where less is attributed, the money. */
  async putInForce(
    tx: EntityManager,
    reference: string,
    number: number,
    body: PutInForceDto,
    { actor, origin }: By,
  ): Promise<void> {
    const { project, amendment } = await this.lockPrepared(tx, reference, number);
    refuseMaker(origin.actor, amendment.preparedBy, `Whoever prepared amendment ${number} does not put it in force`, {
      project: project.code,
      number,
    });
    const signatures = await tx.findBy(AgreementSignature, { projectId: project.id, number });
    checkSigned(
      project.code,
      number,
      signatures.map(({ party }) => party),
    );
    const effectiveDate = await this.clock.effective(body.effectiveDate, tx);
    const reason = `Avenant ${number} : ${amendment.reason}`;
    const { attributed } = amendment.changes;
    if (attributed) await this.reductions.reduce(tx, project.code, { attributed, reason, effectiveDate }, origin);
    const dossier = dossierChanges(amendment.changes, project.dossier);
    if (Object.keys(dossier).length > 0) {
      await this.disengage(tx, project, amendment.changes, { reason, effectiveDate, origin });
      const by = { actor, origin, ifMatch: undefined, agreed: true };
      await this.projects.amend(tx, project.code, { ...dossier, reason, effectiveDate } as never, by);
    }
    Object.assign(amendment, { status: 'IN_FORCE', inForceOn: effectiveDate });
    await tx.save(amendment);
  }

  private async disengage(
    tx: EntityManager,
    { id }: Project,
    changes: AgreementChanges,
    { origin, ...because }: { reason: string; effectiveDate: string; origin: Origin },
  ): Promise<void> {
    const project = await this.projects.lock(tx, id);
    const engagedTotal = engagedAfter(changes, project);
    if (engagedTotal.equals(project.engagedTotal)) return;
    const diff = changesBetween({ engaged: project.engagedTotal.toJSON() }, { engaged: engagedTotal.toJSON() });
    await tx.save(Object.assign(project, { engagedTotal }));
    await this.attribution.engage(tx, project, because, origin);
    await this.projects.record(tx, project, { kind: 'AMENDMENT', ...because, details: { diff } }, origin);
  }

  private async isOpen(tx: EntityManager, project: Project, number: number): Promise<boolean> {
    if (number > 0) return tx.existsBy(AgreementAmendment, { projectId: project.id, number, status: 'PREPARED' });
    const { state } = await this.states.of(tx, project);
    return state !== 'NONE' && state !== 'CANCELLED' && state !== 'CLOSED';
  }

  private async lockPrepared(
    tx: EntityManager,
    reference: string,
    number: number,
  ): Promise<{ project: Project; amendment: AgreementAmendment }> {
    const project = await this.projects.lock(tx, reference);
    const amendment = await tx.findOneBy(AgreementAmendment, { projectId: project.id, number });
    if (!amendment) throw notFound('amendment', `${project.code}/${number}`);
    if (amendment.status === 'PREPARED') return { project, amendment };
    throw new Violation({
      code: 'ILLEGAL_MOVE',
      status: 409,
      title: 'The amendment was decided',
      detail: `Amendment ${number} of ${project.code} is ${amendment.status}`,
      figures: { project: project.code, number, state: amendment.status, needed: ['PREPARED'] },
    });
  }
}

/** What the agreement says now of the parts that an amendment changes. */
function sameParts(project: Project, changes: AgreementChanges): AgreementChanges {
  const { period, financingPlan, budgetLines, narrative } = project.dossier;
  const now: AgreementChanges = {
    ...(narrative?.objectives !== undefined && { scope: narrative.objectives }),
    ...(period && { period }),
    ...(financingPlan && { financingPlan }),
    ...(budgetLines && { budgetLines }),
    attributed: Money.zero().plus(project.attributedTotal).toJSON(),
  };
  const kept = Object.entries(now).filter(([part]) => changes[part as keyof AgreementChanges] !== undefined);
  return Object.fromEntries(kept);
}
