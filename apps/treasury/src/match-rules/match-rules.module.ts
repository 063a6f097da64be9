import { Module } from '@nestjs/common';
import { MatchRuleHistory } from './match-rule-history.service';
import { MatchRulesController } from './match-rules.controller';
import { MatchRulesService } from './match-rules.service';

@Module({
  controllers: [MatchRulesController],
  providers: [MatchRulesService, MatchRuleHistory],
  exports: [MatchRulesService],
})
export class MatchRulesModule {}
