import {
  Allow,
  ApiPage,
  Cmd,
  type Command,
  IfMatch,
  type Page,
  PageQuery,
  readers,
  UnitOfWork,
} from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { originOf } from '../rules/origin';
import { ProgrammeViews } from './programme-views.service';
import { ProgrammeAmendments } from './programme-amendments.service';
import {
  AmendProgrammeDto,
  ApproveProgrammeDto,
  PrepareAmendmentDto,
  PrepareProgrammeDto,
  ProgrammeDto,
} from './programmes.dto';
import { Programmes } from './programmes.service';

@ApiTags('programmes')
@Controller('programmes')
export class ProgrammesController {
  constructor(
    private readonly programmes: Programmes,
    private readonly amendments: ProgrammeAmendments,
    private readonly views: ProgrammeViews,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  @Get()
  @Allow(...readers)
  @ApiPage(ProgrammeDto)
  list(@Query() query: PageQuery): Promise<Page<ProgrammeDto>> {
    return this.views.list(query);
  }

  @Get(':id')
  @Allow(...readers)
  @ApiOkResponse({ type: ProgrammeDto })
  get(@Param('id') id: string): Promise<ProgrammeDto> {
    return this.views.get(id);
  }

  @Post()
  @Allow('project-officer', 'secretariat')
  @ApiCreatedResponse({ type: ProgrammeDto })
  async prepare(@Body() body: PrepareProgrammeDto, @Cmd() command: Command): Promise<ProgrammeDto> {
    const { code } = await this.unitOfWork.run(command, (tx) => this.programmes.prepare(tx, body, originOf(command)));
    return this.views.get(code);
  }

  @Patch(':id')
  @Allow('project-officer', 'secretariat')
  @ApiOkResponse({ type: ProgrammeDto })
  async amend(
    @Param('id') id: string,
    @Body() body: AmendProgrammeDto,
    @Cmd() command: Command,
    @IfMatch() ifMatch: number | undefined,
  ): Promise<ProgrammeDto> {
    const by = { origin: originOf(command), ifMatch };
    await this.unitOfWork.run(command, (tx) => this.programmes.amend(tx, id, body, by));
    return this.views.get(id);
  }

  @Post(':id/amendments')
  @Allow('project-officer', 'secretariat')
  @ApiCreatedResponse({ type: ProgrammeDto })
  async prepareAmendment(
    @Param('id') id: string,
    @Body() body: PrepareAmendmentDto,
    @Cmd() command: Command,
  ): Promise<ProgrammeDto> {
    await this.unitOfWork.run(command, (tx) => this.amendments.prepare(tx, id, body, originOf(command)));
    return this.views.get(id);
  }

  @Post(':id/amendments/:number/approve')
  @HttpCode(200)
  @Allow('secretariat')
  @ApiOkResponse({ type: ProgrammeDto })
  async approveAmendment(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: ApproveProgrammeDto,
    @Cmd() command: Command,
  ): Promise<ProgrammeDto> {
    await this.unitOfWork.run(command, (tx) => this.amendments.approve(tx, id, number, body, originOf(command)));
    return this.views.get(id);
  }

  @Post(':id/amendments/:number/withdraw')
  @HttpCode(200)
  @Allow('project-officer', 'secretariat')
  @ApiOkResponse({ type: ProgrammeDto })
  async withdrawAmendment(
    @Param('id') id: string,
    @Param('number', ParseIntPipe) number: number,
    @Cmd() command: Command,
  ): Promise<ProgrammeDto> {
    await this.unitOfWork.run(command, (tx) => this.amendments.withdraw(tx, id, number));
    return this.views.get(id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Allow('secretariat')
  @ApiOkResponse({ type: ProgrammeDto })
  async approve(
    @Param('id') id: string,
    @Body() body: ApproveProgrammeDto,
    @Cmd() command: Command,
  ): Promise<ProgrammeDto> {
    await this.unitOfWork.run(command, (tx) => this.programmes.approve(tx, id, body, originOf(command)));
    return this.views.get(id);
  }
}
