import { Money } from '@abonde/money';
import { BusinessClock, notFound } from '@abonde/platform';
import { Violation } from '@abonde/violation';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProjectMoney } from '../allocations/project-money.service';
import { Attribution } from '../bureau/attribution.service';
import { checkGoingOn } from '../projects/life-cycle';
import type { Project } from '../projects/project.entity';
import type { Origin } from '../rules/origin';
import { refuseMaker } from '../rules/maker-checker';
import { sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import {
  checkAmendment,
  lineChanges,
  type LineChange,
  type ProgrammeChanges,
  releaseOf,
  sameFields,
} from './amendment';
import { checkPrepared } from './programme';
import { ProgrammeAmendment } from './programme-amendment.entity';
import type { Programme } from './programme.entity';
import type { ApproveProgrammeDto, PrepareAmendmentDto } from './programmes.dto';
import { Programmes } from './programmes.service';

interface Because {
  reason: string;
  effectiveDate: string;
}

/** Amendments of programmes in force: what their donors agreed to change, and the money that follows. */
@Injectable()
export class ProgrammeAmendments {
  constructor(
    private readonly programmes: Programmes,
    private readonly attribution: Attribution,
    private readonly money: ProjectMoney,
    private readonly clock: BusinessClock,
  ) {}

  async prepare(
    tx: EntityManager,
    reference: string,
    { reason, ...changes }: PrepareAmendmentDto,
    origin: Origin,
  ): Promise<void> {
    const programme = await this.programmes.lock(tx, reference);
    const earlier = await tx.findBy(ProgrammeAmendment, { programmeId: programme.id });
    const open = earlier.find(({ status }) => status === 'PREPARED')?.number ?? null;
    checkAmendment(programme, changes, open);
    checkPrepared({ ...programme, ...given(changes) });
    await tx.insert(ProgrammeAmendment, {
      ...{ programmeId: programme.id, number: earlier.length + 1, status: 'PREPARED', reason },
      ...{ changes: changes as never, before: null, preparedBy: origin.actor },
      ...{ preparedOn: await this.clock.today(tx), approvedBy: null, approvedOn: null },
    });
  }

  async withdraw(tx: EntityManager, reference: string, number: number): Promise<void> {
    const { amendment } = await this.lockPrepared(tx, reference, number);
    await tx.save(Object.assign(amendment, { status: 'WITHDRAWN' }));
  }

  /** Puts it in force: the programme says what was agreed, and its money follows, agreement by agreement. */
  async approve(
    tx: EntityManager,
    reference: string,
    number: number,
    body: ApproveProgrammeDto,
    origin: Origin,
  ): Promise<void> {
    const { programme, amendment } = await this.lockPrepared(tx, reference, number);
    const detail = `Whoever prepared amendment ${number} of ${programme.code} does not approve it`;
    refuseMaker(origin.actor, amendment.preparedBy, detail, { programme: programme.code, number });
    const effectiveDate = await this.clock.effective(body.effectiveDate, tx);
    const changes = lineChanges(programme.lines, amendment.changes.lines ?? programme.lines);
    const before = sameFields(programme, amendment.changes);
    await this.programmes.change(tx, Object.assign(programme, given(amendment.changes)));
    if (programme.instrument === 'GOVERNANCE')
      await this.follow(tx, programme, changes, { reason: amendment.reason, effectiveDate }, origin);
    Object.assign(amendment, { status: 'APPROVED', before, approvedBy: origin.actor, approvedOn: effectiveDate });
    await tx.save(amendment);
  }

  /** The subsidy follows the lines: what is given more is attributed, what is given less goes back to its envelope. */
  private async follow(
    tx: EntityManager,
    programme: Programme,
    changes: readonly LineChange[],
    because: Because,
    origin: Origin,
  ): Promise<void> {
    const project = await this.programmes.rewrite(tx, programme);
    checkGoingOn(project);
    if (changes.length === 0) return;
    const releases = await this.releases(tx, project, changes);
    const total = Money.sum(programme.lines.map(({ amount }) => Money.of(amount)));
    const more = total.minus(project.attributedTotal);
    if (more.isNegative()) {
      project.engagedTotal = project.engagedTotal.plus(more);
      await this.attribution.reduce(tx, project, { attributed: total, ...because }, origin);
    }
    const attributed = more.max(Money.zero());
    const lines = programme.lines.map(({ agreement, amount }) => ({ agreement, amount: Money.of(amount).toJSON() }));
    const subsidy = { engaged: attributed, attributed, session: null, date: because.effectiveDate, lines };
    await this.attribution.attribute(tx, project, subsidy, origin);
    for (const { agreement, amount } of releases)
      await this.money.release(tx, project, { agreement, amount, ...because }, origin);
  }

  private async releases(tx: EntityManager, project: Project, changes: readonly LineChange[]) {
    const held = await this.money.held(tx, project);
    const tranches = await tx.findBy(Tranche, { projectId: project.id });
    return changes
      .filter(({ before, after }) => after.compare(before) < 0)
      .map((change) => {
        const shares = tranches.flatMap(({ split }) => split.filter(({ agreement }) => agreement === change.agreement));
        const money = { free: held.get(change.agreement) ?? Money.zero(), taken: sumOf(shares) };
        return { agreement: change.agreement, amount: releaseOf(change, money, project) };
      })
      .filter(({ amount }) => amount.isPositive());
  }

  private async lockPrepared(
    tx: EntityManager,
    reference: string,
    number: number,
  ): Promise<{ programme: Programme; amendment: ProgrammeAmendment }> {
    const programme = await this.programmes.lock(tx, reference);
    const amendment = await tx.findOneBy(ProgrammeAmendment, { programmeId: programme.id, number });
    if (!amendment) throw notFound('amendment', `${programme.code}/${number}`);
    if (amendment.status === 'PREPARED') return { programme, amendment };
    throw new Violation({
      code: 'ILLEGAL_MOVE',
      status: 409,
      title: 'The amendment was decided',
      detail: `Amendment ${number} of ${programme.code} is ${amendment.status}`,
      figures: { programme: programme.code, number, state: amendment.status, needed: ['PREPARED'] },
    });
  }
}

function given(changes: ProgrammeChanges): ProgrammeChanges {
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}
