import { Money } from '@abonde/money';
import { type Actor, decodeCursor, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In, type SelectQueryBuilder } from 'typeorm';
import { Allocation } from '../allocations/allocation.entity';
import { partOf } from '../rules/financing-plan';
import { ceilingOf, ceilingPercent, minimumOf, ruleSetOf } from '../rules/rule-set';
import { Tranche } from '../tranches/tranche.entity';
import { type DossierPart, missingParts } from './dossier';
import { Figures } from './figures.service';
import { possibleMoves } from './life-cycle';
import { actsForCity, checkOwnCity } from './own-city';
import { ProjectDocument } from './project-document.entity';
import { ProjectHistory } from './project-history.entity';
import type { FundingDto, ProjectDto, ProjectViewDto, SharesDto } from './project-view.dto';
import { Project } from './project.entity';
import type { ProjectsQuery } from './projects.dto';
import { ProjectsService } from './projects.service';

/** Reads projects, alone or in lists. */
@Injectable()
export class ProjectViews {
  constructor(
    private readonly projects: ProjectsService,
    private readonly figures: Figures,
    private readonly dataSource: DataSource,
  ) {}

  async list(query: ProjectsQuery, actor: Actor): Promise<Page<ProjectDto>> {
    const rows = await this.select(query, actor).getMany();
    const facts = await this.factsOf(rows.map(({ id }) => id));
    return paged(
      rows,
      query.limit,
      ({ code }) => [code],
      (project) => summary(project, facts),
    );
  }

  async get(reference: string, actor: Actor): Promise<ProjectViewDto> {
    const tx = this.dataSource.manager;
    const project = await this.projects.find(tx, reference);
    checkOwnCity(actor, project);
    const tranches = await tx.find(Tranche, { where: { projectId: project.id }, order: { number: 'ASC' } });
    const allocations = await tx.find(Allocation, { where: { projectId: project.id }, order: { id: 'ASC' } });
    const history = await tx.find(ProjectHistory, { where: { projectId: project.id }, order: { id: 'ASC' } });
    return {
      ...project.dossier,
      ...summary(project, await this.factsOf([project.id])),
      figures: await this.figures.of(project, tranches),
      provenance: await this.figures.provenance(project, tranches),
      allocations: allocations.map(({ id, status, effectiveDate, lines }) => ({ id, status, effectiveDate, lines })),
      history: history.map(({ id: _id, projectId: _projectId, ...line }) => line),
      moves: possibleMoves(project.state, ruleSetOf(project.instrument)),
      finalCost: project.finalCost,
    };
  }

  private select(query: ProjectsQuery, actor: Actor): SelectQueryBuilder<Project> {
    const [after] = decodeCursor(query.cursor) ?? [];
    const select = this.dataSource.manager
      .createQueryBuilder(Project, 'project')
      .orderBy('project.code')
      .take(query.limit + 1);
    if (after !== undefined) select.andWhere('project.code > :after', { after });
    for (const name of ['state', 'instrument', 'country', 'theme'] as const) {
      if (query[name] !== undefined) select.andWhere(`project.${name} = :${name}`, { [name]: query[name] });
    }
    const own = actsForCity(actor) ? (actor.city ?? '') : undefined;
    for (const [name, city] of Object.entries({ city: query.city, own })) {
      if (city !== undefined)
        select.andWhere(`lower(:${name}) IN (lower(project.city), lower(project.cityName))`, { [name]: city });
    }
    return select;
  }

  private async factsOf(ids: string[]): Promise<Facts> {
    const tx = this.dataSource.manager;
    const requests = await tx.findBy(ProjectDocument, { projectId: In(ids), kind: 'SIGNED_REQUEST' });
    const allocations = await tx.findBy(Allocation, { projectId: In(ids) });
    return {
      signed: new Set(requests.map(({ projectId }) => projectId)),
      proposed: new Set(allocations.filter(({ status }) => status === 'PROPOSED').map(({ projectId }) => projectId)),
      allocated: new Set(allocations.filter(({ status }) => status === 'CONFIRMED').map(({ projectId }) => projectId)),
    };
  }
}

interface Facts {
  /** Ids of the projects with a signed request, an open proposal, a confirmed allocation. */
  signed: ReadonlySet<string>;
  proposed: ReadonlySet<string>;
  allocated: ReadonlySet<string>;
}

function summary(project: Project, facts: Facts): ProjectDto {
  const { id, code, title, city, cityName, country, theme, instrument, state, suspendedFrom, version } = project;
  const identity = { id, code, title, city, cityName, country, theme, instrument, state, suspendedFrom, version };
  return {
    ...identity,
    shares: sharesOf(project),
    engaged: project.engagedTotal,
    attributed: project.attributedTotal,
    funding: fundingOf(project, facts),
    basis: project.dossier.basis ?? null,
    missing: missingOf(project, facts),
  };
}

function missingOf({ id, dossier, instrument, country, city }: Project, { signed }: Facts): DossierPart[] {
  return missingParts(dossier, { instrument, country, city, hasSignedRequest: signed.has(id) });
}

function fundingOf({ id, missingFunds }: Project, { proposed, allocated }: Facts): FundingDto {
  if (missingFunds?.isPositive()) return { status: 'WAITING_FOR_FUNDS', missing: missingFunds };
  const status = proposed.has(id) ? 'PROPOSED' : allocated.has(id) ? 'ALLOCATED' : 'NONE';
  return { status, missing: null };
}

function sharesOf({ dossier, instrument }: Project): SharesDto | null {
  const plan = dossier.financingPlan;
  if (!plan) return null;
  const rules = ruleSetOf(instrument);
  const percent = ceilingPercent(rules, dossier.cofinancing ?? null);
  const total = Money.of(plan.total);
  return {
    total,
    fund: partOf(plan, 'FUND'),
    city: partOf(plan, 'CITY'),
    partner: partOf(plan, 'PARTNER'),
    ceiling: percent === null ? null : ceilingOf(total, percent),
    cityMinimum: rules.cityMinimum === null ? null : minimumOf(total, rules.cityMinimum),
    ceilingPercent: percent,
  };
}
