import { type Day, maxDay } from '@abonde/calendar';
import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In, IsNull } from 'typeorm';
import { Agreement } from '../agreements/agreement.entity';
import { Envelopes } from '../envelopes/envelopes.service';
import { type Origin, trace } from '../envelopes/origin';
import { SubsidyRow, subsidyOf } from '../projects/project.entity';
import { Allocation, type AllocationLine, givenLines } from './allocation.entity';
import { AllocationHistory } from './allocation-history.service';
import { allocationEvent, reservation } from './allocation.postings';
import { demandOf, type Given, type Subsidy, sum } from './plan';
import { linesOf, pursesOf, sameSplit } from './proposal-lines.builder';
import { type Funds, Purses } from './purses.service';

import { type Demand, type Share, split } from './split';

/** What proposes when nobody asks: a vote, a receipt, a release. */
const SOLVER = 'system:contributions';

/** Proposes which agreements pay for what was attributed, reserves the money, and says what is missing. */
@Injectable()
export class Proposals {
  constructor(
    private readonly purses: Purses,
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
    private readonly history: AllocationHistory,
  ) {}

  /**
   * For one project; when its own money does not cover it, with the open proposals of its session together. A person who
   * asks for it is its maker.
   */
  async propose(tx: EntityManager, project: string, origin: Origin, askedBy: string = SOLVER): Promise<void> {
    await this.purses.lock(tx);
    const row = await tx.findOneBy(SubsidyRow, { project, open: true });
    if (!row) return;
    const subsidy = subsidyOf(row);
    const funds = await this.purses.funds(tx);
    const given = await this.purses.given(tx, project);
    const demand = demandOf(subsidy, given, funds);
    if (demand.missing <= 0n) return this.settleWait(tx, subsidy, 0n, origin);
    const shares = split([demand], pursesOf(funds)).get(project) ?? [];
    if (sum(shares) < demand.missing && (await this.together(tx, subsidy, shares, funds, origin))) return;
    await this.reserve(tx, subsidy, shares, funds, origin, askedBy);
    await this.settleWait(tx, subsidy, demand.missing - sum(shares), origin);
  }

  /** Fills what waits, as soon as money is there; all that wait are solved together. */
  async fill(tx: EntityManager, origin: Origin): Promise<void> {
    if (!(await tx.existsBy(Allocation, { status: 'AWAITING_FUNDS' }))) return;
    await this.purses.lock(tx);
    const waiting = await tx.findBy(Allocation, { status: 'AWAITING_FUNDS' });
    const subsidies = await this.subsidies(
      tx,
      waiting.map(({ project }) => project),
    );
    const funds = await this.purses.funds(tx);
    const demands = await Promise.all(
      subsidies.map(async (subsidy) => demandOf(subsidy, await this.purses.given(tx, subsidy.project), funds)),
    );
    const shares = split(demands, pursesOf(funds));
    for (const [index, subsidy] of subsidies.entries()) {
      const own = shares.get(subsidy.project) ?? [];
      if (own.length === 0) continue;
      await this.reserve(tx, subsidy, own, funds, origin);
      await this.settleWait(tx, subsidy, (demands[index] as Demand).missing - sum(own), origin);
    }
  }

  /** Rejects a proposal: its money goes back to the envelopes (15). */
  async withdraw(
    tx: EntityManager,
    allocation: Allocation,
    reason: string,
    origin: Origin,
    by: string | null = null,
  ): Promise<void> {
    const agreements = await this.agreements(tx, allocation.lines);
    const back = reservation(
      allocation.id,
      givenLines(allocation.lines).map(({ agreement, amount }) => ({ agreement, amount: -amount })),
      agreements,
    );
    await this.ledger.post(tx, {
      kind: 'allocation-rejected',
      reason,
      reference: allocation.project,
      valueDate: allocation.effectiveDate,
      actor: origin.actor,
      metadata: { allocation: allocation.id },
      postings: back,
    });
    Object.assign(allocation, {
      status: 'REJECTED',
      rejectedBy: by,
      rejectionReason: reason,
      version: allocation.version + 1,
    });
    await tx.save(allocation);
    await this.history.keep(tx, allocation, 'REJECTED', origin.actor, reason);
    await this.outbox.add(tx, 'abonde.contributions.allocation-rejected.v1', {
      ...allocationEvent(allocation),
      ...trace(origin),
    });
    await this.envelopes.publishFree(
      tx,
      allocation.lines.map(({ agreement }) => agreement),
      origin,
    );
  }

