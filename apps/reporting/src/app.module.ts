import { MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { Module } from '@nestjs/common';
import { Access } from './access/access.service';
import { DonorsController } from './donors/donors.controller';
import { DonorStatements } from './donors/statement.service';
import { ExportsController } from './exports/exports.controller';
import { ExpectedCash } from './forecast/expected-cash.service';
import { ForecastController } from './forecast/forecast.controller';
import { Forecasts } from './forecast/forecast.service';
import { Feed } from './intake/feed.service';
import { Intake } from './intake/intake.service';
import { Books } from './integrity/books.service';
import { Clearing } from './integrity/clearing.service';
import { Conserved } from './integrity/conservation.service';
import { IntegrityController } from './integrity/integrity.controller';
import { IntegrityChecks } from './integrity/integrity.service';
import { Invariants } from './integrity/invariants.service';
import { OtherServices } from './integrity/other-services.service';
import { ProofsController } from './integrity/proofs.controller';
import { SealWitness } from './integrity/seal-witness.service';
import { LedgerController } from './ledger/ledger.controller';
import { ConsolidatedLedger } from './ledger/ledger.service';
import { RunningSums } from './ledger/running-sums.service';
import { TrialBalances } from './ledger/trial-balance.service';
import { Reporting1760000000001 } from './migrations/1760000000001-reporting';
import { Rebuild1760000000002 } from './migrations/1760000000002-rebuild';
import { RunningSums1760000000010 } from './migrations/1760000000010-running-sums';
import { RebuildIndexes1760000000020 } from './migrations/1760000000020-rebuild-indexes';
import { NamelessEntries1760000000030 } from './migrations/1760000000030-nameless-entries';
import { CarriedSums1760000000040 } from './migrations/1760000000040-carried-sums';
import { OverviewController, PublicController } from './overview/overview.controller';
import { Overviews } from './overview/overview.service';
import { PublicOverviews } from './overview/public-overview.service';
import { SourcesAndUsesTable } from './overview/sources-and-uses.service';
import { RebuildController } from './rebuild/rebuild.controller';
import { Rebuilds } from './rebuild/rebuild.service';
import { Takeover } from './rebuild/takeover.service';
import { Registers } from './registers/registers.service';
import { RecentEvents } from './stream/recent-events.service';
import { StreamController } from './stream/stream.controller';
import { StreamHub } from './stream/stream-hub.service';
import { EnvelopeTraces } from './trace/envelope-traces.service';
import { ProjectTraces } from './trace/project-traces.service';
import { Receipts } from './trace/receipts.service';
import { TraceController } from './trace/trace.controller';
import { Traces } from './trace/trace.service';

const readModels = [
  Intake,
  Feed,
  SealWitness,
  Registers,
  ConsolidatedLedger,
  TrialBalances,
  RunningSums,
  Rebuilds,
  Takeover,
];
const pictures = [
  Access,
  Overviews,
  PublicOverviews,
  SourcesAndUsesTable,
  Traces,
  EnvelopeTraces,
  ProjectTraces,
  Receipts,
  DonorStatements,
  ExpectedCash,
  Forecasts,
];
const integrity = [IntegrityChecks, Books, Clearing, Conserved, Invariants, OtherServices];
const stream = [StreamHub, RecentEvents];

/** The consolidated picture, built from events alone. */
@Module({
  imports: [
    PlatformModule.forRoot({
      service: 'reporting',
      migrations: [
        Reporting1760000000001,
        Rebuild1760000000002,
        RunningSums1760000000010,
        RebuildIndexes1760000000020,
        NamelessEntries1760000000030,
        CarriedSums1760000000040,
      ],
    }),
    MessagingModule.forRoot({ service: 'reporting' }),
  ],
  controllers: [
    OverviewController,
    PublicController,
    LedgerController,
    TraceController,
    DonorsController,
    ExportsController,
    ForecastController,
    IntegrityController,
    ProofsController,
    StreamController,
    RebuildController,
  ],
  providers: [...readModels, ...pictures, ...integrity, ...stream],
})
export class AppModule {}
