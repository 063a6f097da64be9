import { Money } from '@abonde/money';
import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { SubsidyRow } from '../projects/project.entity';
import { Allocation, eurOf } from './allocation.entity';
import type { AllocationDto, AllocationsQuery } from './allocations.dto';

@Injectable()
export class AllocationReader {
  constructor(private readonly dataSource: DataSource) {}

  async list({ status, project, limit, cursor }: AllocationsQuery): Promise<Page<AllocationDto>> {
    const after = decodeCursor(cursor)?.[0];
    const where = {
      ...(status && { status }),
      ...(project && { project }),
      ...(after !== undefined && { id: MoreThan(String(after)) }),
    };
    const rows = await this.dataSource.manager.find(Allocation, { where, order: { id: 'ASC' }, take: limit + 1 });
    const subsidies = await this.subsidies(rows);
    return paged(
      rows,
      limit,
      ({ id }) => [id],
      (row) => toDto(row, subsidies.get(row.project)),
    );
  }

  async get(id: string): Promise<AllocationDto> {
    const row = isUuid(id) ? await this.dataSource.manager.findOneBy(Allocation, { id }) : null;
    if (!row) throw notFound('allocation', id);
    return toDto(row, (await this.subsidies([row])).get(row.project));
  }

  private async subsidies(rows: readonly Allocation[]): Promise<Map<string, SubsidyRow>> {
    const found = await this.dataSource.manager.findBy(SubsidyRow, { project: In(rows.map(({ project }) => project)) });
    return new Map(found.map((row) => [row.project, row]));
  }
}

function toDto(row: Allocation, subsidy: SubsidyRow | undefined): AllocationDto {
  const { id, project, status, effectiveDate, adjustedBy, confirmedBy, rejectionReason, version } = row;
  return {
    id,
    project,
    title: subsidy?.title ?? null,
    session: subsidy?.session ?? null,
    status,
    effectiveDate,
    adjustedBy,
    confirmedBy,
    rejectionReason,
    version,
    lines: row.lines.map((line) => ({
      agreement: line.agreement,
      amount: eurOf(line).toJSON(),
      countsAs: line.countsAs,
      reason: line.reason,
    })),
    total: Money.sum(row.lines.map(eurOf)).toJSON(),
    missing: Money.minor(row.missing).toJSON(),
  };
}
