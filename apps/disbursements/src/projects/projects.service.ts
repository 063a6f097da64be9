import { isDeepStrictEqual } from 'node:util';
import { checkCountry } from '@abonde/contracts';
import { Outbox } from '@abonde/messaging';
import {
  type Actor,
  BusinessClock,
  checkVersion,
  DomainError,
  forbidden,
  isUuid,
  notFound,
  uuid,
} from '@abonde/platform';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CitiesService } from '../cities/cities.service';
import { partOf } from '../rules/financing-plan';
import { type Origin, traceOf } from '../rules/origin';
import { ruleSetOf } from '../rules/rule-set';
import { checkAgreedTerms } from './agreed-terms';
import { changesBetween } from './changes';
import { checkAmendable, checkAmended, type Dossier } from './dossier';
import { checkDraft } from './draft';
import { actsForCity, checkOwnCity } from './own-city';
import { ProjectDocument } from './project-document.entity';
import { ProjectLinks } from './project-links.service';
import { ProjectHistory, type HistoryKind } from './project-history.entity';
import { isProgramme, rulesOf } from './project-rules';
import { Project } from './project.entity';
import type { AmendProjectDto, RegisterProjectDto } from './projects.dto';

export interface HistoryLine {
  kind: HistoryKind;
  effectiveDate: string;
  from?: Project['state'] | null;
  to?: Project['state'] | null;
  reason?: string | null;
  details?: Record<string, unknown>;
}

interface Amending {
  actor: Actor;
  origin: Origin;
  /** Version it is written upon. */
  ifMatch: number | undefined;
  /** By an amendment that both parties to the agreement signed. */
  agreed?: boolean;
}

/** Dossiers: registered, amended, found and locked. */
@Injectable()
export class ProjectsService {
  constructor(
    private readonly cities: CitiesService,
    private readonly links: ProjectLinks,
    private readonly clock: BusinessClock,
    private readonly outbox: Outbox,
  ) {}

  async register(tx: EntityManager, body: RegisterProjectDto, actor: Actor, origin: Origin): Promise<Project> {
    const {
      code,
      title,
      city: cityReference,
      country,
      theme,
      instrument,
      effectiveDate,
      historyOnly,
      ...dossier
    } = body;
    ruleSetOf(instrument);
    if (country) checkCountry('country', country);
    checkDraft(dossier);
    if (historyOnly && actsForCity(actor)) throw forbidden('The secretariat tells past actions.');
    const city = await this.cities.find(tx, carrierOf(cityReference, actor));
    checkOwnCity(actor, { city: city.code, cityName: city.name });
    const id = uuid();
    const project = tx.create(Project, {
      id,
      code: code ?? `${city.country}-${id.slice(-8).toUpperCase()}`,
      title,
      city: city.code,
      cityName: city.name,
      country: country ?? city.country,
      theme,
      instrument,
      state: historyOnly ? 'CLOSED' : 'DRAFT',
      historyOnly: historyOnly ?? false,
      suspendedFrom: null,
      lastImplementationDay: null,
      missingFunds: null,
      finalCost: null,
      version: 1,
      createdBy: actor.id,
      createdOn: await this.clock.effective(effectiveDate, tx),
    });
    Object.assign(project, { dossier, engagedTotal: Money.zero(), attributedTotal: Money.zero() });
    await this.links.check(tx, project);
    await tx.save(project);
    await this.record(tx, project, { kind: 'MOVE', to: project.state, effectiveDate: project.createdOn }, origin);
    await this.announceState(tx, project, { from: null, effectiveDate: project.createdOn, reason: null }, origin);
    return project;
  }

  async amend(
    tx: EntityManager,
    reference: string,
    body: AmendProjectDto,
    { actor, origin, ifMatch, agreed = false }: Amending,
  ): Promise<Project> {
    const project = await this.lock(tx, reference);
    checkOwnCity(actor, project);
    checkVersion(ifMatch, project.version);
    checkAmendable(project.code, project.state, actor.roles);
    const { title, theme, country, effectiveDate, reason, ...changes } = body;
    if (isProgramme(project) && changes.financingPlan) throw planOfProgramme(project.code);
    if (country) checkCountry('country', country);
    const before = comparable(project);
    project.dossier = withChanges(project.dossier, changes);
    checkDraft(project.dossier);
    project.title = title ?? project.title;
    project.theme = theme ?? project.theme;
    project.country = country ?? project.country;
    const after = comparable(project);
    if (isDeepStrictEqual(plain(before), plain(after))) return project;
    const diff = changesBetween(before, after);
    if (!agreed) checkAgreedTerms(project, rulesOf(project), diff);
    await this.links.check(tx, project);
    await this.checkStillComplete(tx, project, project);
    project.version += 1;
    await tx.save(project);
    const day = await this.clock.effective(effectiveDate, tx);
    const changed = Object.entries(body).flatMap(([name, value]) => (value === undefined ? [] : [name]));
    const details = { changed, version: project.version, diff };
    await this.record(tx, project, { kind: 'AMENDMENT', effectiveDate: day, reason, details }, origin);
    return project;
  }

