import { Controller, Get, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Actor, hasRole, readers } from '../auth/actor';
import { Allow, CurrentActor } from '../auth/auth.decorators';
import { Cmd } from '../commands/command.decorators';
import type { Command } from '../commands/command';
import { fingerprint } from '../commands/fingerprint';
import { UnitOfWork } from '../commands/unit-of-work.service';
import { forbidden } from '../errors/domain-error';
import { FileStore } from './file-store.service';
import { ApiFile, receiveFile } from './upload';

/** Files that accompany dossiers, agreements and decisions. A city reads what it brought; a donor goes through statements. */
@ApiTags('documents')
@Controller('documents')
export class DocumentsController {
  constructor(
    private readonly files: FileStore,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Post()
  @Allow(...readers, 'city')
  @ApiFile()
  async add(@Req() request: FastifyRequest, @Cmd() command: Command): Promise<{ document: string }> {
    const { name, contentType, bytes } = await receiveFile(request);
    return this.unitOfWork.run({ ...command, bodyHash: fingerprint(bytes) }, (tx) =>
      this.files.put(tx, { name, contentType, bytes, createdBy: command.actor.id }),
    );
  }

  @Get(':document')
  @Allow(...readers, 'city')
  async content(@Param('document') document: string, @CurrentActor() actor: Actor): Promise<StreamableFile> {
    const stored = await this.files.get(document);
    if (!hasRole(actor, ...readers) && stored.createdBy !== actor.id) throw forbidden('This document is not yours.');
    return new StreamableFile(stored.stream(), {
      type: stored.contentType,
      length: stored.size,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
    });
  }
}
