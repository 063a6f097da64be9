import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ProjectsModule } from '../projects/projects.module';
import { ProjectComment } from './comment.entity';
import { CommentsController } from './comments.controller';
import { Comments } from './comments.service';

@Module({
  imports: [TypeOrmModule.forFeature([ProjectComment]), ProjectsModule],
  controllers: [CommentsController],
  providers: [Comments],
  exports: [Comments],
})
export class CommentsModule {}
