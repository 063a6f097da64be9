import { Money } from '@abonde/money';
import { decodeCursor, type Page, type PageQuery, paged } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { changesBetween } from '../projects/changes';
import { Project } from '../projects/project.entity';
import { decidedEntries } from '../rules/ledger-link';
import { sameFields } from './amendment';
import { ProgrammeAmendment } from './programme-amendment.entity';
import { Programme } from './programme.entity';
import type { ProgrammeDto } from './programmes.dto';
import { Programmes } from './programmes.service';

/** Reads programmes with what is attributed under each. */
@Injectable()
export class ProgrammeViews {
  constructor(
    private readonly programmes: Programmes,
    private readonly dataSource: DataSource,
  ) {}

  async list({ limit, cursor }: PageQuery): Promise<Page<ProgrammeDto>> {
    const [after] = decodeCursor(cursor) ?? [];
    const query = this.dataSource.manager
      .createQueryBuilder(Programme, 'programme')
      .orderBy('programme.code')
      .take(limit + 1);
    if (after !== undefined) query.where('programme.code > :after', { after });
    const rows = await query.getMany();
    const projects = await this.projectsOf(rows.map(({ code }) => code));
    const amendments = await this.amendmentsOf(rows);
    return paged(
      rows,
      limit,
      ({ code }) => [code],
      (programme) => view(programme, projects, amendments),
    );
  }

  async get(reference: string): Promise<ProgrammeDto> {
    const programme = await this.programmes.find(this.dataSource.manager, reference);
    return view(programme, await this.projectsOf([programme.code]), await this.amendmentsOf([programme]));
  }

  private amendmentsOf(programmes: Programme[]): Promise<ProgrammeAmendment[]> {
    return this.dataSource.manager.find(ProgrammeAmendment, {
      where: { programmeId: In(programmes.map(({ id }) => id)) },
      order: { number: 'ASC' },
    });
  }

  private projectsOf(codes: string[]): Promise<Project[]> {
    return this.dataSource.manager
      .createQueryBuilder(Project, 'project')
      .where(`project.dossier->>'programme' = ANY(:codes)`, { codes })
      .orderBy('project.code')
      .getMany();
  }
}

function view(programme: Programme, all: Project[], amendments: ProgrammeAmendment[]): ProgrammeDto {
  const concerned = all.filter(({ dossier }) => dossier.programme === programme.code);
  const own = concerned.find(({ code }) => code === programme.code);
  const projects = concerned.filter((project) => project !== own);
  const counted = own ? [own] : projects;
  return {
    ...programme,
    attributed: Money.sum(counted.map(({ attributedTotal }) => attributedTotal)),
    attributedEntries: entriesOf(counted),
    state: own?.state ?? null,
    amendments: amendments
      .filter(({ programmeId }) => programmeId === programme.id)
      .map(({ programmeId: _, changes, before, ...amendment }) => ({
        ...amendment,
        changes: changesBetween(before ?? sameFields(programme, changes), changes),
      })),
    projects: projects.map((project) => ({
      ...{ code: project.code, title: project.title, state: project.state },
      ...{ attributed: project.attributedTotal, attributedEntries: decidedEntries('attributed', [project.code]) },
    })),
  };
}

/** Of a programme without projects there are no entries to show. */
function entriesOf(projects: readonly Project[]): string | null {
  if (projects.length === 0) return null;
  const codes = projects.map(({ code }) => code);
  return decidedEntries('attributed', codes);
}
