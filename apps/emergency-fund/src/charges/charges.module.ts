import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { FactsModule } from '../facts/facts.module';
import { StoredChargePolicy } from './charge-policy.entity';
import { ChargesController } from './charges.controller';
import { ChargesService } from './charges.service';

@Module({
  imports: [TypeOrmModule.forFeature([StoredChargePolicy]), FactsModule],
  controllers: [ChargesController],
  providers: [ChargesService],
})
export class ChargesModule {}
