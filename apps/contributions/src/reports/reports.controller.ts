import {
  type Actor,
  Allow,
  ApiPage,
  Cmd,
  type Command,
  CurrentActor,
  IfMatch,
  type Page,
  readers,
} from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AnswerReportDto, PlannedReportDto, ReportDto, ReportsQuery, SendReportDto } from './reports.dto';
import { ReportsDue } from './reports-due.service';

@ApiTags('reports')
@Controller()
export class ReportsController {
  constructor(private readonly reports: ReportsDue) {}

  @Get('reports')
  @Allow(...readers, 'donor')
  @ApiPage(ReportDto)
  list(@Query() query: ReportsQuery, @CurrentActor() actor: Actor): Promise<Page<ReportDto>> {
    return this.reports.list(query, actor);
  }

  @Post('agreements/:agreement/reports')
  @Allow('finance-officer', 'project-officer')
  @ApiCreatedResponse({ type: ReportDto })
  add(
    @Param('agreement') agreement: string,
    @Body() body: PlannedReportDto,
    @Cmd() command: Command,
  ): Promise<ReportDto> {
    return this.reports.add(agreement, body, command);
  }

  @Post('reports/:id/send')
  @HttpCode(200)
  @Allow('finance-officer', 'project-officer')
  @ApiOkResponse({ type: ReportDto })
  send(
    @Param('id') id: string,
    @Body() body: SendReportDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<ReportDto> {
    return this.reports.send(id, body, version, command);
  }

  @Post('reports/:id/accept')
  @HttpCode(200)
  @Allow('finance-officer', 'project-officer')
  @ApiOkResponse({ type: ReportDto })
  accept(
    @Param('id') id: string,
    @Body() body: AnswerReportDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<ReportDto> {
    return this.reports.accept(id, body, version, command);
  }

  @Post('reports/:id/refuse')
  @HttpCode(200)
  @Allow('finance-officer', 'project-officer')
  @ApiOkResponse({ type: ReportDto })
  refuse(
    @Param('id') id: string,
    @Body() body: AnswerReportDto,
    @IfMatch() version: number | undefined,
    @Cmd() command: Command,
  ): Promise<ReportDto> {
    return this.reports.refuse(id, body, version, command);
  }
}