  /**
   * Tests what the dossier would say with these changes, `engagedTotal` being engaged then; changes nothing.
   * @throws {Violation} as {@link amend}
   */
  async tryAmendment(tx: EntityManager, project: Project, changes: Dossier, engagedTotal: Money): Promise<void> {
    const dossier = withChanges(project.dossier, changes);
    checkDraft(dossier);
    await this.checkStillComplete(tx, project, { dossier, engagedTotal });
  }

  /** @throws {DomainError} NOT_FOUND */
  async find(tx: EntityManager, reference: string): Promise<Project> {
    const project = await tx.findOneBy(Project, isUuid(reference) ? { id: reference } : { code: reference });
    if (!project) throw notFound('project', reference);
    return project;
  }

  /** The first lock of every use case: what concerns one project happens one at a time. */
  async lock(tx: EntityManager, reference: string): Promise<Project> {
    const where = isUuid(reference) ? { id: reference } : { code: reference };
    const project = await tx.findOne(Project, { where, lock: { mode: 'pessimistic_write' } });
    if (!project) throw notFound('project', reference);
    return project;
  }

  async hasSignedRequest(tx: EntityManager, project: Project): Promise<boolean> {
    return tx.existsBy(ProjectDocument, { projectId: project.id, kind: 'SIGNED_REQUEST' });
  }

  async record(tx: EntityManager, project: Project, line: HistoryLine, origin: Origin): Promise<void> {
    const { kind, effectiveDate, from = null, to = null, reason = null, details = {} } = line;
    const row = { id: uuid(), projectId: project.id, kind, from, to, effectiveDate, reason, actor: origin.actor };
    await tx.insert(ProjectHistory, { ...row, details: details as Record<string, never> });
  }

  async announceState(
    tx: EntityManager,
    project: Project,
    step: { from: Project['state'] | null; effectiveDate: string; reason: string | null },
    origin: Origin,
  ): Promise<void> {
    const { code, title, city, country, instrument, theme, state } = project;
    await this.outbox.add(tx, 'abonde.disbursements.project-state-changed.v1', {
      key: code,
      data: { project: code, title, city, country, instrument, theme, to: state, actor: origin.actor, ...step },
      valueDate: step.effectiveDate,
      ...traceOf(origin),
    });
  }

  private async checkStillComplete(
    tx: EntityManager,
    project: Project,
    { dossier, engagedTotal }: Pick<Project, 'dossier' | 'engagedTotal'>,
  ): Promise<void> {
    if (project.state === 'DRAFT') return;
    const facts = {
      instrument: project.instrument,
      rules: rulesOf(project),
      country: project.country,
      city: project.city,
      hasSignedRequest: await this.hasSignedRequest(tx, project),
    };
    checkAmended(dossier, facts, { code: project.code, engagedTotal });
  }
}

function withChanges(dossier: Dossier, changes: Dossier): Dossier {
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...dossier, ...given };
}

/** A city that writes a dossier carries it; the secretariat says which city does. */
function carrierOf(named: string | undefined, { city }: Actor): string {
  const reference = named ?? city;
  if (reference !== undefined) return reference;
  throw new DomainError({
    code: 'CITY_MISSING',
    status: 422,
    title: 'The city that carries the project is missing',
    detail: 'Say which registered city carries the project.',
    field: 'city',
  });
}

function planOfProgramme(code: string): DomainError {
  return new DomainError({
    code: 'PLAN_OF_PROGRAMME',
    status: 422,
    title: 'The plan of a programme is agreed with its donors',
    detail: `The plan of ${code} changes with the programme, not with its dossier.`,
    field: 'financingPlan',
  });
}

/** As it is kept: without classes nor what is undefined. */
function plain(value: object): unknown {
  return JSON.parse(JSON.stringify(value));
}

/** What a dossier's author may change, as one object to compare. */
function comparable({ title, theme, country, dossier }: Project): object {
  return { title, theme, country, ...dossier };
}

/** The Fund's part of a dossier's plan, zero while there is no plan. */
export function fundShareOf({ dossier }: Project): Money {
  return dossier.financingPlan ? partOf(dossier.financingPlan, 'FUND') : Money.zero();
}
