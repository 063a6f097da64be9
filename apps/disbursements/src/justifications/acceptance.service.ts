import type { EventData } from '@abonde/contracts';
import { Ledger, type NewTransaction } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { localRate } from '../conversions/conversion';
import { type Origin, traceOf } from '../rules/origin';
import { justifiedPercent } from '../tranches/conditions';
import { added, sumOf } from '../tranches/split';
import { Tranche } from '../tranches/tranche.entity';
import type { LockedTranche } from '../tranches/tranches.service';
import { type Clearing, clearingOf } from './clearing.postings';
import type { ExpenseLine } from './expense-line.entity';
import type { Justification } from './justification.entity';
import { byRate, exchangeDifference } from './valuation';
import { checkVariations } from './variation';
import { Variations } from './variations.service';

type Judged = 'abonde.disbursements.expense-justified.v1' | 'abonde.disbursements.expense-rejected.v1';

/** Makes expenses count: in the book, on their tranche, and told to the others. */
@Injectable()
export class Acceptance {
  constructor(
    private readonly variations: Variations,
    private readonly ledger: Ledger,
    private readonly outbox: Outbox,
  ) {}

  /** @throws {Violation} BUDGET_LINE_VARIATION where a line goes beyond a donor's limit without its consent */
  async count(
    tx: EntityManager,
    locked: LockedTranche,
    justification: Justification,
    lines: readonly ExpenseLine[],
    origin: Origin,
  ): Promise<void> {
    const { tranche, project } = locked;
    const beyond = await this.variations.of(tx, locked, { justification: justification.id, lines });
    checkVariations(tranche.code, beyond, justification.variationConsent);
    const clearing = clearingOf(project, tranche, byRate(lines, localRate(tranche, project.dossier.localCurrency)));
    await this.post(tx, tranche, justification, clearing, origin);
    tranche.justified = added(tranche.justified, clearing.split);
    tranche.version += 1;
    await tx.save(tranche);
    Object.assign(justification, { status: 'ACCEPTED', judgedBy: origin.actor, split: clearing.split });
    await tx.save(justification);
    const { amount, split, reason } = justification;
    const told = { amount, split, reason, exchangeDifference: exchangeDifference(lines) };
    await this.publish(tx, locked, justification, 'abonde.disbursements.expense-justified.v1', told, origin);
  }

  async tellRejected(
    tx: EntityManager,
    locked: LockedTranche,
    justification: Justification,
    lines: readonly ExpenseLine[],
    origin: Origin,
  ): Promise<void> {
    const reason = [...new Set(lines.map(({ rejected }) => rejected))].join('; ');
    const told = { amount: Money.sum(lines.map(({ used }) => used)), split: [], reason };
    await this.publish(tx, locked, justification, 'abonde.disbursements.expense-rejected.v1', told, origin);
  }

  /** The exchange is a transaction of its own, so that its figure opens onto it; before the cost, which a gain makes room for. */
  private async post(
    tx: EntityManager,
    tranche: Tranche,
    { id, effectiveDate }: Justification,
    { cost, exchange }: Clearing,
    origin: Origin,
  ): Promise<void> {
    const common = {
      ...{ reference: tranche.code, valueDate: effectiveDate, actor: origin.actor, metadata: { justification: id } },
    };
    const reason = `Expenses justified on ${tranche.code}`;
    const spent: NewTransaction = { ...common, kind: 'expense-justified', reason, postings: cost };
    if (exchange.length === 0) return void (await this.ledger.post(tx, spent));
    const lost: NewTransaction = {
      ...common,
      kind: 'justification-exchange',
      reason: `Exchange difference of expenses on ${tranche.code}`,
      postings: exchange,
    };
    await this.ledger.post(tx, lost);
    await this.ledger.post(tx, spent);
  }

  private async publish(
    tx: EntityManager,
    { tranche, project }: LockedTranche,
    { id, effectiveDate }: Justification,
    type: Judged,
    told: Pick<Justification, 'amount' | 'split' | 'reason'> & { exchangeDifference?: Money },
    origin: Origin,
  ): Promise<void> {
    const { amount, split, reason, exchangeDifference: difference } = told;
    const data: EventData<typeof type> = {
      ...{ project: project.code, tranche: tranche.code, justification: id, amount: amount.toJSON(), reason },
      split: split.map((share) => ({ agreement: share.agreement, amount: share.amount.toJSON() })),
      justifiedPercent: await this.percentOf(tx, project.id),
      ...(difference && !difference.isZero() && { exchangeDifference: difference.toJSON() }),
    };
    await this.outbox.add(tx, type, { key: project.code, data, valueDate: effectiveDate, ...traceOf(origin) });
  }

  private async percentOf(tx: EntityManager, projectId: string): Promise<string> {
    const paid = await tx.findBy(Tranche, { projectId, status: 'PAID' });
    return justifiedPercent(
      sumOf(paid.flatMap(({ justified }) => justified)),
      sumOf(paid.flatMap(({ split }) => split)),
    );
  }
}
