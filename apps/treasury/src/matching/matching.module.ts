import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { AutoMatchService } from './auto-match.service';
import { CandidatesService } from './candidates.service';
import { EntriesService } from './entries.service';
import { InternalTransfers } from './internal-transfers.service';
import { MatchWriter } from './match-writer.service';
import { MatchesConsumer } from './matches.consumer';
import { MatchesController } from './matches.controller';
import { MatchesService } from './matches.service';
import { TargetsService } from './targets.service';
import { UndoService } from './undo.service';
import { UnmatchedMetrics } from './unmatched.metrics';

@Module({
  imports: [AccountsModule],
  controllers: [MatchesController, MatchesConsumer],
  providers: [
    AutoMatchService,
    CandidatesService,
    EntriesService,
    InternalTransfers,
    MatchWriter,
    MatchesService,
    TargetsService,
    UndoService,
    UnmatchedMetrics,
  ],
})
export class MatchingModule {}
