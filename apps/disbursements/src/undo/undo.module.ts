import { Module } from '@nestjs/common';
import { RecoveriesModule } from '../recoveries/recoveries.module';
import { TranchesModule } from '../tranches/tranches.module';
import { UndoConsumer } from './undo.consumer';
import { UndoService } from './undo.service';

@Module({
  imports: [RecoveriesModule, TranchesModule],
  controllers: [UndoConsumer],
  providers: [UndoService],
})
export class UndoModule {}
