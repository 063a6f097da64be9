import { setTimeout as sleep } from 'node:timers/promises';
import type { Body } from '@abonde/testing';
import type { Recoveries } from '../recoveries';
import { until, type World } from './world';

/** Follows single entries from a book to reporting: what the event log carries shows that it works. */
export class Probe {
  /** Milliseconds from the answer of the book to the entry in reporting. */
  readonly delays: number[] = [];

  constructor(
    private readonly world: World,
    private readonly recoveries: Recoveries,
  ) {}

  async work(): Promise<void> {
    const { client, model } = this.world;
    while (!this.world.isShown('event-log')) {
      const askedAt = Date.now();
      const reference = `PROBE-${this.delays.length + 1}`;
      const posting = (account: string, amount: string): object => ({
        ...{ account, amount, currency: 'EUR', dimensions: { instrument: 'COOPERATION' } },
      });
      const postings = [posting('in-kind-use', '0.01'), posting('in-kind-resource', '-0.01')];
      const path = '/api/contributions/journal-entries';
      const { id }: Body = await client.as('integration').post(path, { reason: 'Probe', reference, postings });
      model.expect(`POST ${path}`, {
        ...{ book: 'contributions', kind: 'journal-entry', account: 'in-kind-use', cents: 1n, reference },
      });
      const answeredAt = Date.now();
      await until(`${reference} in reporting`, async () => {
        const { items } = await client.get('auditor', `/api/reporting/ledger?book=contributions&transaction=${id}`);
        return items.length > 0 ? true : undefined;
      });
      this.delays.push(Date.now() - answeredAt);
      this.recoveries.answered('event-log', askedAt);
      await sleep(200);
    }
  }
}
