import { Ledger } from '@abonde/ledger';
import { Money } from '@abonde/money';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/** Money of nobody that a person gave to an instalment. */
export interface Application {
  /** Its transaction. */
  id: string;
  agreement: string;
  instalment: string;
  amount: Money;
  valueDate: string;
}

export const APPLIED = 'receipt-applied';

/** What became of money that waited for an owner, as the journal tells it. */
@Injectable()
export class Applications {
  constructor(private readonly ledger: Ledger) {}

  /** Of the receipt of a match, the latest first. */
  async of(tx: EntityManager, match: string, donor: string): Promise<Application[]> {
    const found = await this.ledger.find(tx, { kind: APPLIED, metadata: { match, donor } });
    return found.reverse().map(({ id, metadata, postings, valueDate }) => ({
      id,
      valueDate,
      agreement: String(metadata.agreement),
      instalment: String(metadata.instalment),
      amount: Money.sum(postings.filter(({ account }) => account === `unapplied:${donor}`).map(({ eur }) => eur)),
    }));
  }
}
