import type { Money } from '@abonde/money';
import { notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LedgerFilter } from '../ledger/ledger-filter';
import { ConsolidatedLedger } from '../ledger/ledger.service';

/** What a receipt brought to each agreement. */
export interface TracedReceipt {
  id: string;
  parts: { agreement: string; value: Money; filter: LedgerFilter }[];
}

@Injectable()
export class Receipts {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ledger: ConsolidatedLedger,
  ) {}

  /** By the id of the receipt, of the match, of the transfer or of the transaction. @throws {DomainError} 404 */
  async find(id: string, mine: { donor?: string }): Promise<TracedReceipt> {
    if (!/^[0-9a-f-]{36}$/i.test(id)) throw notFound('receipt', id);
    const [row]: { transaction: string }[] = await this.dataSource.query(
      `SELECT transaction FROM entry
        WHERE book = 'contributions' AND (transaction = $1 OR transfer = $1 OR transfer IN (
          SELECT (matched.payload ->> 'transfer')::uuid FROM stream_event AS matched
           WHERE matched.type = 'abonde.treasury.receipt-matched.v1' AND matched.subject IN (
             SELECT $1::text UNION
             SELECT recorded.payload -> 'data' ->> 'match' FROM stream_event AS recorded
              WHERE recorded.type = 'abonde.contributions.receipt-recorded.v1' AND recorded.payload -> 'data' ->> 'receipt' = $1::text)))
        LIMIT 1`,
      [id],
    );
    if (!row) throw notFound('receipt', id);
    const filter: LedgerFilter = {
      book: 'contributions',
      transaction: row.transaction,
      flow: ['received'],
      account: ['fund:envelope:*'],
      side: 'credit',
      ...mine,
    };
    const parts = await this.ledger.groups(filter, { agreement: 'e.agreement' });
    if (parts.length === 0) throw notFound('receipt', id);
    return {
      id,
      parts: parts.map(({ agreement, value }) => ({
        agreement: agreement ?? '',
        value,
        filter: { ...filter, agreement: agreement ?? '' },
      })),
    };
  }
}
