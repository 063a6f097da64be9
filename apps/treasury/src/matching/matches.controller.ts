import { Allow, ApiPage, Cmd, type Command, type Page } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ActsService } from './acts.service';
import { AutoMatchService } from './auto-match.service';
import { CandidatesService } from './candidates.service';
import { EntriesQuery, EntryDto, SuggestionDto } from './entries.dto';
import { EntriesService } from './entries.service';
import {
  ActDto,
  AutoMatchDto,
  AutoMatchRequestDto,
  BatchMatchDto,
  JointMatchDto,
  MatchDto,
  MatchesQuery,
  MatchRequestDto,
  UndoDto,
  UndoneActDto,
  UndoneDto,
} from './matches.dto';
import { MatchesService } from './matches.service';
import { UndoService } from './undo.service';

@ApiTags('matching')
@Controller()
export class MatchesController {
  constructor(
    private readonly entries: EntriesService,
    private readonly candidates: CandidatesService,
    private readonly matches: MatchesService,
    private readonly undoing: UndoService,
    private readonly auto: AutoMatchService,
    private readonly acts: ActsService,
  ) {}

  @Get('entries')
  @ApiPage(EntryDto)
  list(@Query() query: EntriesQuery): Promise<Page<EntryDto>> {
    return this.entries.list(query);
  }

  @Get('entries/:id')
  @ApiOkResponse({ type: EntryDto })
  get(@Param('id') id: string): Promise<EntryDto> {
    return this.entries.get(id);
  }

  @Get('entries/:id/suggestions')
  @ApiOkResponse({ type: [SuggestionDto] })
  suggestions(@Param('id') id: string): Promise<SuggestionDto[]> {
    return this.candidates.suggestions(id);
  }

  @Get('matches')
  @ApiPage(MatchDto)
  listMatches(@Query() query: MatchesQuery): Promise<Page<MatchDto>> {
    return this.matches.list(query);
  }

  @Post('matches')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: MatchDto })
  match(@Cmd() command: Command, @Body() request: MatchRequestDto): Promise<MatchDto> {
    return this.matches.match(command, request);
  }

  @Post('matches/auto')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: AutoMatchDto })
  autoMatch(@Cmd() command: Command, @Body() { account }: AutoMatchRequestDto): Promise<AutoMatchDto> {
    return this.auto.run(command, account);
  }

  @Post('matches/joint')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ActDto })
  joint(@Cmd() command: Command, @Body() request: JointMatchDto): Promise<ActDto> {
    return this.acts.joint(command, request);
  }

  @Post('matches/batch')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: ActDto })
  batch(@Cmd() command: Command, @Body() request: BatchMatchDto): Promise<ActDto> {
    return this.acts.batch(command, request);
  }

  @Post('acts/:id/undo')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: UndoneActDto })
  undoAct(
    @Cmd() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason = '' }: UndoDto,
  ): Promise<UndoneActDto> {
    return this.undoing.undoAct(command, id, reason);
  }

  @Get('matches/:id')
  @ApiOkResponse({ type: MatchDto })
  getMatch(@Param('id', ParseUUIDPipe) id: string): Promise<MatchDto> {
    return this.matches.get(id);
  }

  @Post('matches/:id/undo')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: UndoneDto })
  undo(
    @Cmd() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason = '' }: UndoDto,
  ): Promise<UndoneDto> {
    return this.undoing.undo(command, id, reason);
  }
}
