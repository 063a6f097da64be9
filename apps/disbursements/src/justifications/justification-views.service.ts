import { Money } from '@abonde/money';
import { type Actor, decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import { ProjectDocument } from '../projects/project-document.entity';
import { Project } from '../projects/project.entity';
import { justifiedPercent } from '../tranches/conditions';
import { sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import type { ExpenseViewDto, JustificationDto, JustificationsQuery } from './justifications.dto';
import { exchangeDifference } from './valuation';
import { Variations } from './variations.service';

@Injectable()
export class JustificationViews {
  constructor(
    private readonly variations: Variations,
    private readonly dataSource: DataSource,
  ) {}

  async list({ limit, cursor, status, tranche }: JustificationsQuery, actor: Actor): Promise<Page<JustificationDto>> {
    const [after] = decodeCursor(cursor) ?? [];
    const select = this.dataSource.manager
      .createQueryBuilder(Justification, 'justification')
      .innerJoin(Tranche, 'tranche', 'tranche.id = justification.trancheId')
      .innerJoin(Project, 'project', 'project.id = justification.projectId')
      .orderBy('justification.id')
      .take(limit + 1);
    if (after !== undefined) select.andWhere('justification.id > :after', { after });
    if (status !== undefined) select.andWhere('justification.status = :status', { status });
    if (tranche !== undefined) select.andWhere(':tranche IN (tranche.code, tranche.id::text)', { tranche });
    if (actsForCity(actor)) {
      select.andWhere('lower(:own) IN (lower(project.city), lower(project.cityName))', { own: actor.city ?? '' });
    }
    const rows = await select.getMany();
    const views = await this.view(rows);
    return paged(views, limit, ({ id }) => [id]);
  }

  async get(id: string, actor: Actor): Promise<JustificationDto> {
    const justification = await this.dataSource.manager.findOneBy(Justification, { id });
    const [shown] = justification ? await this.view([justification]) : [];
    if (!justification || !shown) throw notFound('justification', id);
    checkOwnCity(actor, await this.dataSource.manager.findOneByOrFail(Project, { id: justification.projectId }));
    return shown;
  }

  private async view(rows: Justification[]): Promise<JustificationDto[]> {
    const tx = this.dataSource.manager;
    const lines = await tx.find(ExpenseLine, {
      where: { justificationId: In(rows.map(({ id }) => id)) },
      order: { number: 'ASC' },
    });
    const files = await this.filesOf(lines);
    const projects = await tx.findBy(Project, { id: In(rows.map(({ projectId }) => projectId)) });
    const tranches = await tx.findBy(Tranche, { projectId: In(rows.map(({ projectId }) => projectId)) });
    const shown = rows.map(async ({ projectId, trancheId, ...row }) => {
      const own = lines.filter(({ justificationId }) => justificationId === row.id);
      const counted = own.filter(({ rejected }) => rejected === null);
      const project = projects.find(({ id }) => id === projectId) as Project;
      const tranche = tranches.find(({ id }) => id === trancheId) as Tranche;
      const judged = { justification: row.id, lines: counted };
      const waits = row.status === 'SUBMITTED';
      const paid = tranches.filter((tranche) => tranche.projectId === projectId && tranche.status === 'PAID');
      return {
        ...row,
        project: project.code,
        tranche: tranche.code,
        cost: Money.sum(counted.map(({ cost }) => cost)),
        exchangeDifference: exchangeDifference(counted),
        variations: waits ? await this.variations.of(tx, { project, tranche }, judged) : [],
        justifiedPercent: justifiedPercent(
          sumOf(paid.flatMap(({ justified }) => justified)),
          sumOf(paid.flatMap(({ split }) => split)),
        ),
        lines: own.map(
          ({ id: _, justificationId: __, projectId: ___, fingerprint: ____, ...line }): ExpenseViewDto => ({
            ...line,
            documentName: line.document === null ? null : (files.get(line.document) ?? null),
          }),
        ),
      };
    });
    return Promise.all(shown);
  }

  private async filesOf(lines: readonly ExpenseLine[]): Promise<Map<string, string>> {
    const ids = lines.flatMap(({ document }) => (document !== null && isUuid(document) ? [document] : []));
    const files = await this.dataSource.manager.findBy(ProjectDocument, { document: In([...new Set(ids)]) });
    return new Map(files.map(({ document, name }) => [document, name]));
  }
}
