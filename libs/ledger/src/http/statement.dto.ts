import { IsDay, MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { ProofStepDto } from './ledger.dto';

export class LedgerStatementQuery {
  @ApiPropertyOptional({ example: 'fund:envelope:SIAAP-2020-SR', description: 'this, or an agreement' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  account?: string;
  @ApiPropertyOptional({ example: 'SIAAP-2020-SR', description: 'this, or an account' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  agreement?: string;
  @ApiPropertyOptional({ format: 'date', description: 'first accounting date' })
  @IsOptional()
  @IsDay()
  from?: string;
  @ApiPropertyOptional({ format: 'date', description: 'last accounting date' })
  @IsOptional()
  @IsDay()
  to?: string;
}

class SumsDto {
  @ApiProperty({ type: MoneyDto, description: 'debit positive, in the currency of the account' }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'at the booked rate' }) eur: MoneyDto;
}
class LedgerStatementBalanceDto {
  @ApiProperty() account: string;
  @ApiProperty({ type: SumsDto }) opening: SumsDto;
  @ApiProperty({ type: SumsDto }) closing: SumsDto;
}
class LedgerStatementEntryDto extends SumsDto {
  @ApiProperty() number: number;
  @ApiProperty({ format: 'uuid' }) transaction: string;
  @ApiProperty({ format: 'date' }) accountingDate: string;
  @ApiProperty({ format: 'date' }) valueDate: string;
  @ApiProperty() reason: string;
  @ApiProperty() account: string;
}
class ProvedTransactionDto {
  @ApiProperty() block: number;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'the transaction whole, as it was sealed' })
  content: object;
  @ApiProperty({ type: [ProofStepDto], description: 'from its hash to the tree of its block' }) path: ProofStepDto[];
}
class ChainedBlockDto {
  @ApiProperty() number: number;
  @ApiProperty() previousRoot: string;
  @ApiProperty() tree: string;
  @ApiProperty() root: string;
}

export class LedgerStatementDto {
  @ApiProperty({ enum: ['abonde-statement/1'] }) format: string;
  @ApiProperty() book: string;
  @ApiProperty({ type: String, nullable: true }) account: string | null;
  @ApiProperty({ type: String, nullable: true }) agreement: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) from: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) to: string | null;
  @ApiProperty({ format: 'date-time' }) madeAt: string;
  @ApiProperty({ type: [LedgerStatementBalanceDto] }) balances: LedgerStatementBalanceDto[];
  @ApiProperty({ type: [LedgerStatementEntryDto] }) entries: LedgerStatementEntryDto[];
  @ApiProperty({ type: [ProvedTransactionDto] }) transactions: ProvedTransactionDto[];
  @ApiProperty({ type: [ChainedBlockDto], description: 'from the first block concerned to the last' })
  blocks: ChainedBlockDto[];
}
