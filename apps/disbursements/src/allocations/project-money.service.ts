import { debitCredit, Ledger } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import type { EventData } from '@abonde/contracts';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Project } from '../projects/project.entity';
import { about, accounts, lastCode } from '../rules/accounts';
import { type Origin, traceOf } from '../rules/origin';
import { type Share, splitOver } from '../tranches/split';

type MovementCause = EventData<'abonde.disbursements.project-money-moved.v1'>['cause'];

export interface Arrival {
  allocation: string;
  transfer: string;
  lines: readonly Share[];
  valueDate: string;
  accountingDate: string;
}

export interface Release {
  agreement: string;
  amount: Money;
  reason: string;
  effectiveDate: string;
}

/** A project's money by agreement: comes from contributions, goes back there. The project's row is locked by the caller. */
@Injectable()
export class ProjectMoney {
  constructor(
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /** What each agreement has on the project, neither reserved nor paid; locked until the transaction ends. */
  async held(tx: EntityManager, project: Project): Promise<Map<string, Money>> {
    const open = await this.ledger.balances(accounts.allocation(project.code, '*'), undefined, tx);
    if (open.size === 0) return new Map();
    const balances = await this.ledger.lock(tx, [...open.keys()]);
    return new Map([...balances].map(([account, balance]) => [lastCode(account), balance]));
  }

  /** Takes in what contributions sent: a fact, posted once per transfer whatever the project's state. False: it was there already. */
  async receive(tx: EntityManager, project: Project, arrival: Arrival, origin: Origin): Promise<boolean> {
    const [posted] = await this.ledger.post(
      tx,
      {
        kind: 'allocation-received',
        reason: `Allocation to ${project.code}`,
        reference: arrival.allocation,
        valueDate: arrival.valueDate,
        accountingDate: await this.ledger.firstOpenDay(tx, arrival.accountingDate),
        transfer: arrival.transfer,
        actor: origin.actor,
        postings: arrival.lines.flatMap(({ agreement, amount }) =>
          debitCredit(accounts.transfer, accounts.allocation(project.code, agreement), amount, {
            ...about(project, { agreement }),
          }),
        ),
      },
      { floors: 'FACT' },
    );
    if (!posted || posted.duplicate) return false;
    await this.announce(tx, project, arrival.lines, { cause: 'ALLOCATED', valueDate: arrival.valueDate }, origin);
    return true;
  }

  /** Sends free money back to its envelope. @throws {InsufficientFunds} when it is reserved or paid meanwhile */
  async release(
    tx: EntityManager,
    project: Project,
    { agreement, amount, reason, effectiveDate }: Release,
    origin: Origin,
  ): Promise<void> {
    const transfer = uuid();
    const [posted] = await this.ledger.post(tx, {
      kind: 'allocation-released',
      reason,
      reference: project.code,
      valueDate: effectiveDate,
      transfer,
      actor: origin.actor,
      postings: debitCredit(
        accounts.allocation(project.code, agreement),
        accounts.transfer,
        amount,
        about(project, { agreement }),
      ),
    });
    await this.outbox.add(tx, 'abonde.disbursements.allocation-released.v1', {
      key: project.code,
      data: { project: project.code, agreement, amount: amount.toJSON(), reason },
      transfer,
      valueDate: effectiveDate,
      ...(posted && { accountingDate: posted.accountingDate }),
      ...traceOf(origin),
    });
    const back = [{ agreement, amount: amount.negated() }];
    await this.announce(tx, project, back, { cause: 'RELEASED', valueDate: effectiveDate }, origin);
  }

  /** Sends an amount back, in the proportions of what each agreement has free. @throws {Violation} INSUFFICIENT_FUNDS */
  async releaseSome(
    tx: EntityManager,
    project: Project,
    { amount, ...because }: Omit<Release, 'agreement'>,
    origin: Origin,
  ): Promise<void> {
    const held = await this.held(tx, project);
    for (const share of splitOver(amount, held, `Free on ${project.code}`))
      await this.release(tx, project, { ...share, ...because }, origin);
  }

  /** Sends back all that no payment has reserved: each agreement under a transfer of its own. */
  async releaseAll(
    tx: EntityManager,
    project: Project,
    { reason, effectiveDate }: { reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<void> {
    const held = await this.held(tx, project);
    for (const [agreement, amount] of [...held].sort()) {
      if (amount.isPositive()) await this.release(tx, project, { agreement, amount, reason, effectiveDate }, origin);
    }
  }

  /** What was committed by votes and will not be paid: reversed to the last cent. */
  async uncommit(
    tx: EntityManager,
    project: Project,
    { reason, effectiveDate }: { reason: string; effectiveDate: string },
    origin: Origin,
  ): Promise<void> {
    const account = accounts.commitment(project.code);
    const left = (await this.ledger.lock(tx, [account])).get(account) ?? Money.zero();
    if (!left.isPositive()) return;
    await this.ledger.post(tx, {
      kind: 'commitment-released',
      reason,
      reference: project.code,
      valueDate: effectiveDate,
      actor: origin.actor,
      postings: debitCredit(account, accounts.contra(project.code), left, about(project)),
    });
  }

  /** The part of what comes back that was still to be justified: justified money was spent, whoever gives it back later. */
  async unjustified(tx: EntityManager, project: Project, back: readonly Share[]): Promise<Share[]> {
    if (back.length === 0) return [];
    const names = back.map(({ agreement }) => accounts.toJustify(project.code, agreement));
    const balances = await this.ledger.lock(tx, names);
    return back.map(({ agreement, amount }) => {
      const left = balances.get(accounts.toJustify(project.code, agreement)) ?? Money.zero();
      return { agreement, amount: amount.min(left.max(Money.zero())) };
    });
  }

  /** Tells each change of what a project holds, by agreement: what the interest of each day is computed on. */
  async announce(
    tx: EntityManager,
    project: Project,
    movements: readonly Share[],
    { cause, valueDate }: { cause: MovementCause; valueDate: string },
    origin: Origin,
  ): Promise<void> {
    for (const { agreement, amount } of movements) {
      await this.outbox.add(tx, 'abonde.disbursements.project-money-moved.v1', {
        key: project.code,
        data: { project: project.code, agreement, movement: uuid(), delta: amount.toJSON(), cause },
        valueDate,
        ...traceOf(origin),
      });
    }
  }
}
