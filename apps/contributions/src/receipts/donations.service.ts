import type { CloudEvent } from '@abonde/contracts';
import { debitCredit, Ledger, type Transaction } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { type Origin, trace } from '../envelopes/origin';
import { Receipt, ReceiptPart } from './receipt.entity';

/** A receipt that a person undoes. */
export interface Undoing {
  match: string;
  reason: string;
  /** Under which treasury reverses its side, where it named one. */
  transfer?: string | undefined;
}

/** A donation that the emergency fund has. */
export interface Forwarded {
  agreement: string;
  case: string;
  amount: Money;
  transfer: string;
  transaction: Transaction;
}

/** Sends what an appeal brought to the emergency fund, for its case (30), and calls it back. */
@Injectable()
export class Donations {
  constructor(
    private readonly ledger: Ledger,
    private readonly envelopes: Envelopes,
    private readonly outbox: Outbox,
  ) {}

  async forward(
    tx: EntityManager,
    { match, valueDate }: { match: string; valueDate: string },
    origin: Origin,
  ): Promise<void> {
    const { id: receipt } = await tx.findOneByOrFail(Receipt, { match });
    const parts = await tx.find(ReceiptPart, { where: { receipt }, order: { id: 'ASC' } });
    for (const part of parts) {
      const agreement = part.agreement === null ? null : await tx.findOneByOrFail(Agreement, { code: part.agreement });
      if (agreement?.earmark.level !== 'EVENT') continue;
      part.forwarded = await this.forwardPart(tx, agreement, part, valueDate, origin);
      await tx.save(part);
    }
  }

  /** What of a receipt has gone on, part by part. */
  async forwardedOf(tx: EntityManager, parts: readonly ReceiptPart[]): Promise<Forwarded[]> {
    const found: Forwarded[] = [];
    for (const { forwarded, agreement } of parts) {
      if (forwarded === null || agreement === null) continue;
      const [gone] = await this.ledger.find(tx, { transfer: forwarded });
      if (!gone) throw new Error(`Nothing went on under ${forwarded}`);
      const left = gone.postings.filter(({ account }) => account === envelope(agreement));
      const amount = Money.sum(left.map(({ eur }) => eur));
      found.push({ agreement, case: String(gone.metadata.case), amount, transfer: forwarded, transaction: gone });
    }
    return found;
  }

  /** Asks the emergency fund for what has gone on: its answer takes the undoing further. */
  async recall(
    tx: EntityManager,
    { match, reason, transfer: undoTransfer }: Undoing,
    forwarded: readonly Forwarded[],
    origin: Origin,
  ): Promise<void> {
    const lines = forwarded.map(({ agreement, case: aidCase, amount, transfer }) => ({
      ...{ agreement, case: aidCase, amount: amount.toJSON(), transfer, backTransfer: uuid() },
    }));
    await this.outbox.add(tx, 'abonde.contributions.donation-recalled.v1', {
      key: lines[0]?.case ?? match,
      data: { match, reason, ...(undoTransfer && { undoTransfer }), lines },
      ...trace(origin),
    });
  }

  /** What the emergency fund handed back is in its envelope again. */
  async regain(
    tx: EntityManager,
    parts: readonly ReceiptPart[],
    { lines, reason }: CloudEvent<'abonde.emergency-fund.donation-handed-back.v1'>['data'],
    origin: Origin,
  ): Promise<void> {
    for (const { agreement, amount, transaction, transfer } of await this.forwardedOf(tx, parts)) {
      const line = lines.find((one) => one.transfer === transfer);
      if (!line) continue;
      const posted = await this.ledger.reverse(tx, transaction.id, {
        ...{ kind: 'donation-handed-back', reason: reason || 'Rapprochement annulé', actor: origin.actor },
        transfer: line.backTransfer,
      });
      const movement = { agreement, delta: amount.minor, cause: 'DONATION' as const };
      await this.envelopes.tell(tx, { ...posted, valueDate: transaction.valueDate }, [movement], origin);
    }
    for (const part of parts) part.forwarded = null;
    await tx.save([...parts]);
  }

  /** A past shortfall of the appeal is repaid first: only what is left in its envelope goes on. */
  private async forwardPart(
    tx: EntityManager,
    agreement: Agreement,
    part: ReceiptPart,
    valueDate: string,
    origin: Origin,
  ): Promise<string | null> {
    const received = Money.minor(part.money + part.fee - part.excess - part.managementFee);
    const amount = received.min(await this.envelopes.free(tx, agreement.code));
    const { case: aidCase } = agreement.earmark;
    if (!amount.isPositive() || !aidCase) return null;
    const transfer = uuid();
    const { accountingDate } = await this.envelopes.record(
      tx,
      {
        kind: 'donation-forwarded',
        reason: `Don pour ${aidCase}`,
        reference: agreement.code,
        valueDate,
        transfer,
        metadata: { case: aidCase },
        postings: debitCredit(envelope(agreement.code), 'fund:transfer:emergency-fund', amount, {
          ...about(agreement),
          case: aidCase,
        }),
      },
      [{ agreement: agreement.code, delta: -amount.minor, cause: 'DONATION' }],
      origin,
    );
    await this.outbox.add(tx, 'abonde.contributions.donation-forwarded.v1', {
      key: aidCase,
      data: { case: aidCase, agreement: agreement.code, amount: amount.toJSON() },
      transfer,
      valueDate,
      accountingDate,
      ...trace(origin),
    });
    return transfer;
  }
}
