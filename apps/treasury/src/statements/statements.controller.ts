import { Allow, ApiFile, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ImportDto, ImportedStatementDto, PreviewDto } from './statements.dto';
import { StatementsService } from './statements.service';
import { withUploadedFile } from './upload.store';

@ApiTags('statements')
@Controller('statements')
export class StatementsController {
  constructor(private readonly statements: StatementsService) {}

  @Get()
  @ApiPage(ImportedStatementDto)
  async list(@Query('account') account?: string): Promise<Page<ImportedStatementDto>> {
    return { items: await this.statements.list(account), nextCursor: null };
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller', 'auditor', 'integration')
  @ApiFile()
  @ApiOkResponse({ type: PreviewDto })
  preview(@Req() request: FastifyRequest): Promise<unknown> {
    return withUploadedFile(request, (content) => this.statements.preview(content));
  }

  @Post()
  @Allow('finance-officer', 'integration')
  @ApiFile()
  @ApiCreatedResponse({ type: ImportDto })
  @ApiOkResponse({ type: ImportDto, description: 'Everything in the file was stored before' })
  async import(
    @Cmd() command: Command,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportDto> {
    const { statements, changed } = await withUploadedFile(request, (content) =>
      this.statements.import(command, content),
    );
    void reply.status(changed ? 201 : 200);
    return { statements };
  }
}
