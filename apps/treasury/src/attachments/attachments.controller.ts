import { Allow, ApiFile, Cmd, type Command, receiveFile } from '@abonde/platform';
import { Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Req, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AttachmentDto, AttachmentsDto } from './attachments.dto';
import { AttachmentsService } from './attachments.service';

@ApiTags('matching')
@Controller('entries/:entry/attachments')
export class AttachmentsController {
  constructor(private readonly attachments: AttachmentsService) {}

  @Post()
  @Allow('finance-officer', 'finance-controller')
  @ApiFile()
  @ApiCreatedResponse({ type: AttachmentDto })
  async add(
    @Param('entry', ParseUUIDPipe) entry: string,
    @Req() request: FastifyRequest,
    @Cmd() command: Command,
  ): Promise<AttachmentDto> {
    return this.attachments.add(command, entry, await receiveFile(request));
  }

  @Get()
  @ApiOkResponse({ type: AttachmentsDto })
  async list(@Param('entry') entry: string): Promise<AttachmentsDto> {
    return { items: await this.attachments.list(entry) };
  }

  @Get(':id')
  async content(@Param('entry') entry: string, @Param('id') id: string): Promise<StreamableFile> {
    const stored = await this.attachments.content(entry, id);
    return new StreamableFile(stored.stream(), {
      type: stored.contentType,
      length: stored.size,
      disposition: `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
    });
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('finance-officer', 'finance-controller')
  @ApiNoContentResponse()
  withdraw(
    @Cmd() command: Command,
    @Param('entry', ParseUUIDPipe) entry: string,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<void> {
    return this.attachments.withdraw(command, entry, id);
  }
}
