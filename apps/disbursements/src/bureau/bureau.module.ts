import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CitiesModule } from '../cities/cities.module';
import { ProjectsModule } from '../projects/projects.module';
import { AgendaItem } from './agenda-item.entity';
import { Attribution } from './attribution.service';
import { BureauController } from './bureau.controller';
import { BureauService } from './bureau.service';
import { BureauSession } from './bureau-session.entity';
import { SessionPapers } from './session-papers.service';
import { SessionViews } from './session-views.service';
import { VoteEntries } from './vote-entries.service';
import { VotesService } from './votes.service';

@Module({
  imports: [TypeOrmModule.forFeature([BureauSession, AgendaItem]), ProjectsModule, CitiesModule],
  controllers: [BureauController],
  providers: [BureauService, VotesService, SessionViews, SessionPapers, VoteEntries, Attribution],
  exports: [Attribution, BureauService],
})
export class BureauModule {}
