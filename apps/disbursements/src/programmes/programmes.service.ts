import { Money } from '@abonde/money';
import { BusinessClock, checkVersion, isUuid, notFound, uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Agreement } from '../allocations/agreement.entity';
import { Attribution } from '../bureau/attribution.service';
import { CitiesService } from '../cities/cities.service';
import { ProjectMoves } from '../projects/project-moves.service';
import type { Project } from '../projects/project.entity';
import { fundShareOf, ProjectsService } from '../projects/projects.service';
import type { Origin } from '../rules/origin';
import { approvedAlready, checkAgreements, checkApprovable, checkPrepared, planOf } from './programme';
import { dossierOf } from './programme-dossier';
import { Programme } from './programme.entity';
import type { AmendProgrammeDto, ApproveProgrammeDto, PrepareProgrammeDto } from './programmes.dto';

/** What a programme says of itself while nobody has said otherwise. */
const blank = {
  ...{ instrument: 'GOVERNANCE' as const, theme: 'GOVERNANCE', purpose: null, basis: null },
  ...{ otherSources: [], activities: [], partners: [] },
};

/**
 * Programmes agreed with their donors. One of the governance instrument carries its own money: a project of the same code
 * holds its attribution, its tranches and its life. One of the cooperation fund frames projects that the Bureau votes.
 */
@Injectable()
export class Programmes {
  constructor(
    private readonly cities: CitiesService,
    private readonly projects: ProjectsService,
    private readonly moves: ProjectMoves,
    private readonly attribution: Attribution,
    private readonly clock: BusinessClock,
  ) {}

  async prepare(tx: EntityManager, body: PrepareProgrammeDto, origin: Origin): Promise<Programme> {
    const { carrier, effectiveDate, ...given } = body;
    const prepared = { ...blank, ...said(given) };
    checkPrepared(prepared);
    const member =
      carrier === undefined ? await this.cities.secretariat(tx, origin) : await this.cities.find(tx, carrier);
    const preparedOn = await this.clock.effective(effectiveDate, tx);
    const programme = tx.create(Programme, {
      ...prepared,
      ...{ id: uuid(), carrier: member.code, status: 'PREPARED', preparedBy: origin.actor, preparedOn, version: 1 },
      ...{ total: (await this.plan(tx, prepared)).total, approvedBy: null, approvedOn: null },
    });
    await tx.insert(Programme, programme);
    if (programme.instrument === 'GOVERNANCE') await this.open(tx, programme, origin);
    return programme;
  }

  /** @throws {Violation} PROGRAMME_APPROVED: what was agreed with donors changes by an amendment */
  async amend(
    tx: EntityManager,
    reference: string,
    body: AmendProgrammeDto,
    { origin, ifMatch }: { origin: Origin; ifMatch: number | undefined },
  ): Promise<Programme> {
    const programme = await this.lock(tx, reference);
    checkVersion(ifMatch, programme.version);
    if (programme.status === 'APPROVED') throw approvedAlready(programme.code);
    Object.assign(programme, said(body));
    checkPrepared(programme);
    const plan = await this.plan(tx, programme);
    // Whoever changed it last answers for it: another person approves.
    Object.assign(programme, { total: plan.total, preparedBy: origin.actor, version: programme.version + 1 });
    await tx.save(programme);
    if (programme.instrument === 'GOVERNANCE') await this.rewrite(tx, programme);
    return programme;
  }

  /** Attributes the money of a governance programme, agreement by agreement; a frame of the cooperation fund attributes nothing. */
  async approve(tx: EntityManager, reference: string, body: ApproveProgrammeDto, origin: Origin): Promise<Programme> {
    const programme = await this.lock(tx, reference);
    checkApprovable(programme, origin.actor);
    checkAgreements(programme, await this.agreements(tx, programme));
    const date = await this.clock.effective(body.effectiveDate, tx);
    Object.assign(programme, {
      status: 'APPROVED',
      approvedBy: origin.actor,
      approvedOn: date,
      version: programme.version + 1,
    });
    await tx.save(programme);
    if (programme.instrument === 'GOVERNANCE') await this.attribute(tx, programme, date, origin);
    return programme;
  }

  async find(tx: EntityManager, reference: string): Promise<Programme> {
    const programme = await tx.findOneBy(Programme, isUuid(reference) ? { id: reference } : { code: reference });
    if (!programme) throw notFound('programme', reference);
    return programme;
  }

  /** Saves what was agreed with the donors; the plan of a governance programme's project follows with {@link rewrite}. */
  async change(tx: EntityManager, programme: Programme): Promise<Programme> {
    checkPrepared(programme);
    checkAgreements(programme, await this.agreements(tx, programme));
    const { total } = await this.plan(tx, programme);
    return tx.save(Object.assign(programme, { total, version: programme.version + 1 }));
  }

  private async attribute(tx: EntityManager, programme: Programme, date: string, origin: Origin): Promise<void> {
    const project = await this.rewrite(tx, programme);
    const step = { move: 'approve-programme' as const, effectiveDate: date, reason: null };
    await this.moves.move(tx, project, step, origin);
    const attributed = fundShareOf(project);
    const lines = programme.lines.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount).toJSON() }));
    await this.attribution.attribute(
      tx,
      project,
      { engaged: attributed, attributed, session: null, date, lines },
      origin,
    );
  }

  private async open(tx: EntityManager, programme: Programme, origin: Origin): Promise<void> {
    const dossier = dossierOf(programme, await this.plan(tx, programme));
    const { code, title, carrier: city, theme, instrument, preparedOn: effectiveDate } = programme;
    const actor = { id: origin.actor, name: origin.actor, roles: ['secretariat' as const] };
    await this.projects.register(
      tx,
      { ...dossier, code, title, city, theme, instrument, effectiveDate },
      actor,
      origin,
    );
  }

  /** The programme's project follows what was agreed; the donors its lines name are known by then. */
  async rewrite(tx: EntityManager, programme: Programme): Promise<Project> {
    const project = await this.projects.lock(tx, programme.code);
    const { narrative, resultsFramework, markers } = project.dossier;
    const written = {
      ...(narrative && { narrative }),
      ...(resultsFramework && { resultsFramework }),
      ...(markers && { markers }),
    };
    project.dossier = { ...dossierOf(programme, await this.plan(tx, programme)), ...written };
    Object.assign(project, { title: programme.title, theme: programme.theme, version: project.version + 1 });
    return tx.save(project);
  }

  private async plan(tx: EntityManager, prepared: Parameters<typeof planOf>[0]): Promise<ReturnType<typeof planOf>> {
    return planOf(prepared, await this.agreements(tx, prepared));
  }

  private async agreements(
    tx: EntityManager,
    { lines }: { lines: { agreement: string }[] },
  ): Promise<Map<string, Agreement>> {
    const rows = await tx.findBy(Agreement, { code: In(lines.map(({ agreement }) => agreement)) });
    return new Map(rows.map((row) => [row.code, row]));
  }

  async lock(tx: EntityManager, reference: string): Promise<Programme> {
    const { id } = await this.find(tx, reference);
    return tx.findOneOrFail(Programme, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }
}

/** Without what a request left out. */
function said<Body extends object>(body: Body): { [Field in keyof Body]: Exclude<Body[Field], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}