  /** Stops all that is open for a project: it may not be given money any more. */
  async stop(tx: EntityManager, project: string, reason: string, origin: Origin): Promise<void> {
    await this.purses.lock(tx);
    for (const open of await tx.findBy(Allocation, { project, status: 'PROPOSED' }))
      await this.withdraw(tx, open, reason, origin);
    const wait = await tx.findOneBy(Allocation, { project, status: 'AWAITING_FUNDS' });
    if (!wait) return;
    Object.assign(wait, { status: 'REJECTED', rejectionReason: reason, version: wait.version + 1 });
    await tx.save(wait);
    await this.history.keep(tx, wait, 'REJECTED', origin.actor, reason);
  }

  /**
   * Solves the project with the untouched proposals of its session, as if none had been made, so that the outcome is the
   * same in whatever order the session's votes arrive. Answers false when nothing would change.
   */
  private async together(
    tx: EntityManager,
    subsidy: Subsidy,
    alone: readonly Share[],
    funds: Funds,
    origin: Origin,
  ): Promise<boolean> {
    const peers = await this.peers(tx, subsidy);
    if (peers.length === 0) return false;
    const free = new Map(funds.free);
    for (const { agreement, amount } of peers.flatMap(({ lines }) => givenLines(lines)))
      free.set(agreement, (free.get(agreement) ?? 0n) + amount);
    const subsidies = await this.subsidies(tx, [subsidy.project, ...peers.map(({ project }) => project)]);
    const demands: Demand[] = [];
    for (const one of subsidies) {
      const peer = peers.find(({ project }) => project === one.project);
      demands.push(demandOf(one, await this.purses.given(tx, one.project, peer?.id), funds));
    }
    const shares = split(demands, pursesOf({ ...funds, free }));
    const asItStands = new Map<string, readonly Given[]>([
      [subsidy.project, alone],
      ...peers.map(({ project, lines }) => [project, givenLines(lines)] as const),
    ]);
    if (subsidies.every(({ project }) => sameSplit(shares.get(project) ?? [], asItStands.get(project) ?? [])))
      return false;
    for (const peer of peers)
      await this.withdraw(tx, peer, 'Répartition revue avec les autres projets de la session', origin);
    const fresh = await this.purses.funds(tx);
    for (const [index, one] of subsidies.entries()) {
      const own = shares.get(one.project) ?? [];
      await this.reserve(tx, one, own, fresh, origin);
      await this.settleWait(tx, one, (demands[index] as Demand).missing - sum(own), origin);
    }
    return true;
  }

  private async peers(tx: EntityManager, { session, project }: Subsidy): Promise<Allocation[]> {
    if (session === null) return [];
    const others = (await tx.findBy(SubsidyRow, { session, open: true }))
      .map((row) => row.project)
      .filter((other) => other !== project);
    const open = await tx.find(Allocation, {
      where: { project: In(others), status: 'PROPOSED', adjustedBy: IsNull() },
      order: { project: 'ASC' },
    });
    return open.filter(({ project: one }) => open.filter(({ project: other }) => other === one).length === 1);
  }

  /** In the order in which they are served: voted first, then ending first. */
  private async subsidies(tx: EntityManager, projects: readonly string[]): Promise<Subsidy[]> {
    const rows = await tx.find(SubsidyRow, {
      where: { project: In([...projects]), open: true },
      order: { sessionDate: 'ASC', periodTo: 'ASC', project: 'ASC' },
    });
    return rows.map(subsidyOf);
  }

