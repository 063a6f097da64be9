import { type Actor, decodeCursor, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { actsForCity, checkOwnCity } from '../projects/own-city';
import { Project } from '../projects/project.entity';
import { justifiedPercent } from '../tranches/conditions';
import { sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import { ExpenseLine } from './expense-line.entity';
import { Justification } from './justification.entity';
import type { JustificationDto, JustificationsQuery } from './justifications.dto';

@Injectable()
export class JustificationViews {
  constructor(private readonly dataSource: DataSource) {}

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
      order: { id: 'ASC' },
    });
    const projects = await tx.findBy(Project, { id: In(rows.map(({ projectId }) => projectId)) });
    const tranches = await tx.findBy(Tranche, { projectId: In(rows.map(({ projectId }) => projectId)) });
    return rows.map(({ projectId, trancheId, ...row }) => {
      const paid = tranches.filter((tranche) => tranche.projectId === projectId && tranche.status === 'PAID');
      return {
        ...row,
        project: projects.find(({ id }) => id === projectId)?.code ?? '',
        tranche: tranches.find(({ id }) => id === trancheId)?.code ?? '',
        justifiedPercent: justifiedPercent(
          sumOf(paid.flatMap(({ justified }) => justified)),
          sumOf(paid.flatMap(({ split }) => split)),
        ),
        lines: lines
          .filter(({ justificationId }) => justificationId === row.id)
          .map(({ budgetLine, date, amount, document }) => ({ budgetLine, date, amount, document })),
      };
    });
  }
}
