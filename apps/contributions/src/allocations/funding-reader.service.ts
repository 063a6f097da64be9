import { maxDay } from '@abonde/calendar';
import { Money } from '@abonde/money';
import { decodeCursor, isUuid, notFound, type Page, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, In, MoreThan } from 'typeorm';
import { entriesLink } from '../envelopes/entries';
import { envelope } from '../envelopes/envelopes.service';
import { SubsidyRow, subsidyOf } from '../projects/project.entity';
import { Allocated, Allocation, givenLines } from './allocation.entity';
import { attributedEntries, reserved, TO_PROJECTS } from './allocation.postings';
import type { FundingDto, FundingsQuery, GivenDto, OptionDto, OptionsDto, WithheldDto } from './allocations.dto';
import { exclusion, type Giver, lastDay, preference } from './eligibility';
import { obstaclesTo } from './obstacle';
import { capOn, demandOf, type Given, type Subsidy, sum } from './plan';
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

  /** Free money that does not serve a project that waits for funds, with the rule that keeps it away. */
  async withheld(id: string): Promise<WithheldDto[]> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const subsidy = await this.subsidy(tx, await this.allocation(tx, id));
      const funds = await this.purses.funds(tx);
      const found = obstaclesTo(subsidy, await this.purses.given(tx, subsidy.project), funds, funds.free);
      return found.map(({ giver: { code, donorName }, rule, amount }) => ({
        agreement: code,
        donorName,
        rule,
        amount: eur(amount),
        entries: entriesLink({ account: envelope(code), agreement: code, side: 'credit' }),
      }));
    });
  }

  /** Every agreement, with what it may give to the project of an allocation, or the rule that excludes it. */
  async options(id: string): Promise<OptionsDto> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const allocation = await this.allocation(tx, id);
      const subsidy = await this.subsidy(tx, allocation);
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

  private async allocation(tx: EntityManager, id: string): Promise<Allocation> {
    const allocation = isUuid(id) ? await tx.findOneBy(Allocation, { id }) : null;
    if (!allocation) throw notFound('allocation', id);
    return allocation;
  }

  private async subsidy(tx: EntityManager, { project }: Allocation): Promise<Subsidy> {
    return subsidyOf(await tx.findOneByOrFail(SubsidyRow, { project }));
  }
}

function optionOf(
  giver: Giver,
  { subsidy, given, funds, own }: { subsidy: Subsidy; given: Given[]; funds: Funds; own: Given[] },
): OptionDto {
  const { code, donor, donorName, earmark, countsAs } = giver;
  const day = maxDay(funds.freeFrom.get(code) ?? subsidy.sessionDate, subsidy.sessionDate);
  const capped = capOn(giver, subsidy, given);
  return {
    agreement: code,
    donor,
    donorName,
    until: lastDay(giver),
    earmark: earmark.level,
    countsAs,
    free: eur((funds.free.get(code) ?? 0n) + sum(own.filter(({ agreement }) => agreement === code))),
    room: capped && eur(capped.room),
    cap: capped && capped.cap,
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
