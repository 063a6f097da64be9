import { type Actor, Allow, ApiFile, Cmd, type Command, CurrentActor, readers, receiveFile } from '@abonde/platform';
import { Controller, Get, Param, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AgreementDocuments } from './agreement-documents.service';
import { AgreementDocumentDto, AgreementDocumentsDto } from './documents.dto';

@ApiTags('agreements')
@Controller('agreements/:agreement/documents')
export class AgreementDocumentsController {
  constructor(private readonly documents: AgreementDocuments) {}

  /** Multipart: fields `kind` and `title`, then the `file`. */
  @Post()
  @Allow('finance-officer', 'project-officer')
  @ApiFile()
  @ApiCreatedResponse({ type: AgreementDocumentDto })
  async add(
    @Param('agreement') agreement: string,
    @Req() request: FastifyRequest,
    @Cmd() command: Command,
  ): Promise<AgreementDocumentDto> {
    return this.documents.add(agreement, await receiveFile(request), command);
  }

  @Get()
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: AgreementDocumentsDto })
  async list(@Param('agreement') agreement: string, @CurrentActor() actor: Actor): Promise<AgreementDocumentsDto> {
    return { items: await this.documents.list(agreement, actor) };
  }

  @Get(':document')
  @Allow(...readers, 'donor')
  async content(
    @Param('agreement') agreement: string,
    @Param('document') document: string,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const stored = await this.documents.content(agreement, document, actor);
    return new StreamableFile(stored.stream(), {
      type: stored.contentType,
      length: stored.size,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
    });
  }
}
