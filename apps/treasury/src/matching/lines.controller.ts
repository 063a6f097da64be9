import { type Actor, Allow, Cmd, type Command, CurrentActor } from '@abonde/platform';
import { Body, Controller, Delete, Get, HttpCode, Param, ParseUUIDPipe, Post, Put, Query } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { EntryClaims } from './entry-claims.service';
import { EntryHolds } from './entry-holds.service';
import { ClaimDto, ClaimRequestDto, ClaimsDto, HoldDto, HoldRequestDto, ReleasedDto } from './lines.dto';
import { FoundTargetsDto, TargetSearchQuery } from './target-search.dto';
import { TargetSearch } from './target-search.service';

/** What people who work on the same lines tell each other, and where they look for what a line may be. */
@ApiTags('matching')
@Controller()
export class LinesController {
  constructor(
    private readonly holds: EntryHolds,
    private readonly claims: EntryClaims,
    private readonly search: TargetSearch,
  ) {}

  @Get('targets')
  @ApiOkResponse({ type: FoundTargetsDto })
  async targets(@Query() query: TargetSearchQuery): Promise<FoundTargetsDto> {
    return { items: await this.search.find(query) };
  }

  @Put('entries/:id/hold')
  @Allow('finance-officer')
  @ApiOkResponse({ type: HoldDto })
  hold(
    @Cmd() command: Command,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() request: HoldRequestDto,
  ): Promise<HoldDto> {
    return this.holds.hold(command, id, request);
  }

  @Delete('entries/:id/hold')
  @Allow('finance-officer')
  @ApiOkResponse({ type: ReleasedDto })
  release(@Cmd() command: Command, @Param('id', ParseUUIDPipe) id: string): Promise<ReleasedDto> {
    return this.holds.release(command, id);
  }

  @Post('entries/:id/claim')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: ClaimDto })
  claim(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { takeOver = false }: ClaimRequestDto,
  ): Promise<ClaimDto> {
    return this.claims.claim(actor, id, takeOver);
  }

  @Delete('entries/:id/claim')
  @HttpCode(204)
  @Allow('finance-officer')
  @ApiNoContentResponse()
  leave(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<void> {
    return this.claims.leave(actor, id);
  }

  @Get('statements/:id/claims')
  @ApiOkResponse({ type: ClaimsDto })
  async claimsOf(@CurrentActor() actor: Actor, @Param('id', ParseUUIDPipe) id: string): Promise<ClaimsDto> {
    return { items: await this.claims.of(actor, id) };
  }
}
