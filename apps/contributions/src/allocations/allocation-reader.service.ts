import { Money } from '@abonde/money';
import { isUuid, notFound, type Page } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { entriesLink } from '../envelopes/entries';
import { SubsidyRow } from '../projects/project.entity';
import { newestFirst } from '../storage/newest-first.query';
import { AllocationAct } from './allocation-act.entity';
import { Allocation, eurOf } from './allocation.entity';
import { AllocationHistory } from './allocation-history.service';
import { attributedEntries, reserved, TO_PROJECTS } from './allocation.postings';
import type { AllocationActDto, AllocationDetailDto, AllocationDto, AllocationsQuery } from './allocations.dto';

@Injectable()
export class AllocationReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly history: AllocationHistory,
  ) {}

  /** Newest first. */
  async list({ status, project, ...page }: AllocationsQuery): Promise<Page<AllocationDto>> {
    const where = { ...(status && { status }), ...(project && { project }) };
    const { items, nextCursor } = await newestFirst(this.dataSource.manager, Allocation, where, page);
    const dtos = await this.described(items);
    return { items: items.map(({ id }) => dtos.get(id) as AllocationDto), nextCursor };
  }

  async get(id: string): Promise<AllocationDetailDto> {
    const row = isUuid(id) ? await this.dataSource.manager.findOneBy(Allocation, { id }) : null;
    if (!row) throw notFound('allocation', id);
    const dto = (await this.described([row])).get(id) as AllocationDto;
    return { ...dto, acts: (await this.history.of(this.dataSource.manager, id)).map(actDto) };
  }

  private async described(rows: readonly Allocation[]): Promise<Map<string, AllocationDto>> {
    const { manager } = this.dataSource;
    const subsidies = await manager.findBy(SubsidyRow, { project: In(rows.map(({ project }) => project)) });
    const made = await manager.findBy(AllocationAct, {
      allocation: In(rows.map(({ id }) => id)),
      act: In(['PROPOSED', 'ADJUSTED']),
    });
    return new Map(
      rows.map((row) => {
        const subsidy = subsidies.find(({ project }) => project === row.project);
        const makers = made.filter(({ allocation }) => allocation === row.id).map(({ actor }) => actor);
        return [row.id, { ...toDto(row, subsidy), makers: [...new Set(makers)] }];
      }),
    );
  }
}

function actDto({ act, actor, note, onDay, lines, missing }: AllocationAct): AllocationActDto {
  return {
    act,
    actor,
    note,
    onDay,
    lines: lines.map((line) => ({ agreement: line.agreement, amount: eurOf(line).toJSON() })),
    missing: Money.minor(missing).toJSON(),
  };
}

function toDto(row: Allocation, subsidy: SubsidyRow | undefined): Omit<AllocationDto, 'makers'> {
  const { id, project, status, effectiveDate, adjustedBy, confirmedBy, rejectionReason, version } = row;
  return {
    id,
    project,
    title: subsidy?.title ?? null,
    session: subsidy?.session ?? null,
    city: subsidy?.city ?? null,
    country: subsidy?.country ?? null,
    attributed: Money.minor(subsidy?.attributedTotal ?? 0n).toJSON(),
    attributedEntries: attributedEntries(project),
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
      entries: entriesOf(row, line.agreement),
    })),
    total: Money.sum(row.lines.map(eurOf)).toJSON(),
    missing: Money.minor(row.missing).toJSON(),
  };
}

/** What a line holds: reserved while it is proposed, moved to the project once confirmed. */
function entriesOf({ id, status, transfer }: Allocation, agreement: string): string | null {
  const credit = { agreement, side: 'credit' };
  if (status === 'PROPOSED') return entriesLink({ account: reserved(id), ...credit });
  return status === 'CONFIRMED' && transfer ? entriesLink({ account: TO_PROJECTS, transfer, ...credit }) : null;
}
