import { Allow, readers } from '@abonde/platform';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { AccountStatementDto, AccountStatementQuery, BookBalanceDto, TrialBalanceQuery } from './account-statement.dto';
import { AccountStatements } from './account-statements.service';
import { LedgerReader } from './ledger-reader.service';

/** Balances of a book at the end of any day, by accounting or value date, as known at any instant. */
@ApiTags('ledger')
@Controller('ledger')
@Allow(...readers, 'integration')
export class BalancesController {
  constructor(
    private readonly reader: LedgerReader,
    private readonly statements: AccountStatements,
  ) {}

  @Get('trial-balance')
  @ApiOkResponse({ type: BookBalanceDto })
  trialBalance(@Query() query: TrialBalanceQuery): Promise<BookBalanceDto> {
    return this.reader.trialBalance(query);
  }

  @Get('accounts/:account/statement')
  @ApiOkResponse({ type: AccountStatementDto })
  statement(@Param('account') account: string, @Query() query: AccountStatementQuery): Promise<AccountStatementDto> {
    return this.statements.read(account, query);
  }
}
