import { maxDay } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In, MoreThan } from 'typeorm';
import { entriesLink } from '../envelopes/entries';
import { envelope } from '../envelopes/envelopes.service';
import { SubsidyRow, subsidyOf } from '../projects/project.entity';
import { Allocated, Allocation, givenLines } from './allocation.entity';
import { attributedEntries, reserved, TO_PROJECTS } from './allocation.postings';
import type { FundingDto, FundingsQuery, GivenDto, OptionDto, OptionsDto } from './allocations.dto';
import { exclusion, type Giver, preference } from './eligibility';
import { coFinancingRoom, demandOf, type Given, type Subsidy, sum } from './plan';
import { type Funds, Purses } from './purses.service';

const eur = (minor: bigint) => Money.minor(minor).toJSON();

/** Who gives what to each project, and who could. */
@Injectable()
export class FundingReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly purses: Purses,
  ) {}

  /** Projects in the order of their codes. */
  async list({ project, limit, cursor }: FundingsQuery): Promise<Page<FundingDto>> {
    const after = decodeCursor(cursor)?.[0];
    const where = { project: project ?? MoreThan(String(after ?? '')) };
    const { manager } = this.dataSource;
    const rows = await manager.find(SubsidyRow, { where, order: { project: 'ASC' }, take: limit + 1 });
    const projects = In(rows.map((row) => row.project));
    const allocated = await manager.find(Allocated, { where: { project: projects }, order: { agreement: 'ASC' } });
    const proposed = await manager.findBy(Allocation, { project: projects, status: 'PROPOSED' });
    return paged(
      rows,
      limit,
      (row) => [row.project],
      (row) =>
        fundingOf(
          row,
          allocated.filter((one) => one.project === row.project && one.amount > 0n),
          proposed.filter((one) => one.project === row.project),
        ),
    );
  }

  /** Every agreement, with what it may give to the project of an allocation, or the rule that excludes it. */
  async options(id: string): Promise<OptionsDto> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const allocation = isUuid(id) ? await tx.findOneBy(Allocation, { id }) : null;
      if (!allocation) throw notFound('allocation', id);
      const subsidy = subsidyOf(await tx.findOneByOrFail(SubsidyRow, { project: allocation.project }));
      const given = await this.purses.given(tx, subsidy.project, id);
      const funds = await this.purses.funds(tx);
      const own = allocation.status === 'PROPOSED' ? givenLines(allocation.lines) : [];
      const { missing, fundRoom } = demandOf(subsidy, given, funds);
      const givers = [...funds.givers.values()].sort((a, b) => preference(a) - preference(b));
      return {
        missing: eur(missing),
        fundRoom: fundRoom === null ? null : eur(fundRoom),
        options: givers.map((giver) => optionOf(giver, { subsidy, given, funds, own })),
      };
    });
  }
}

function optionOf(
  giver: Giver,
  { subsidy, given, funds, own }: { subsidy: Subsidy; given: Given[]; funds: Funds; own: Given[] },
): OptionDto {
  const { code, donor, donorName, period, earmark, countsAs } = giver;
  const day = maxDay(funds.freeFrom.get(code) ?? subsidy.sessionDate, subsidy.sessionDate);
  const room = coFinancingRoom(giver, subsidy, given);
  return {
    agreement: code,
    donor,
    donorName,
    until: period.to,
    earmark: earmark.level,
    countsAs,
    free: eur((funds.free.get(code) ?? 0n) + sum(own.filter(({ agreement }) => agreement === code))),
    room: room === null ? null : eur(room),
    excluded: exclusion(giver, subsidy, day),
    entries: entriesLink({ account: envelope(code), agreement: code, side: 'credit' }),
  };
}

function fundingOf(row: SubsidyRow, allocated: readonly Allocated[], proposed: readonly Allocation[]): FundingDto {
  const { project, title, session, open, attributedTotal } = row;
  const held = sum(proposed.flatMap(({ lines }) => givenLines(lines)));
  const accounts = proposed.map(({ id }) => reserved(id)).join(',');
  return {
    project,
    title,
    session,
    open,
    attributed: eur(attributedTotal),
    attributedEntries: attributedEntries(project),
    allocated: eur(sum(allocated)),
    allocatedEntries: entriesLink({ account: TO_PROJECTS, project, side: 'credit' }),
    reserved: eur(held),
    reservedEntries: accounts === '' ? null : entriesLink({ account: accounts, side: 'credit' }),
    missing: eur(attributedTotal - sum(allocated) - held),
    lines: allocated.map(({ agreement, amount }): GivenDto => ({
      agreement,
      amount: eur(amount),
      entries: entriesLink({ account: TO_PROJECTS, agreement, project, side: 'credit' }),
    })),
  };
}
