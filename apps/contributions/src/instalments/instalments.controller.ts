import { type Actor, Allow, Cmd, type Command, CurrentActor, readers } from '@abonde/platform';
import { Body, Controller, Get, HttpCode, Param, ParseIntPipe, Post, Query, StreamableFile } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { InstalmentDto } from '../agreements/agreement-answers.dto';
import { CallLetters } from './call-letters.service';
import { Called } from './called.service';
import { Calls } from './calls.service';
import { DeferredIncome } from './deferred-income.service';
import {
  AgeingDto,
  CallDto,
  LetterQuery,
  ReceivablesQuery,
  RecogniseDto,
  RecognitionDto,
  SentDto,
  WithdrawCallDto,
} from './instalments.dto';
import { Receivables } from './receivables.service';

@ApiTags('instalments')
@Controller()
export class InstalmentsController {
  constructor(
    private readonly calls: Calls,
    private readonly called: Called,
    private readonly letters: CallLetters,
    private readonly receivables: Receivables,
    private readonly deferred: DeferredIncome,
  ) {}

  @Post('agreements/:agreement/instalments/:number/call')
  @Allow('finance-officer')
  @ApiCreatedResponse({ type: InstalmentDto })
  call(
    @Param('agreement') agreement: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: CallDto,
    @Cmd() command: Command,
  ): Promise<InstalmentDto> {
    return this.calls.call(agreement, number, body, command);
  }

  @Post('agreements/:agreement/instalments/:number/sent')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: InstalmentDto })
  sent(
    @Param('agreement') agreement: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: SentDto,
    @Cmd() command: Command,
  ): Promise<InstalmentDto> {
    return this.called.sent(agreement, number, body, command);
  }

  @Post('agreements/:agreement/instalments/:number/withdraw')
  @HttpCode(200)
  @Allow('finance-officer')
  @ApiOkResponse({ type: InstalmentDto })
  withdraw(
    @Param('agreement') agreement: string,
    @Param('number', ParseIntPipe) number: number,
    @Body() body: WithdrawCallDto,
    @Cmd() command: Command,
  ): Promise<InstalmentDto> {
    return this.called.withdraw(agreement, number, body, command);
  }

  @Get('agreements/:agreement/instalments/:number/letter')
  @Allow(...readers, 'donor')
  async letter(
    @Param('agreement') agreement: string,
    @Param('number', ParseIntPipe) number: number,
    @Query() { lang }: LetterQuery,
    @CurrentActor() actor: Actor,
  ): Promise<StreamableFile> {
    const { name, bytes } = await this.letters.letter(agreement, number, lang, actor);
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      length: bytes.length,
      disposition: `attachment; filename="${name}"`,
    });
  }

  @Get('receivables')
  @Allow(...readers, 'donor')
  @ApiOkResponse({ type: AgeingDto })
  ageing(@Query() query: ReceivablesQuery, @CurrentActor() actor: Actor): Promise<AgeingDto> {
    return this.receivables.ageing(query, actor);
  }

  @Post('deferred-income/recognitions')
  @Allow('finance-officer', 'finance-controller')
  @ApiCreatedResponse({ type: RecognitionDto })
  recognise(@Body() body: RecogniseDto, @Cmd() command: Command): Promise<RecognitionDto> {
    return this.deferred.recognise(body, command);
  }
}
