import { type Actor, decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import { Project } from '../projects/project.entity';
import { localRate, statedOf } from '../conversions/conversion';
import { justifiedEntries } from '../rules/ledger-link';
import { ConditionFactsReader } from './condition-facts.service';
import { justifiedPercent, type Unmet, unmetOf } from './conditions';
import { sumOf } from './split';
import { openStatuses, type TrancheStatus } from './tranche';
import { Tranche } from './tranche.entity';
import type { TrancheDto, TranchesQuery, TrancheViewDto } from './tranches.dto';

const undecided: readonly TrancheStatus[] = [...openStatuses, 'RETURNED'];

/** Reads tranches, alone or in queues. */
@Injectable()
export class TrancheViews {
  constructor(
    private readonly facts: ConditionFactsReader,
    private readonly dataSource: DataSource,
  ) {}

  async list({ limit, cursor, status, project }: TranchesQuery, actor: Actor): Promise<Page<TrancheDto>> {
    const [after] = decodeCursor(cursor) ?? [];
    const select = this.dataSource.manager
      .createQueryBuilder(Tranche, 'tranche')
      .innerJoin(Project, 'project', 'project.id = tranche.projectId')
      .orderBy('tranche.code')
      .take(limit + 1);
    if (after !== undefined) select.andWhere('tranche.code > :after', { after });
    if (status !== undefined) select.andWhere('tranche.status = :status', { status });
    if (project !== undefined) select.andWhere(':project IN (project.code, project.id::text)', { project });
    if (actsForCity(actor)) {
      select.andWhere('lower(:own) IN (lower(project.city), lower(project.cityName))', { own: actor.city ?? '' });
    }
    const tranches = await select.getMany();
    const projects = await this.projectsOf(tranches);
    return paged(
      tranches,
      limit,
      ({ code }) => [code],
      (tranche) => view(tranche, projects),
    );
  }

  async ofProject(reference: string, actor: Actor): Promise<{ items: TrancheDto[]; nextCursor: null }> {
    const tx = this.dataSource.manager;
    const project = await tx.findOneBy(Project, isUuid(reference) ? { id: reference } : { code: reference });
    if (!project) throw notFound('project', reference);
    checkOwnCity(actor, project);
    const tranches = await tx.find(Tranche, { where: { projectId: project.id }, order: { number: 'ASC' } });
    const projects = new Map([[project.id, project]]);
    return { items: tranches.map((tranche) => view(tranche, projects)), nextCursor: null };
  }

  /** With the conditions that aren't met as it stands. */
  async get(reference: string, actor: Actor): Promise<TrancheViewDto> {
    const tranche = await this.dataSource.manager.findOneBy(
      Tranche,
      isUuid(reference) ? { id: reference } : { code: reference },
    );
    if (!tranche) throw notFound('tranche', reference);
    const projects = await this.projectsOf([tranche]);
    const project = projects.get(tranche.projectId);
    if (project) checkOwnCity(actor, project);
    return { ...view(tranche, projects), unmet: project ? await this.unmet(tranche, project) : [] };
  }

  /** Once it is approved its conditions were met, whatever is seen later. */
  private async unmet(tranche: Tranche, { code }: Project): Promise<Unmet[]> {
    if (!undecided.includes(tranche.status)) return [];
    return unmetOf(tranche.conditions, await this.facts.of(this.dataSource.manager, tranche, code));
  }

  private async projectsOf(tranches: Tranche[]): Promise<Map<string, Project>> {
    const projects = await this.dataSource.manager.findBy(Project, {
      id: In(tranches.map(({ projectId }) => projectId)),
    });
    return new Map(projects.map((project) => [project.id, project]));
  }
}

function view(tranche: Tranche, projects: ReadonlyMap<string, Project>): TrancheDto {
  const { projectId, justified, plannedBy: _plannedBy, approvalTransaction: _approval, conversion, ...shown } = tranche;
  const project = projects.get(projectId);
  const rate = conversion && localRate(tranche, project?.dossier.localCurrency);
  const total = sumOf(justified);
  return {
    ...shown,
    project: project?.code ?? '',
    projectTitle: project?.title ?? '',
    city: project?.city ?? '',
    cityName: project?.cityName ?? '',
    conversion: rate && { ...conversion, localPerEuro: statedOf(rate).localPerEuro },
    localCurrency: project?.dossier.localCurrency ?? null,
    justified: total,
    justifiedEntries: justifiedEntries({ tranche: tranche.code }),
    justifiedPercent: justifiedPercent(total, tranche.amount),
  };
}
