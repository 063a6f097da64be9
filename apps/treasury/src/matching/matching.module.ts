import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { MatchRulesModule } from '../match-rules/match-rules.module';
import { ActsService } from './acts.service';
import { AutoMatchService } from './auto-match.service';
import { CandidatesService } from './candidates.service';
import { EntriesService } from './entries.service';
import { EntryClaims } from './entry-claims.service';
import { EntryHolds } from './entry-holds.service';
import { InternalTransfers } from './internal-transfers.service';
import { LinesController } from './lines.controller';
import { MatchReversals } from './match-reversals.service';
import { MatchWriter } from './match-writer.service';
import { MatchesConsumer } from './matches.consumer';
import { MatchesController } from './matches.controller';
import { MatchesService } from './matches.service';
import { RuleMatchService } from './rule-match.service';
import { TargetSearch } from './target-search.service';
import { TargetsService } from './targets.service';
import { UndoService } from './undo.service';
import { UnmatchedMetrics } from './unmatched.metrics';

@Module({
  imports: [AccountsModule, MatchRulesModule],
  controllers: [MatchesController, LinesController, MatchesConsumer],
  providers: [
    ActsService,
    AutoMatchService,
    CandidatesService,
    EntriesService,
    EntryClaims,
    EntryHolds,
    InternalTransfers,
    MatchReversals,
    MatchWriter,
    MatchesService,
    RuleMatchService,
    TargetSearch,
    TargetsService,
    UndoService,
    UnmatchedMetrics,
  ],
  exports: [CandidatesService],
})
export class MatchingModule {}
