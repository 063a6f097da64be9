import { debitCredit } from '@abonde/ledger';
import { Outbox } from '@abonde/messaging';
import { Money } from '@abonde/money';
import { uuid } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, Agreement } from '../agreements/agreement.entity';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import { type Origin, trace } from '../envelopes/origin';
import { Receipt, ReceiptPart } from './receipt.entity';

/** Sends what an appeal brought to the emergency fund, for its case (30). */
@Injectable()
export class Donations {
  constructor(
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
