import { Module } from '@nestjs/common';
import { ProjectsModule } from '../projects/projects.module';
import { TranchesModule } from '../tranches/tranches.module';
import { ConversionsController } from './conversions.controller';
import { Conversions } from './conversions.service';
import { LocalUses } from './local-uses.service';

@Module({
  imports: [ProjectsModule, TranchesModule],
  controllers: [ConversionsController],
  providers: [Conversions, LocalUses],
  exports: [LocalUses],
})
export class ConversionsModule {}
