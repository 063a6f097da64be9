import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { HumanitarianFlow } from './humanitarian';

export class HumanitarianQuery {
  @ApiPropertyOptional({ enum: ['json', 'csv'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv'])
  format: 'json' | 'csv' = 'json';
}

/** A flow as OCHA's Financial Tracking Service asks for it, with IATI's humanitarian fields. */
export class HumanitarianFlowDto implements HumanitarianFlow {
  @ApiProperty({ example: 'FU-2026-003-C' })
  flow: string;

  @ApiProperty()
  source: string;

  @ApiProperty()
  recipient: string;

  @ApiProperty()
  recipientCountry: string;

  @ApiProperty({ enum: ['COMMITMENT', 'PAID'] })
  status: 'COMMITMENT' | 'PAID';

  @ApiProperty({ description: 'In the currency it was decided in' })
  amount: string;

  @ApiProperty()
  currency: string;

  @ApiProperty()
  decisionDate: string;

  @ApiProperty()
  statusDate: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ enum: ['1'] })
  humanitarian: '1';

  @ApiProperty({ enum: ['1'], description: 'IATI HumanitarianScopeType' })
  scopeType: '1';

  @ApiProperty({ enum: ['1-2', '99'], description: 'IATI HumanitarianScopeVocabulary: GLIDE, or our own codes' })
  scopeVocabulary: '1-2' | '99';

  @ApiProperty()
  scopeCode: string;

  @ApiProperty({ description: 'OECD DAC purpose code' })
  sector: string;

  @ApiProperty({ enum: ['2', '3'], description: 'IATI TransactionType' })
  transactionType: '2' | '3';
}
