import { LedgerTables1750000000101 } from './1750000000101-ledger-tables';
import { LedgerPosting1750000000102 } from './1750000000102-ledger-posting';
import { LedgerGuards1750000000103 } from './1750000000103-ledger-guards';
import { LedgerSnapshots1750000000104 } from './1750000000104-ledger-snapshots';
import { LedgerBatches1750000000105 } from './1750000000105-ledger-batches';
import { NarrowSnapshots1750000000106 } from './1750000000106-narrow-snapshots';
import { DeclinedEntries1750000000107 } from './1750000000107-declined-entries';

/** In order; each service's database has its own book. */
export const ledgerMigrations = [
  LedgerTables1750000000101,
  LedgerPosting1750000000102,
  LedgerGuards1750000000103,
  LedgerSnapshots1750000000104,
  LedgerBatches1750000000105,
  NarrowSnapshots1750000000106,
  DeclinedEntries1750000000107,
];
