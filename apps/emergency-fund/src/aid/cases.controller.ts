import {
  Allow,
  ApiFile,
  ApiPage,
  Cmd,
  type Command,
  decodeCursor,
  fingerprint,
  type Page,
  paged,
  PageQuery,
  receiveFile,
  UnitOfWork,
} from '@abonde/platform';
import { Money } from '@abonde/money';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DataSource, type EntityManager } from 'typeorm';
import { FundEntries } from '../fund/fund-entries.service';
import { CloseCaseDto, EffectiveDto, OpenAppealDto, OpenCaseDto, ProposeDto, ReportDto } from './aid.dto';
import { AidViews } from './aid-views.service';
import { CaseDocumentDto, CaseDto, CaseSheetDto, LineageDto } from './case-answers.dto';
import { CaseDocuments } from './case-documents.service';
import { CaseEndings } from './case-endings.service';
import { AidCase } from './case.entity';
import { CaseSheets, documentView } from './case-sheet.service';
import { CasesService } from './cases.service';
import { lineageOf } from './lineage';
import { ProposalDto } from './proposal-answers.dto';
import { ProposalsService } from './proposals.service';

@ApiTags('aid')
@Controller('cases')
export class CasesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cases: CasesService,
    private readonly documents: CaseDocuments,
    private readonly endings: CaseEndings,
    private readonly proposals: ProposalsService,
    private readonly views: AidViews,
    private readonly sheets: CaseSheets,
    private readonly entries: FundEntries,
    private readonly dataSource: DataSource,
  ) {}

  @Get()
  @ApiPage(CaseDto)
  async list(@Query() { limit, cursor }: PageQuery): Promise<Page<CaseDto>> {
    const { manager } = this.dataSource;
    const [day, code] = decodeCursor(cursor) ?? [];
    const rows = await manager
      .createQueryBuilder(AidCase, 'c')
      .where(day === undefined ? 'true' : '(c.openedOn, c.code) < (:day, :code)', { day, code })
      .orderBy('c.openedOn', 'DESC')
      .addOrderBy('c.code', 'DESC')
      .limit(limit + 1)
      .getMany();
    const page = paged(rows, limit, ({ openedOn, code: last }) => [openedOn, last]);
    return { items: await this.views.cases(manager, page.items), nextCursor: page.nextCursor };
  }

  @Post()
  @Allow('committee-presidency', 'secretariat', 'presidency')
  @ApiCreatedResponse({ type: CaseSheetDto })
  open(@Body() body: OpenCaseDto, @Cmd() command: Command): Promise<CaseSheetDto> {
    return this.answer(command, (tx) => this.cases.open(tx, body, command.actor));
  }

  @Get(':id')
  @ApiOkResponse({ type: CaseSheetDto })
  get(@Param('id') id: string): Promise<CaseSheetDto> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) =>
      this.sheets.case(tx, await this.cases.find(tx, id)),
    );
  }

  @Post(':id/call')
  @HttpCode(200)
  @Allow('committee-presidency', 'secretariat', 'presidency')
  @ApiOkResponse({ type: CaseSheetDto })
  call(@Param('id') id: string, @Body() body: EffectiveDto, @Cmd() command: Command): Promise<CaseSheetDto> {
    return this.answer(command, (tx) => this.cases.call(tx, id, body.effectiveDate, command.actor));
  }

  @Post(':id/appeal')
  @Allow('committee-presidency', 'secretariat')
  @ApiCreatedResponse({ type: CaseSheetDto })
  appeal(@Param('id') id: string, @Body() body: OpenAppealDto, @Cmd() command: Command): Promise<CaseSheetDto> {
    return this.answer(command, (tx) => this.cases.openAppeal(tx, id, body, command.actor));
  }

  @Post(':id/appeal/close')
  @HttpCode(200)
  @Allow('committee-presidency', 'secretariat')
  @ApiOkResponse({ type: CaseSheetDto })
  closeAppeal(@Param('id') id: string, @Body() body: EffectiveDto, @Cmd() command: Command): Promise<CaseSheetDto> {
    return this.answer(command, (tx) => this.cases.closeAppeal(tx, id, body.effectiveDate));
  }

  /** The field `kind`, before the file, says what it is. */
  @Post(':id/documents')
  @Allow('committee-presidency', 'secretariat', 'presidency')
  @ApiFile()
  @ApiCreatedResponse({ type: CaseDocumentDto })
  async addDocument(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Cmd() command: Command,
  ): Promise<CaseDocumentDto> {
    const upload = await receiveFile(request);
    return this.work.run({ ...command, bodyHash: fingerprint(upload.bytes) }, async (tx) =>
      documentView(await this.documents.add(tx, id, upload, command.actor)),
    );
  }

  @Post(':id/proposals')
  @Allow('committee-presidency', 'secretariat', 'presidency', 'bureau-secretary')
  @ApiCreatedResponse({ type: ProposalDto })
  propose(@Param('id') id: string, @Body() body: ProposeDto, @Cmd() command: Command): Promise<ProposalDto> {
    return this.work.run(command, async (tx) =>
      this.views.proposal(tx, await this.proposals.propose(tx, id, body, command.actor)),
    );
  }

  @Post(':id/report')
  @HttpCode(200)
  @Allow('committee-presidency', 'secretariat')
  @ApiOkResponse({ type: CaseSheetDto })
  report(@Param('id') id: string, @Body() body: ReportDto, @Cmd() command: Command): Promise<CaseSheetDto> {
    return this.answer(command, (tx) => this.endings.report(tx, id, body, command.actor));
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('committee-presidency', 'secretariat')
  @ApiOkResponse({ type: CaseSheetDto })
  close(@Param('id') id: string, @Body() body: CloseCaseDto, @Cmd() command: Command): Promise<CaseSheetDto> {
    return this.answer(command, (tx) => this.endings.close(tx, id, body, command.actor));
  }

  @Get(':id/lineage')
  @ApiOkResponse({ type: LineageDto })
  async lineage(@Param('id') id: string): Promise<LineageDto> {
    const { manager } = this.dataSource;
    const { code } = await this.cases.find(manager, id);
    const entries = await this.entries.sources(manager);
    const lines = lineageOf(entries, code).map(({ minor, ...line }) => ({ ...line, amount: Money.minor(minor) }));
    return {
      case: code,
      total: Money.sum(lines.map(({ amount }) => amount)).toJSON(),
      lines: lines.map((line) => ({ ...line, amount: line.amount.toJSON() })),
    };
  }

  private answer(command: Command, act: (tx: EntityManager) => Promise<AidCase>): Promise<CaseSheetDto> {
    return this.work.run(command, async (tx) => this.sheets.case(tx, await act(tx)));
  }
}
