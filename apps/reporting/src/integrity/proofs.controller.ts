import { notFound } from '@abonde/platform';
import { Controller, Get, Headers, Param, ParseIntPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { BOOKS, OtherServices } from './other-services.service';
import { GatheredStatementsDto, HeadDto, PeriodQuery } from './proofs.dto';
import { type Head, SealWitness } from './seal-witness.service';

/** What lets somebody outside check the books without believing them. */
@ApiTags('integrity')
@Controller()
export class ProofsController {
  constructor(
    private readonly witness: SealWitness,
    private readonly services: OtherServices,
  ) {}

  /** Root of a block as reporting itself saw it in the log: what `verify.mjs` prints is compared with it. */
  @Get('heads/:book/:block')
  @ApiOkResponse({ type: HeadDto })
  async head(@Param('book') book: string, @Param('block', ParseIntPipe) block: number): Promise<Head> {
    const head = await this.witness.head(book, block);
    if (!head) throw notFound('block', `${book} ${block}`);
    return head;
  }

  /** The statements of an agreement in every book that has something of it, in one file for `verify.mjs`. */
  @Get('agreements/:agreement/statement')
  @ApiOkResponse({ type: GatheredStatementsDto })
  async statement(
    @Param('agreement') agreement: string,
    @Query() { from, to }: PeriodQuery,
    @Headers('authorization') authorization = '',
  ): Promise<GatheredStatementsDto> {
    const query = new URLSearchParams({ agreement, ...(from && { from }), ...(to && { to }) }).toString();
    const all = await Promise.all(BOOKS.map((book) => this.services.statement(book, query, authorization)));
    const statements = all.filter(({ balances }) => balances.length > 0);
    if (statements.length === 0) throw notFound('agreement', agreement);
    return { statements };
  }
}
