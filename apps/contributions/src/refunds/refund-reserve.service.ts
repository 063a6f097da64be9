import { debitCredit, type NewPosting } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { about, type Agreement } from '../agreements/agreement.entity';
import { GENERAL } from '../donors/donor';
import { envelope, Envelopes } from '../envelopes/envelopes.service';
import type { Origin } from '../envelopes/origin';
import { owedTo } from './owed.query';
import type { Refund } from './refund.entity';

/**
 * What a refund is paid from: unspent money is taken out of its envelope; interest and excess aid stand aside already, as owed
 * to the donor.
 */
@Injectable()
export class RefundReserve {
  constructor(private readonly envelopes: Envelopes) {}

  /** What earlier requests have not paid yet does not count twice. EUR. */
  async available(tx: EntityManager, { kind, agreement }: Refund): Promise<{ account: string; available: Money }> {
    if (kind === 'DONOR_REFUND')
      return { account: envelope(agreement), available: await this.envelopes.free(tx, agreement) };
    const owed = await owedTo(tx, this.envelopes, agreement);
    return { account: dueTo(agreement), available: kind === 'AID_RETURN' ? owed.aid : owed.interest };
  }

  /** The transaction that sets it aside; null where it stands aside already. @throws {InsufficientFunds} */
  async setAside(tx: EntityManager, refund: Refund, agreement: Agreement, origin: Origin): Promise<string | null> {
    if (refund.kind !== 'DONOR_REFUND') return null;
    const { amount, effectiveDate: valueDate, reason, id } = refund;
    const posted = await this.envelopes.record(
      tx,
      {
        ...{ kind: 'refund-requested', reason, reference: agreement.code, valueDate },
        metadata: { refund: id },
        postings: setAside(agreement, Money.minor(amount)),
      },
      [
        { agreement: agreement.code, delta: -amount, cause: 'REFUNDED' },
        { agreement: GENERAL, delta: amount, cause: 'REFUNDED' },
      ],
      origin,
    );
    return posted.id;
  }
}

export function dueTo(agreement: string): string {
  return `fund:due-to-donor:${agreement}`;
}

/** Income → owed to the donor; envelope → due to the donor (24). */
function setAside(agreement: Agreement, amount: Money): NewPosting[] {
  const { code } = agreement;
  const dimensions = about(agreement);
  return [
    ...debitCredit(`income:${code}`, `payable-to-donor:${code}`, amount, dimensions),
    ...debitCredit(envelope(code), dueTo(code), amount, dimensions),
  ];
}
