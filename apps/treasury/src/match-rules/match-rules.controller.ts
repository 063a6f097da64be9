import { Allow, Cmd, type Command, IfMatch } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Put } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { MatchRuleHistory } from './match-rule-history.service';
import {
  NewRuleDto,
  RuleDraftDto,
  RuleDto,
  RuleListDto,
  RuleOrderDto,
  RuleProposalsDto,
  RuleTermsDto,
  RuleTestDto,
} from './match-rules.dto';
import { MatchRulesService } from './match-rules.service';

@ApiTags('match-rules')
@Controller()
export class MatchRulesController {
  constructor(
    private readonly rules: MatchRulesService,
    private readonly history: MatchRuleHistory,
  ) {}

  @Get('match-rules')
  @ApiOkResponse({ type: RuleListDto })
  async list(): Promise<RuleListDto> {
    return { items: await this.rules.list() };
  }

  @Get('match-rules/proposals')
  @ApiOkResponse({ type: RuleProposalsDto })
  async proposals(): Promise<RuleProposalsDto> {
    return { items: await this.history.proposals() };
  }

  @Get('entries/:id/rule-draft')
  @ApiOkResponse({ type: RuleDraftDto })
  draft(@Param('id') id: string): Promise<RuleDraftDto> {
    return this.history.draft(id);
  }

  @Post('match-rules')
  @Allow('finance-officer', 'finance-controller')
  @ApiCreatedResponse({ type: RuleDto })
  create(@Cmd() command: Command, @Body() request: NewRuleDto): Promise<RuleDto> {
    return this.rules.create(command, request);
  }

  @Post('match-rules/test')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller', 'auditor')
  @ApiOkResponse({ type: RuleTestDto })
  test(@Body() terms: RuleTermsDto): Promise<RuleTestDto> {
    return this.history.test(terms);
  }

  @Post('match-rules/order')
  @HttpCode(200)
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: RuleListDto })
  async reorder(@Cmd() command: Command, @Body() { ids }: RuleOrderDto): Promise<RuleListDto> {
    return { items: await this.rules.reorder(command, ids) };
  }

  @Put('match-rules/:id')
  @Allow('finance-officer', 'finance-controller')
  @ApiOkResponse({ type: RuleDto })
  amend(
    @Cmd() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: NewRuleDto,
    @IfMatch('required') version: number | undefined,
  ): Promise<RuleDto> {
    return this.rules.amend(command, id, request, version);
  }

  @Post('match-rules/:id/confirm')
  @HttpCode(200)
  @Allow('finance-controller')
  @ApiOkResponse({ type: RuleDto })
  confirm(@Cmd() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<RuleDto> {
    return this.rules.confirm(command, id);
  }
}
