import type { DataSource, EntitySubscriberInterface, TransactionCommitEvent } from 'typeorm';

/** Calls back after every commit of this process on a data source. */
export function afterCommit(dataSource: DataSource, call: (commit: TransactionCommitEvent) => void): void {
  const subscriber: EntitySubscriberInterface = { afterTransactionCommit: call };
  dataSource.subscribers.push(subscriber);
}
