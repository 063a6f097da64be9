import { Money } from '@abonde/money';
import { notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lineageOf, type Paid } from '../aid/lineage';
import { Facts, type Donor } from '../facts/facts.service';
import { FundEntries } from './fund-entries.service';
import type { LineageGraphDto, LineageLineDto, LineageOrigin, LineageQuery } from './lineage.dto';

interface Named {
  code: string;
  name: string;
}

/** Whose money paid for which aid: read from the fund's journal, entry by entry, in both directions. */
@Injectable()
export class Lineage {
  constructor(
    private readonly entries: FundEntries,
    private readonly facts: Facts,
  ) {}

  /** Every part of every aid that is granted, or what a filter leaves of it. @throws {DomainError} 404 for a case that isn't known */
  async lines(tx: EntityManager, wanted: LineageQuery): Promise<LineageGraphDto> {
    const cases = await casesOf(tx, wanted.case);
    if (wanted.case !== undefined && cases.length === 0) throw notFound('case', wanted.case);
    const entries = await this.entries.sources(tx);
    const [donors, projects] = [await this.facts.donors(tx), await projectsOf(tx)];
    const lines = cases
      .flatMap((one) => lineageOf(entries, one.code).map((paid) => ({ one, paid })))
      .map(({ one, paid }) => ({ minor: paid.minor, line: lineOf(one, paid, donors, projects) }))
      .filter(({ line }) => matches(line, wanted))
      .sort((a, b) => (a.minor === b.minor ? 0 : a.minor < b.minor ? 1 : -1));
    return {
      total: Money.minor(lines.reduce((sum, { minor }) => sum + minor, 0n)).toJSON(),
      lines: lines.map(({ line }) => line),
    };
  }
}

function lineOf(
  { code, name }: Named,
  { account, project, agreement, disposition, minor }: Paid,
  donors: ReadonlyMap<string, Donor>,
  projects: ReadonlyMap<string, string>,
): LineageLineDto {
  const donor = agreement === null ? undefined : donors.get(agreement);
  return {
    case: code,
    caseName: name,
    origin: originOf(account, disposition),
    project,
    projectName: project === null ? null : (projects.get(project) ?? project),
    agreement,
    donor: donor?.code ?? null,
    donorName: donor?.name ?? null,
    amount: Money.minor(minor).toJSON(),
  };
}

function originOf(account: string, disposition: string | null): LineageOrigin {
  if (account.startsWith('fund:donations:')) return 'DONATION';
  if (disposition === 'OWN') return 'OWN';
  return disposition === null ? 'OPENING' : 'INTEREST';
}

function matches(line: LineageLineDto, { project, agreement, donor }: LineageQuery): boolean {
  return (
    (project === undefined || line.project === project) &&
    (agreement === undefined || line.agreement === agreement) &&
    (donor === undefined || line.donor === donor)
  );
}

function casesOf(tx: EntityManager, code: string | undefined): Promise<Named[]> {
  return tx.query(
    'SELECT code, city AS name FROM aid_cases WHERE $1::text IS NULL OR code = $1 OR id::text = $1 ORDER BY opened_on, code',
    [code ?? null],
  );
}

async function projectsOf(tx: EntityManager): Promise<Map<string, string>> {
  const rows: Named[] = await tx.query(
    'SELECT DISTINCT ON (project) project AS code, title AS name FROM project_states ORDER BY project, sequence DESC',
  );
  return new Map(rows.map(({ code, name }) => [code, name]));
}