  /** Keeps the proposal and reserves its money (13). */
  private async reserve(
    tx: EntityManager,
    subsidy: Subsidy,
    shares: readonly Share[],
    funds: Funds,
    origin: Origin,
    askedBy: string = SOLVER,
  ): Promise<void> {
    const given = await this.purses.given(tx, subsidy.project);
    const lines = linesOf(shares, { subsidy, funds, given });
    if (lines.length === 0) return;
    const effectiveDate = await this.effectiveDate(tx, subsidy.sessionDate, givenLines(lines));
    const allocation = tx.create(Allocation, {
      id: uuid(),
      project: subsidy.project,
      status: 'PROPOSED',
      lines,
      missing: 0n,
      effectiveDate,
      version: 1,
    });
    await tx.insert(Allocation, allocation);
    await this.history.keep(tx, allocation, 'PROPOSED', askedBy);
    const agreements = await this.agreements(tx, lines);
    await this.ledger.post(tx, {
      kind: 'allocation-proposed',
      reason: `Imputation proposée pour ${subsidy.project}`,
      reference: subsidy.project,
      valueDate: effectiveDate,
      actor: origin.actor,
      metadata: { allocation: allocation.id },
      postings: reservation(allocation.id, givenLines(lines), agreements),
    });
    await this.outbox.add(tx, 'abonde.contributions.allocation-proposed.v1', {
      ...allocationEvent(allocation),
      ...trace(origin),
    });
    await this.envelopes.publishFree(
      tx,
      lines.map(({ agreement }) => agreement),
      origin,
    );
  }

  /** Later of the session and of the day the money of every line was in hand. */
  async effectiveDate(tx: EntityManager, sessionDate: Day, lines: readonly Given[]): Promise<Day> {
    let day = sessionDate;
    for (const { agreement, amount } of lines) {
      day = maxDay(day, (await this.envelopes.inHandFrom(tx, agreement, amount)) ?? sessionDate);
    }
    return day;
  }

  /** What is missing is shown as waiting for funds until money comes; nothing missing ends the wait. */
  async settleWait(tx: EntityManager, subsidy: Subsidy, missing: bigint, origin: Origin): Promise<void> {
    const wait = await tx.findOneBy(Allocation, { project: subsidy.project, status: 'AWAITING_FUNDS' });
    if (missing <= 0n) {
      if (wait) await this.endWait(tx, wait, origin);
      return;
    }
    if (wait?.missing === missing) return;
    const waiting = wait ?? newWait(subsidy);
    Object.assign(waiting, { missing, version: waiting.version + 1 });
    await tx.save(Allocation, waiting);
    await this.history.keep(tx, waiting, 'WAITING', origin.actor);
    const data = { project: subsidy.project, missing: Money.minor(missing).toJSON() };
    await this.outbox.add(tx, 'abonde.contributions.allocation-short.v1', {
      key: subsidy.project,
      data,
      ...trace(origin),
    });
  }

  private async endWait(tx: EntityManager, wait: Allocation, origin: Origin): Promise<void> {
    Object.assign(wait, { status: 'FILLED', missing: 0n, version: wait.version + 1 });
    await tx.save(wait);
    await this.history.keep(tx, wait, 'FILLED', origin.actor);
  }

  private async agreements(tx: EntityManager, lines: readonly AllocationLine[]): Promise<Map<string, Agreement>> {
    const rows = await tx.findBy(Agreement, { code: In(lines.map(({ agreement }) => agreement)) });
    return new Map(rows.map((row) => [row.code, row]));
  }
}

/** Its version is 0 until it is kept. */
function newWait({ project, sessionDate }: Subsidy): Allocation {
  const wait = { id: uuid(), project, status: 'AWAITING_FUNDS' as const, lines: [], effectiveDate: sessionDate };
  return Object.assign(new Allocation(), wait, { missing: 0n, version: 0 });
}
