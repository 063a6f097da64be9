import { debitCredit, Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Allocation } from '../allocations/allocation.entity';
import { ProjectMoney } from '../allocations/project-money.service';
import type { Project } from '../projects/project.entity';
import { Recoveries } from '../recoveries/recoveries.service';
import { about, accounts } from '../rules/accounts';
import type { Origin } from '../rules/origin';
import { type Share, splitOver, sumOf } from './split';
import { Tranche } from './tranche.entity';

interface Because {
  reason: string;
  effectiveDate: string;
}

/** Reserves a project's money for a tranche, and frees it: decided under the lock of the project's allocations. */
@Injectable()
export class Reservations {
  constructor(
    private readonly ledger: Ledger,
    private readonly money: ProjectMoney,
    private readonly recoveries: Recoveries,
  ) {}

  /** @throws {Violation} INSUFFICIENT_FUNDS with what is allocated and free */
  async reserve(
    tx: EntityManager,
    project: Project,
    tranche: Tranche,
    effectiveDate: string,
    origin: Origin,
  ): Promise<void> {
    const split = splitOver(tranche.amount, await this.money.held(tx, project), `Free on ${project.code}`);
    const [posted] = await this.ledger.post(tx, {
      kind: 'tranche-approved',
      reason: `Tranche ${tranche.code} approved`,
      reference: tranche.code,
      valueDate: effectiveDate,
      actor: origin.actor,
      postings: [
        ...this.charged(project, tranche, tranche.amount, await this.subsidised(tx, project, split)),
        ...split.flatMap((share) => this.moved(project, tranche, share)),
      ],
    });
    tranche.split = split;
    tranche.approvalTransaction = posted?.id ?? null;
  }

  /**
   * The opposite of what is still reserved: all of it, unless the bank sent back less than it was given. A claim on money
   * that now stays here falls, and what a reduction had claimed goes back to its envelopes.
   */
  async free(
    tx: EntityManager,
    project: Project,
    tranche: Tranche,
    { reason, effectiveDate }: Because,
    origin: Origin,
  ): Promise<void> {
    const held = await this.heldFor(tx, tranche);
    if (held.length === 0) return;
    const opposite = [
      ...this.charged(project, tranche, sumOf(held), await this.subsidised(tx, project, held)),
      ...held.flatMap((share) => this.moved(project, tranche, share)),
    ].map((posting) => ({ ...posting, amount: posting.amount.negated() }));
    await this.ledger.post(tx, {
      kind: 'tranche-approval-reversed',
      reason,
      reference: tranche.code,
      valueDate: effectiveDate,
      actor: origin.actor,
      ...(tranche.approvalTransaction && { reverses: tranche.approvalTransaction }),
      postings: opposite,
    });
    tranche.split = [];
    tranche.approvalTransaction = null;
    const amount = await this.recoveries.forgo(tx, project, held, { reason, effectiveDate }, origin);
    await this.money.releaseSome(tx, project, { amount, reason, effectiveDate }, origin);
  }

  /** What each agreement has reserved for a tranche, now. */
  async heldFor(tx: EntityManager, { code, split }: Tranche): Promise<Share[]> {
    if (split.length === 0) return [];
    const balances = await this.ledger.lock(
      tx,
      split.map(({ agreement }) => accounts.tranche(code, agreement)),
    );
    const held = split.map(({ agreement }) => ({
      agreement,
      amount: balances.get(accounts.tranche(code, agreement)) ?? Money.zero(),
    }));
    return held.filter(({ amount }) => amount.isPositive());
  }

  /** The charge, and the commitment it uses up: a city's own money paid into the Fund was never committed by a vote. */
  private charged(project: Project, tranche: Tranche, amount: Money, subsidised: Money) {
    const dimensions = about(project, { tranche: tranche.code });
    return [
      ...debitCredit(accounts.expense(project.code), accounts.payable(project.code), amount, dimensions),
      ...debitCredit(accounts.commitment(project.code), accounts.contra(project.code), subsidised, dimensions),
    ];
  }

  private moved(project: Project, tranche: Tranche, { agreement, amount }: Share) {
    const dimensions = about(project, { agreement, tranche: tranche.code });
    return debitCredit(
      accounts.allocation(project.code, agreement),
      accounts.tranche(tranche.code, agreement),
      amount,
      dimensions,
    );
  }

  private async subsidised(tx: EntityManager, project: Project, split: readonly Share[]): Promise<Money> {
    const own = await this.cityAgreements(tx, project);
    return sumOf(split.filter(({ agreement }) => !own.has(agreement)));
  }

  private async cityAgreements(tx: EntityManager, project: Project): Promise<ReadonlySet<string>> {
    const allocations = await tx.findBy(Allocation, { projectId: project.id, status: 'CONFIRMED' });
    const lines = allocations.flatMap((allocation) => allocation.lines);
    return new Set(lines.filter(({ countsAs }) => countsAs === 'CITY').map(({ agreement }) => agreement));
  }
}
