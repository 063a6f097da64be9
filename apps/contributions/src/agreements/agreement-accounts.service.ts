import { Ledger, type NewPosting } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { type DonorKind, incomeNumber, receivableNumber } from '../donors/donor';
import { about, type Agreement } from './agreement.entity';

/** The accounts an agreement opens, and what its pledge posts (2). */
@Injectable()
export class AgreementAccounts {
  constructor(private readonly ledger: Ledger) {}

  async open(tx: EntityManager, agreement: Agreement, kind: DonorKind): Promise<void> {
    const { code, currency } = agreement;
    const dimensions = about(agreement);
    await this.ledger.open(tx, `receivable:${code}`, { currency, pcg: receivableNumber(kind), dimensions });
    await this.ledger.open(tx, `income:${code}`, {
      pcg: incomeNumber(kind, agreement.earmark.level === 'EVENT'),
      dimensions,
    });
    await this.ledger.open(tx, `pledge:${code}`, { currency, dimensions });
    await this.ledger.open(tx, `pledge-contra:${code}`, { currency, dimensions });
  }

  /** Posts a change of what is pledged: an amount in the agreement's currency with its EUR value, negative to take back. */
  async pledge(
    tx: EntityManager,
    agreement: Agreement,
    change: { amount: Money; eur: Money },
    head: { kind: string; reason: string; valueDate: string; actor: string },
  ): Promise<void> {
    if (change.amount.isZero()) return;
    await this.ledger.post(tx, { ...head, reference: agreement.code, postings: pledgePostings(agreement, change) });
  }
}

/** Pledge → contra, in the agreement's own currency. */
export function pledgePostings(agreement: Agreement, { amount, eur }: { amount: Money; eur: Money }): NewPosting[] {
  const dimensions = about(agreement);
  return [
    { account: `pledge:${agreement.code}`, amount, eur, dimensions },
    { account: `pledge-contra:${agreement.code}`, amount: amount.negated(), eur: eur.negated(), dimensions },
  ];
}
