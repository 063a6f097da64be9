import { Allow, ApiPage, type Page, readers } from '@abonde/platform';
import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type InclusionProof, type Verification, Verifier } from '../verifier.service';
import { LedgerReader } from './ledger-reader.service';
import {
  AccountsQuery,
  EntriesOfAccountQuery,
  InclusionProofDto,
  LedgerAccountDto,
  LedgerEntryDto,
  VerificationDto,
} from './ledger.dto';

@ApiTags('ledger')
@Controller('ledger')
@Allow(...readers, 'integration')
export class LedgerController {
  constructor(
    private readonly verifier: Verifier,
    private readonly reader: LedgerReader,
  ) {}

  @Get('verify')
  @ApiOkResponse({ type: VerificationDto })
  verify(): Promise<Verification> {
    return this.verifier.verify();
  }

  @Get('transactions/:id/proof')
  @ApiOkResponse({ type: InclusionProofDto })
  proof(@Param('id', ParseUUIDPipe) id: string): Promise<InclusionProof> {
    return this.verifier.proof(id);
  }

  @Get('accounts')
  @ApiPage(LedgerAccountDto)
  accounts(@Query() query: AccountsQuery): Promise<Page<LedgerAccountDto>> {
    return this.reader.accounts(query);
  }

  @Get('entries')
  @ApiPage(LedgerEntryDto)
  entries(@Query() query: EntriesOfAccountQuery): Promise<Page<LedgerEntryDto>> {
    return this.reader.entries(query);
  }
}
