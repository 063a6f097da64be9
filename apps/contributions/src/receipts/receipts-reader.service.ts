import { Money } from '@abonde/money';
import { type Actor, notFound } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { findAgreement } from '../agreements/agreement.entity';
import { confinedTo } from '../donors/donors.service';
import type { ReceiptDto } from './receipts.dto';

interface Row {
  id: string;
  match: string;
  transaction: string;
  value_date: string;
  number: number | null;
  currency: string;
  applied: string;
  money: string;
  excess: string;
  fee: string;
  exchange: string;
  returned: string;
  state: string;
}

/** What came for an agreement, newest first. */
@Injectable()
export class ReceiptsReader {
  constructor(private readonly dataSource: DataSource) {}

  async of(reference: string, actor: Actor): Promise<ReceiptDto[]> {
    const { code, donor } = await findAgreement(this.dataSource.manager, reference);
    const only = confinedTo(actor);
    if (only !== undefined && donor !== only) throw notFound('agreement', reference);
    const rows: Row[] = await this.dataSource.query(
      `SELECT p.id, r.match, r.transaction, r.value_date, i.number, p.currency, p.applied::text, p.money::text, p.excess::text,
              p.fee::text, p.exchange::text, p.returned::text, r.state
         FROM receipt_part p JOIN receipt r ON r.id = p.receipt LEFT JOIN instalment i ON i.id = p.instalment
        WHERE p.agreement = $1 ORDER BY r.value_date DESC, p.id DESC`,
      [code],
    );
    return rows.map((row) => toDto(row, code));
  }
}

function toDto(row: Row, agreement: string): ReceiptDto {
  const euros = (minor: string) => Money.minor(BigInt(minor)).toJSON();
  const { transaction } = row;
  const query = new URLSearchParams({ book: 'contributions', account: 'clearing:treasury', transaction, agreement });
  return {
    id: row.id,
    match: row.match,
    valueDate: row.value_date,
    instalment: row.number,
    applied: Money.minor(BigInt(row.applied), row.currency).toJSON(),
    eur: Money.minor(BigInt(row.money) - BigInt(row.excess)).toJSON(),
    fee: euros(row.fee),
    exchange: euros(row.exchange),
    returned: euros(row.returned),
    state: row.state,
    entries: `/api/reporting/ledger?${query.toString()}`,
  };
}
