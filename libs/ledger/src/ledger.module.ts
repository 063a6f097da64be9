import { Relay, SEALER } from '@abonde/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { BalancesController } from './http/balances.controller';
import { JournalEntriesController } from './http/journal-entries.controller';
import { JournalEntries } from './http/journal-entries.service';
import { JournalEntryReader } from './http/journal-entry-reader.service';
import { LedgerReader } from './http/ledger-reader.service';
import { AccountStatements } from './http/account-statements.service';
import { LedgerController } from './http/ledger.controller';
import { StatementMaker } from './http/statement.service';
import { LEDGER_OPTIONS, type LedgerOptions, POSTED } from './ledger-options';
import { Ledger } from './ledger.service';
import { Snapshots } from './snapshots.service';
import { Sealer } from './sealer.service';
import { Verifier } from './verifier.service';

/** The book of a service: its journal, the sealer its relay uses, and the calls under `journal-entries` and `ledger`. */
@Module({})
export class LedgerModule {
  static forRoot(options: LedgerOptions): DynamicModule {
    return {
      module: LedgerModule,
      global: true,
      controllers: [JournalEntriesController, LedgerController, BalancesController],
      providers: [
        Ledger,
        Sealer,
        Verifier,
        Snapshots,
        JournalEntries,
        JournalEntryReader,
        LedgerReader,
        StatementMaker,
        AccountStatements,
        { provide: LEDGER_OPTIONS, useValue: options },
        { provide: SEALER, useExisting: Sealer },
        { provide: POSTED, useFactory: (relay: Relay) => () => relay.wake(), inject: [Relay] },
      ],
      exports: [Ledger, Sealer, Verifier, SEALER],
    };
  }
}
