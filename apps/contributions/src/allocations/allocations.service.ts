import { Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money, type MoneyJson } from '@abonde/money';
import {
  BusinessClock,
  checkVersion,
  type Command,
  DomainError,
  isUuid,
  notFound,
  UnitOfWork,
  uuid,
} from '@abonde/platform';
import { Violation } from '@abonde/violation';
import { Injectable } from '@nestjs/common';
import { type EntityManager, In } from 'typeorm';
import { Agreement } from '../agreements/agreement.entity';
import { Envelopes } from '../envelopes/envelopes.service';
import { byCommand } from '../envelopes/origin';
import { SubsidyRow, subsidyOf } from '../projects/project.entity';
import { refuseSamePerson } from '../two-persons';
import { checkLines, checkStanding } from './adjustment';
import { Allocated, Allocation, type AllocationLine, givenLines } from './allocation.entity';
import { AllocationHistory } from './allocation-history.service';
import { allocationEvent, confirmation, reservation } from './allocation.postings';
import type { AdjustDto, ConfirmDto } from './allocations.dto';
import { sum } from './plan';
import { Proposals } from './proposals.service';
import { Purses } from './purses.service';
import { adjustedReason } from './reason';

/** What a person does with a proposal: adjust it, confirm what another adjusted, reject it. */
@Injectable()
export class Allocations {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
    private readonly purses: Purses,
    private readonly proposals: Proposals,
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
    private readonly history: AllocationHistory,
  ) {}

  propose(project: string, command: Command): Promise<{ project: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      if (!(await tx.existsBy(SubsidyRow, { project }))) throw notFound('subsidy', project);
      await this.proposals.propose(tx, project, byCommand(command), command.actor.id);
      return { project };
    });
  }

  adjust(id: string, body: AdjustDto, expected: number | undefined, command: Command): Promise<{ id: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      const allocation = await this.proposed(tx, id, expected);
      const subsidy = subsidyOf(await tx.findOneByOrFail(SubsidyRow, { project: allocation.project }));
      const lines = body.lines.map(({ agreement, amount }) => ({ agreement, amount: inEuros(amount, agreement) }));
      const before = givenLines(allocation.lines);
      const funds = await this.purses.funds(tx);
      const free = new Map(funds.free);
      for (const { agreement, amount } of before) free.set(agreement, (free.get(agreement) ?? 0n) + amount);
      const given = await this.purses.given(tx, subsidy.project, id);
      checkLines(lines, subsidy, given, funds, free);
      const changes = [...lines, ...before.map(({ agreement, amount }) => ({ agreement, amount: -amount }))];
      const agreements = await this.agreements(
        tx,
        changes.map(({ agreement }) => agreement),
      );
      const note = body.reason ?? 'choix du service financier';
      allocation.effectiveDate = await this.proposals.effectiveDate(tx, subsidy.sessionDate, lines);
      const postings = reservation(id, netted(changes), agreements);
      // A remark on the lines as they were proposed moves no money.
      if (postings.length > 0) {
        await this.ledger.post(tx, {
          kind: 'allocation-adjusted',
          reason: `Imputation ajustée pour ${subsidy.project} : ${note}`,
          reference: subsidy.project,
          valueDate: allocation.effectiveDate,
          actor: command.actor.id,
          metadata: { allocation: id },
          postings,
        });
      }
      allocation.lines = lines.map(({ agreement, amount }): AllocationLine => ({
        agreement,
        minor: amount.toString(),
        countsAs: funds.givers.get(agreement)?.countsAs ?? 'FUND',
        reason: adjustedReason(note),
      }));
      Object.assign(allocation, {
        adjustedBy: command.actor.id,
        adjustmentNote: note,
        version: allocation.version + 1,
      });
      await tx.save(allocation);
      await this.history.keep(tx, allocation, 'ADJUSTED', command.actor.id, note);
      const { correlationId } = command;
      await this.outbox.add(tx, 'abonde.contributions.allocation-proposed.v1', {
        ...allocationEvent(allocation),
        correlationId,
      });
      await this.envelopes.publishFree(
        tx,
        changes.map(({ agreement }) => agreement),
        byCommand(command),
      );
      await this.proposals.settleWait(
        tx,
        subsidy,
        subsidy.attributedTotal - sum([...given, ...lines]),
        byCommand(command),
      );
      return { id };
    });
  }

  confirm(id: string, body: ConfirmDto, expected: number | undefined, command: Command): Promise<{ id: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      const allocation = await this.proposed(tx, id, expected);
      refuseSamePerson(command.actor.id, await this.history.makers(tx, id), 'this allocation');
      const subsidy = subsidyOf(await tx.findOneByOrFail(SubsidyRow, { project: allocation.project }));
      const lines = givenLines(allocation.lines);
      const given = await this.purses.given(tx, allocation.project, id);
      checkStanding(lines, subsidy, given, await this.purses.funds(tx));
      const day = await this.clock.effective(
        body.effectiveDate ?? (await this.proposals.effectiveDate(tx, subsidy.sessionDate, lines)),
        tx,
      );
      await this.transferOut(tx, allocation, day, command);
      return { id };
    });
  }

  reject(id: string, reason: string, expected: number | undefined, command: Command): Promise<{ id: string }> {
    return this.unitOfWork.run(command, async (tx) => {
      const allocation = await this.proposed(tx, id, expected);
      await this.proposals.withdraw(tx, allocation, reason, byCommand(command), command.actor.id);
      return { id };
    });
  }

  /** Reserved → the project's book, under a new transfer (14). */
  private async transferOut(
    tx: EntityManager,
    allocation: Allocation,
    valueDate: string,
    command: Command,
  ): Promise<void> {
    const transfer = uuid();
    const lines = givenLines(allocation.lines);
    const agreements = await this.agreements(
      tx,
      lines.map(({ agreement }) => agreement),
    );
    const { accountingDate } = await this.envelopes.record(
      tx,
      {
        kind: 'allocation-confirmed',
        reason: `Imputation confirmée pour ${allocation.project}`,
        reference: allocation.project,
        valueDate,
        transfer,
        metadata: { allocation: allocation.id },
        postings: confirmation(allocation, agreements),
      },
      lines.map(({ agreement, amount }) => ({ agreement, delta: -amount, cause: 'ALLOCATED' as const })),
      byCommand(command),
    );
    Object.assign(allocation, {
      status: 'CONFIRMED',
      effectiveDate: valueDate,
      confirmedBy: command.actor.id,
      transfer,
      version: allocation.version + 1,
    });
    await tx.save(allocation);
    await this.history.keep(tx, allocation, 'CONFIRMED', command.actor.id);
    for (const { agreement, amount } of lines) {
      const before = await tx.findOneBy(Allocated, { project: allocation.project, agreement });
      await tx.save(Allocated, { project: allocation.project, agreement, amount: (before?.amount ?? 0n) + amount });
    }
    const { correlationId } = command;
    const dates = { transfer, valueDate, accountingDate };
    await this.outbox.add(tx, 'abonde.contributions.allocation-confirmed.v1', {
      ...allocationEvent(allocation),
      ...dates,
      correlationId,
    });
  }

  private async proposed(tx: EntityManager, id: string, expected: number | undefined): Promise<Allocation> {
    await this.purses.lock(tx);
    const allocation = isUuid(id)
      ? await tx.findOne(Allocation, { where: { id }, lock: { mode: 'pessimistic_write' } })
      : null;
    if (!allocation) throw notFound('allocation', id);
    checkVersion(expected, allocation.version);
    if (allocation.status === 'PROPOSED') return allocation;
    throw new DomainError({
      code: 'ALLOCATION_NOT_OPEN',
      status: 409,
      title: 'Not open any more',
      detail: `This allocation is ${allocation.status}.`,
      state: allocation.status,
    });
  }

  private async agreements(tx: EntityManager, codes: readonly string[]): Promise<Map<string, Agreement>> {
    const rows = await tx.findBy(Agreement, { code: In([...codes]) });
    return new Map(rows.map((row) => [row.code, row]));
  }
}

/** @throws {Violation} 422 `CURRENCY_MISMATCH`: envelopes are in euros */
function inEuros(amount: MoneyJson, agreement: string): bigint {
  const money = Money.of(amount);
  if (money.currency === 'EUR') return money.minor;
  throw new Violation({
    code: 'CURRENCY_MISMATCH',
    status: 422,
    title: 'Allocation not allowed',
    detail: `Allocations are in euros; the line of ${agreement} is in ${money.currency}.`,
    figures: { agreement, requested: money },
  });
}

/** One change an agreement: money that stays reserved does not move. */
function netted(changes: readonly { agreement: string; amount: bigint }[]): { agreement: string; amount: bigint }[] {
  const net = new Map<string, bigint>();
  for (const { agreement, amount } of changes) net.set(agreement, (net.get(agreement) ?? 0n) + amount);
  return [...net].map(([agreement, amount]) => ({ agreement, amount }));
}
