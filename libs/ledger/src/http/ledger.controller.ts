import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { Allow, ApiPage, type Page, Public, readers } from '@abonde/platform';
import { Controller, Get, Header, Param, ParseUUIDPipe, Query, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
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
import { LedgerStatementDto, LedgerStatementQuery } from './statement.dto';
import { type Statement, StatementMaker } from './statement.service';

/** Kept beside this library's sources, and beside what is built of them. */
const offlineVerifier = join(__dirname, '../../verify.mjs');

@ApiTags('ledger')
@Controller('ledger')
@Allow(...readers, 'integration')
export class LedgerController {
  constructor(
    private readonly verifier: Verifier,
    private readonly reader: LedgerReader,
    private readonly statements: StatementMaker,
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

  /** Entries of an account, or of an agreement, with what it takes to verify them offline with `verify.mjs`. */
  @Get('statement')
  @ApiOkResponse({ type: LedgerStatementDto })
  statement(@Query() query: LedgerStatementQuery): Promise<Statement> {
    return this.statements.make(query);
  }

  /** The program that verifies statements offline: `node verify.mjs statement.json`. */
  @Get('verify.mjs')
  @Public()
  @Header('content-disposition', 'attachment; filename="verify.mjs"')
  @ApiProduces('text/javascript')
  program(): StreamableFile {
    return new StreamableFile(createReadStream(offlineVerifier), { type: 'text/javascript; charset=utf-8' });
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
