import {
  Acr,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  decodeCursor,
  type Page,
  paged,
  PageQuery,
  UnitOfWork,
} from '@abonde/platform';
import { Money } from '@abonde/money';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { DataSource } from 'typeorm';
import { FundEntries } from '../fund/fund-entries.service';
import {
  CaseDto,
  DecideDto,
  EffectiveDto,
  LineageDto,
  OpenCaseDto,
  PayAgainDto,
  ProposalDto,
  ProposeDto,
  ReasonDto,
  SignDto,
} from './aid.dto';
import { AidCase } from './aid.entity';
import { AidViews } from './aid-views.service';
import { CasesService } from './cases.service';
import { DecisionsService } from './decisions.service';
import { lineageOf } from './lineage';
import { ProposalsService } from './proposals.service';

@ApiTags('aid')
@Controller('cases')
export class CasesController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly cases: CasesService,
    private readonly proposals: ProposalsService,
    private readonly views: AidViews,
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
  @ApiCreatedResponse({ type: CaseDto })
  open(@Body() body: OpenCaseDto, @Cmd() command: Command): Promise<CaseDto> {
    return this.work.run(command, async (tx) => this.views.case(tx, await this.cases.open(tx, body, command.actor)));
  }

  @Get(':id')
  @ApiOkResponse({ type: CaseDto })
  async get(@Param('id') id: string): Promise<CaseDto> {
    const { manager } = this.dataSource;
    return this.views.case(manager, await this.cases.find(manager, id));
  }

  @Post(':id/proposals')
  @Allow('committee-presidency', 'secretariat')
  @ApiCreatedResponse({ type: ProposalDto })
  propose(@Param('id') id: string, @Body() body: ProposeDto, @Cmd() command: Command): Promise<ProposalDto> {
    return this.work.run(command, async (tx) =>
      this.views.proposal(tx, await this.proposals.propose(tx, id, body, command.actor)),
    );
  }

  @Post(':id/report')
  @HttpCode(200)
  @Allow('committee-presidency', 'secretariat')
  @ApiOkResponse({ type: CaseDto })
  report(@Param('id') id: string, @Body() body: EffectiveDto, @Cmd() command: Command): Promise<CaseDto> {
    return this.work.run(command, async (tx) =>
      this.views.case(tx, await this.cases.report(tx, id, body.effectiveDate)),
    );
  }

  @Post(':id/close')
  @HttpCode(200)
  @Allow('committee-presidency', 'secretariat')
  @ApiOkResponse({ type: CaseDto })
  close(@Param('id') id: string, @Body() body: EffectiveDto, @Cmd() command: Command): Promise<CaseDto> {
    return this.work.run(command, async (tx) =>
      this.views.case(tx, await this.cases.close(tx, id, body.effectiveDate)),
    );
  }

  @Get(':id/lineage')
  @ApiOkResponse({ type: LineageDto })
  async lineage(@Param('id') id: string): Promise<LineageDto> {
    const { manager } = this.dataSource;
    const { code } = await this.cases.find(manager, id);
    const entries = (await this.entries.sources(manager)).map(
      ({ account, minor, project, agreement, disposition, case: of }) => ({
        account,
        minor,
        case: of,
        origin: { project, agreement, disposition },
      }),
    );
    const lines = lineageOf(entries, code).map(({ minor, ...line }) => ({ ...line, amount: Money.minor(minor) }));
    return {
      case: code,
      total: Money.sum(lines.map(({ amount }) => amount)).toJSON(),
      lines: lines.map((line) => ({ ...line, amount: line.amount.toJSON() })),
    };
  }
}

@ApiTags('aid')
@Controller('proposals')
export class ProposalsController {
  constructor(
    private readonly work: UnitOfWork,
    private readonly proposals: ProposalsService,
    private readonly decisions: DecisionsService,
    private readonly views: AidViews,
    private readonly dataSource: DataSource,
  ) {}

  @Get(':id')
  @ApiOkResponse({ type: ProposalDto })
  async get(@Param('id') id: string): Promise<ProposalDto> {
    const { manager } = this.dataSource;
    return this.views.proposal(manager, await this.proposals.find(manager, id));
  }

  @Post(':id/signatures')
  @Allow('committee-presidency', 'secretariat')
  @ApiCreatedResponse({ type: ProposalDto })
  sign(@Param('id') id: string, @Body() body: SignDto, @Cmd() command: Command): Promise<ProposalDto> {
    return this.work.run(command, async (tx) =>
      this.views.proposal(tx, await this.proposals.sign(tx, id, body, command.actor)),
    );
  }

  @Post(':id/decision')
  @HttpCode(200)
  @Allow('presidency')
  @Acr('decide')
  @ApiOkResponse({ type: ProposalDto })
  decide(@Param('id') id: string, @Body() body: DecideDto, @Cmd() command: Command): Promise<ProposalDto> {
    return this.work.run(command, async (tx) =>
      this.views.proposal(tx, await this.decisions.decide(tx, id, body, command.actor)),
    );
  }

  @Post(':id/pay-again')
  @HttpCode(200)
  @Allow('secretariat')
  @ApiOkResponse({ type: ProposalDto })
  payAgain(@Param('id') id: string, @Body() body: PayAgainDto, @Cmd() command: Command): Promise<ProposalDto> {
    return this.work.run(command, async (tx) =>
      this.views.proposal(tx, await this.decisions.payAgain(tx, id, body, command.actor)),
    );
  }

  @Post(':id/cancel')
  @HttpCode(200)
  @Allow('presidency')
  @Acr('decide')
  @ApiOkResponse({ type: ProposalDto })
  cancel(@Param('id') id: string, @Body() body: ReasonDto, @Cmd() command: Command): Promise<ProposalDto> {
    return this.work.run(command, async (tx) =>
      this.views.proposal(tx, await this.decisions.cancel(tx, id, body, command.actor)),
    );
  }
}
