import { Metrics } from '@abonde/platform';
import { Injectable } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';

interface WaitingRow {
  account: string;
  entries: string;
  eur: string;
}

/** What waits for an explanation, by account, read when the metrics are. */
@Injectable()
export class UnmatchedMetrics {
  private readonly amount: Gauge;

  constructor(dataSource: DataSource, metrics: Metrics) {
    const registers = [metrics.registry];
    const labelNames = ['account'];
    this.amount = new Gauge({
      name: 'treasury_unmatched_euros',
      help: 'Value of the bank entries nobody explained yet.',
      labelNames,
      registers,
    });
    const { amount } = this;
    new Gauge({
      name: 'treasury_unmatched_entries',
      help: 'Bank entries nobody explained yet.',
      labelNames,
      registers,
      async collect() {
        const rows: WaitingRow[] = await dataSource.query(
          `SELECT a.code AS account, count(e.id) AS entries, coalesce(sum(abs(e.eur_minor)), 0)::numeric / 100 AS eur
             FROM bank_accounts a LEFT JOIN bank_entries e ON e.account_id = a.id AND e.match_id IS NULL GROUP BY a.code`,
        );
        for (const { account, entries, eur } of rows) {
          this.set({ account }, Number(entries));
          amount.set({ account }, Number(eur));
        }
      },
    });
  }
}
