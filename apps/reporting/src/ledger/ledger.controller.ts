import { type Actor, Allow, CurrentActor, readers } from '@abonde/platform';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Access } from '../access/access.service';
import { filterOf } from './ledger-filter';
import { LedgerPageDto, LedgerQuery, TrialBalanceDto, TrialBalanceQuery } from './ledger.dto';
import { ConsolidatedLedger, type LedgerPage } from './ledger.service';
import { type TrialBalance, TrialBalances } from './trial-balance.service';

@ApiTags('ledger')
@Controller()
export class LedgerController {
  constructor(
    private readonly ledger: ConsolidatedLedger,
    private readonly balances: TrialBalances,
    private readonly access: Access,
  ) {}

  /** Entries of the consolidated ledger; `total.eur` is over the whole filter. */
  @Get('ledger')
  @Allow(...readers, 'donor', 'city')
  @ApiOkResponse({ type: LedgerPageDto })
  async page(@Query() { limit, cursor, ...query }: LedgerQuery, @CurrentActor() actor: Actor): Promise<LedgerPage> {
    const filter = filterOf(query);
    await this.access.requireFilter(actor, filter);
    return this.ledger.page(filter, await this.access.visible(actor), limit, cursor);
  }

  /** Per book and account; each book's layers total zero. */
  @Get('trial-balance')
  @ApiOkResponse({ type: TrialBalanceDto })
  trialBalance(@Query() query: TrialBalanceQuery): Promise<TrialBalance> {
    return this.balances.read(query);
  }
}
