import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CitiesModule } from '../cities/cities.module';
import { AcceptedReport } from './accepted-report.entity';
import { Figures } from './figures.service';
import { ProjectDocument } from './project-document.entity';
import { ProjectDocumentsController } from './project-documents.controller';
import { ProjectDocuments } from './project-documents.service';
import { ProjectLinks } from './project-links.service';
import { ProjectHistory } from './project-history.entity';
import { ProjectMoves } from './project-moves.service';
import { ProjectViews } from './project-views.service';
import { Project } from './project.entity';
import { CodeListsController } from './code-lists.controller';
import { ProjectsController } from './projects.controller';
import { ProjectsService } from './projects.service';

@Module({
  imports: [TypeOrmModule.forFeature([Project, ProjectHistory, ProjectDocument, AcceptedReport]), CitiesModule],
  controllers: [CodeListsController, ProjectsController, ProjectDocumentsController],
  providers: [ProjectsService, ProjectMoves, ProjectDocuments, ProjectViews, ProjectLinks, Figures],
  exports: [ProjectsService, ProjectMoves, ProjectViews, ProjectDocuments],
})
export class ProjectsModule {}
