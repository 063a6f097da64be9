import { Money } from '@abonde/money';
import { type Actor, decodeCursor, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In, IsNull, type SelectQueryBuilder } from 'typeorm';
import { Allocation } from '../allocations/allocation.entity';
import { unanswered } from '../comments/comment';
import { ProjectComment } from '../comments/comment.entity';
import type { DossierPart } from '../rules/checklist';
import { partOf } from '../rules/financing-plan';
import { decidedEntries } from '../rules/ledger-link';
import { ceilingOf, ceilingPercent, minimumOf } from '../rules/rule-set';
import { Tranche } from '../tranches/tranche.entity';
import { termsInForce } from './agreed-terms';
import { checklistOf, type DossierFacts, missingParts } from './dossier';
import { Figures } from './figures.service';
import { openMoves } from './life-cycle';
import { actsForCity, checkOwnCity } from './own-city';
import { ProjectDocument } from './project-document.entity';
import { ProjectLinks } from './project-links.service';
import { ProjectHistory } from './project-history.entity';
import type { FundingDto, ProjectDto, ProjectViewDto, SharesDto } from './project-view.dto';
import { rulesOf } from './project-rules';
import { Project } from './project.entity';
import type { ProjectsQuery } from './projects.dto';
import { ProjectsService } from './projects.service';

/** Reads projects, alone or in lists. */
@Injectable()
export class ProjectViews {
  constructor(
    private readonly projects: ProjectsService,
    private readonly figures: Figures,
    private readonly links: ProjectLinks,
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
    const facts = await this.factsOf([project.id]);
    const open = openMoves(project, rulesOf(project));
    return {
      ...project.dossier,
      ...summary(project, facts),
      figures: await this.figures.of(project, tranches),
      provenance: await this.figures.provenance(project, tranches),
      allocations: allocations.map(({ id, status, effectiveDate, lines }) => ({ id, status, effectiveDate, lines })),
      history: history.map(({ id: _id, projectId: _projectId, ...line }) => line),
      moves: open.map(({ move }) => move),
      openMoves: open,
      checklist: checklistOf(project.dossier, dossierFacts(project, facts)),
      relatedPhases: await this.links.phasesOf(tx, project),
      finalCost: project.finalCost,
      agreedTerms: termsInForce(project, rulesOf(project)),
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
    if (query.programme !== undefined)
      select.andWhere(`project.dossier->>'programme' = :programme`, { programme: query.programme });
    if (query.donor !== undefined) {
      const fundedBy = `EXISTS (SELECT FROM jsonb_array_elements(project.dossier->'financingPlan'->'sources') AS source
        WHERE source->>'kind' = 'FUND' AND lower(source->>'name') = lower(:donor))`;
      select.andWhere(fundedBy, { donor: query.donor });
    }
    if (query.search !== undefined) {
      const text = `%${query.search.replace(/[%_\\]/g, '\\$&')}%`;
      select.andWhere('(project.code ILIKE :text OR project.title ILIKE :text OR project.cityName ILIKE :text)', {
        text,
      });
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
    const comments = await tx.findBy(ProjectComment, { projectId: In(ids), resolvedBy: IsNull() });
    return {
      requests: unanswered(comments).map(({ projectId }) => projectId),
      signed: new Set(requests.map(({ projectId }) => projectId)),
      proposed: new Set(allocations.filter(({ status }) => status === 'PROPOSED').map(({ projectId }) => projectId)),
      allocated: new Set(allocations.filter(({ status }) => status === 'CONFIRMED').map(({ projectId }) => projectId)),
    };
  }
}

interface Facts {
  /** Project of each change request nobody answered. */
  requests: readonly string[];
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
    engagedEntries: decidedEntries('engaged', [code]),
    attributed: project.attributedTotal,
    attributedEntries: decidedEntries('attributed', [code]),
    funding: fundingOf(project, facts),
    basis: project.dossier.basis ?? null,
    missing: missingOf(project, facts),
    donors: donorsOf(project),
    programme: project.dossier.programme ?? null,
    historyOnly: project.historyOnly,
    openRequests: facts.requests.filter((of) => of === id).length,
  };
}

function missingOf(project: Project, facts: Facts): DossierPart[] {
  return project.historyOnly ? [] : missingParts(project.dossier, dossierFacts(project, facts));
}

function dossierFacts(project: Project, { signed }: Facts): DossierFacts {
  const { id, instrument, country, city } = project;
  return { instrument, rules: rulesOf(project), country, city, hasSignedRequest: signed.has(id) };
}

function donorsOf({ dossier }: Project): string[] {
  const sources = dossier.financingPlan?.sources ?? [];
  return [...new Set(sources.flatMap(({ kind, name }) => (kind === 'FUND' ? [name] : [])))].sort();
}

function fundingOf({ id, missingFunds }: Project, { proposed, allocated }: Facts): FundingDto {
  if (missingFunds?.isPositive()) return { status: 'WAITING_FOR_FUNDS', missing: missingFunds };
  const status = proposed.has(id) ? 'PROPOSED' : allocated.has(id) ? 'ALLOCATED' : 'NONE';
  return { status, missing: null };
}

function sharesOf(project: Project): SharesDto | null {
  const { dossier } = project;
  const plan = dossier.financingPlan;
  if (!plan) return null;
  const rules = rulesOf(project);
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
    cityMinimumPercent: rules.cityMinimum,
  };
}
