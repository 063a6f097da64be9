import {
  type Actor,
  Allow,
  ApiFile,
  Cmd,
  type Command,
  CurrentActor,
  fingerprint,
  readers,
  receiveFile,
  UnitOfWork,
} from '@abonde/platform';
import { Controller, Get, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../rules/origin';
import { documentKinds, type ProjectDocument } from './project-document.entity';
import { ProjectDocuments } from './project-documents.service';

@ApiTags('projects')
@Controller('projects/:id/documents')
export class ProjectDocumentsController {
  constructor(
    private readonly documents: ProjectDocuments,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The kind comes in the query, or as a field sent before the file. */
  @Post()
  @Allow('project-officer', 'secretariat', 'city')
  @ApiFile()
  @ApiQuery({ name: 'kind', required: false, enum: documentKinds })
  async add(
    @Param('id') id: string,
    @Query('kind') kind: string | undefined,
    @Req() request: FastifyRequest,
    @Cmd() command: Command,
  ): Promise<ProjectDocument> {
    const upload = await receiveFile(request);
    const brought = { ...upload, ...(kind !== undefined && { kind }) };
    return this.unitOfWork.run({ ...command, bodyHash: fingerprint(upload.bytes) }, (tx) =>
      this.documents.add(tx, id, brought, command.actor, originOf(command)),
    );
  }

  @Get()
  @Allow(...readers, 'city')
  list(@Param('id') id: string, @CurrentActor() actor: Actor): Promise<ProjectDocument[]> {
    return this.documents.list(id, actor);
  }

  @Get(':document')
  @Allow(...readers, 'city')
  async content(
    @Param('id') id: string,
    @Param('document') document: string,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const stored = await this.documents.content(id, document, actor);
    return new StreamableFile(stored.stream(), {
      type: stored.contentType,
      length: stored.size,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
    });
  }
}
