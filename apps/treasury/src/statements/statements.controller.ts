import { Allow, ApiFile, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StatementList } from './statement-list.service';
import {
  ImportDto,
  ListedStatementDto,
  NoticeDto,
  NoticesQuery,
  PreviewDto,
  StatementsQuery,
  TableQuery,
} from './statements.dto';
import { StatementsService } from './statements.service';
import { withUploadedFile } from './upload.store';

/** Donors and cities have nothing to read in the association's bank statements. */
const readers = [
  'finance-officer',
  'finance-controller',
  'secretariat',
  'presidency',
  'auditor',
  'integration',
] as const;

@ApiTags('statements')
@Controller()
export class StatementsController {
  constructor(
    private readonly statements: StatementsService,
    private readonly imported: StatementList,
  ) {}

  @Get('statements')
  @Allow(...readers)
  @ApiPage(ListedStatementDto)
  list(@Query() query: StatementsQuery): Promise<Page<ListedStatementDto>> {
    return this.imported.list(query);
  }

  @Get('statements/:id')
  @Allow(...readers)
  @ApiOkResponse({ type: ListedStatementDto })
  get(@Param('id') id: string): Promise<ListedStatementDto> {
    return this.imported.get(id);
  }

  @Get('notices')
  @Allow(...readers)
  @ApiPage(NoticeDto)
  notices(@Query() query: NoticesQuery): Promise<Page<NoticeDto>> {
    return this.imported.notices(query);
  }

  @Post('statements/preview')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller', 'auditor', 'integration')
  @ApiFile()
  @ApiOkResponse({ type: PreviewDto })
  preview(@Req() request: FastifyRequest, @Query() { account, closing }: TableQuery): Promise<unknown> {
    return withUploadedFile(request, ({ files, fields: { mapping } }) =>
      this.statements.preview(files, { account, closing, mapping }),
    );
  }

  @Post('statements')
  @Allow('finance-officer', 'integration')
  @ApiFile()
  @ApiCreatedResponse({ type: ImportDto })
  @ApiOkResponse({ type: ImportDto, description: 'Everything in the file was stored before' })
  async import(
    @Cmd() command: Command,
    @Req() request: FastifyRequest,
    @Query() table: TableQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ImportDto> {
    const { statements, changed } = await withUploadedFile(request, ({ files }) =>
      this.statements.import(command, files, table),
    );
    void reply.status(changed ? 201 : 200);
    return { statements };
  }
}
