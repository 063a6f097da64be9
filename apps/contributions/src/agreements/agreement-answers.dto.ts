import { instrument, type Instrument } from '@abonde/contracts';
import { MoneyDto } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Missing } from '../conditions/condition';
import { type ExchangeMethod, exchangeMethods, type UnspentClause, unspentClauses } from './agreement';
import { ConditionDto, EarmarkDto, InterestClauseDto, PeriodDto, RestrictionsDto } from './agreements.dto';

const instruments = instrument.options;

export class FigureDto {
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty({ description: 'Lists the entries behind the figure' }) entries: string;
}

export class FiguresDto {
  @ApiProperty({ type: FigureDto, description: 'In the agreement’s currency' }) pledged: FigureDto;
  @ApiProperty({ type: FigureDto, description: 'In the agreement’s currency' }) called: FigureDto;
  @ApiProperty({ type: FigureDto, description: 'This figure and the next ones in EUR' }) received: FigureDto;
  @ApiProperty({ type: FigureDto }) reserved: FigureDto;
  @ApiProperty({ type: FigureDto }) allocated: FigureDto;
  @ApiProperty({ type: FigureDto }) disbursed: FigureDto;
  @ApiProperty({ type: FigureDto }) justified: FigureDto;
  @ApiProperty({ type: FigureDto }) refunded: FigureDto;
  @ApiProperty({ type: FigureDto }) free: FigureDto;
}

export class InstalmentDto {
  @ApiProperty() id: string;
  @ApiProperty() number: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() dueOn: string;
  @ApiProperty({ type: ConditionDto }) condition: ConditionDto;
  @ApiProperty({ enum: ['EXPECTED', 'CALLED', 'SETTLED', 'WRITTEN_OFF', 'CANCELLED'] }) state: string;
  @ApiProperty({ type: String, nullable: true }) calledOn: string | null;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ type: String, nullable: true }) document: string | null;
  @ApiProperty({ type: MoneyDto }) outstanding: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Taken off since its call' }) reduced: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Interest owed to the donor that its call took off' })
  interestOffset: MoneyDto;
  @ApiProperty({ type: String, nullable: true }) sentOn: string | null;
  @ApiProperty({ type: String, nullable: true }) sentBy: string | null;
  @ApiProperty({ type: String, nullable: true }) sentTo: string | null;
  @ApiProperty({ description: 'Days past its date while money is owed', type: Number }) daysLate: number;
}

/** One thing that is missing: its code says which of the figures are there. */
export class MissingDto {
  @ApiProperty({
    enum: [
      'NOT_SIGNED',
      'REPORT_NOT_ACCEPTED',
      'PROJECT_REPORT_NOT_ACCEPTED',
      'NO_REPORT',
      'EARLIER_NOT_CALLED',
      'NOT_CONSUMED',
      'FINAL_COST_NOT_ESTABLISHED',
      'NO_PROJECT',
    ],
  })
  code: Missing['code'];
  @ApiPropertyOptional() signedOn?: string;
  @ApiPropertyOptional({ enum: ['INTERIM', 'FINAL'] }) report?: string;
  @ApiPropertyOptional() dueOn?: string;
  @ApiPropertyOptional({ enum: ['DUE', 'SENT'] }) state?: string;
  @ApiPropertyOptional() project?: string;
  @ApiPropertyOptional() instalment?: number;
  @ApiPropertyOptional({ type: MoneyDto, description: 'In EUR' }) consumed?: MoneyDto;
  @ApiPropertyOptional({ type: MoneyDto }) required?: MoneyDto;
  @ApiPropertyOptional({ type: MoneyDto }) lacking?: MoneyDto;
}

export class InstalmentDetailDto extends InstalmentDto {
  @ApiProperty({ type: [MissingDto], description: 'What it waits for before it may be called' })
  missing: MissingDto[];
}

export class ChangeDto {
  @ApiProperty({ description: 'A term, or `instalment`' }) term: string;
  @ApiProperty({
    description: 'Its value: text, money, a list or an object',
    nullable: true,
    additionalProperties: true,
  })
  before: unknown;
  @ApiProperty({ nullable: true, additionalProperties: true }) after: unknown;
}

export class VersionDto {
  @ApiProperty() version: number;
  @ApiProperty({ type: Object }) terms: object;
  @ApiProperty({ type: [Object] }) schedule: object[];
  @ApiProperty({ type: [ChangeDto], description: 'From the version before' }) changes: ChangeDto[];
  @ApiProperty() recordedAt: string;
  @ApiProperty() reason: string;
  @ApiProperty() effectiveDate: string;
  @ApiProperty() actor: string;
}

export class AgreementDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() donor: string;
  @ApiProperty() donorName: string;
  @ApiProperty({ enum: instruments }) instrument: Instrument;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() signedOn: string;
  @ApiProperty({ type: PeriodDto }) period: PeriodDto;
  @ApiProperty({ enum: ['FUND', 'CITY'] }) countsAs: 'FUND' | 'CITY';
  @ApiProperty({ type: EarmarkDto }) earmark: EarmarkDto;
  @ApiProperty() pool: string;
  @ApiProperty({ type: [InterestClauseDto] }) interestClauses: InterestClauseDto[];
  @ApiProperty() managementFeeRate: string;
  @ApiProperty({ type: String, nullable: true }) coFinancingCap: string | null;
  @ApiProperty() incomeRecognition: string;
  @ApiProperty({ type: PeriodDto }) eligibility: PeriodDto;
  @ApiProperty({ type: RestrictionsDto }) restrictions: RestrictionsDto;
  @ApiProperty({ enum: unspentClauses }) unspentClause: UnspentClause;
  @ApiProperty({ type: String, nullable: true }) aidRate: string | null;
  @ApiProperty({ type: String, nullable: true }) variationLimit: string | null;
  @ApiProperty({ type: String, nullable: true }) indirectCostCap: string | null;
  @ApiProperty({ enum: exchangeMethods, nullable: true }) exchangeMethod: ExchangeMethod | null;
  @ApiProperty({ type: MoneyDto, description: 'Not received yet, called or not, in the agreement’s currency' })
  expected: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Called and past its date, in the agreement’s currency' }) late: MoneyDto;
  @ApiProperty({ description: 'Days since the oldest date that was missed' }) daysLate: number;
  @ApiProperty({ type: String, nullable: true }) basis: string | null;
  @ApiProperty() version: number;
  @ApiProperty({ type: FiguresDto }) figures: FiguresDto;
  @ApiProperty({ type: [InstalmentDto] }) instalments: InstalmentDto[];
}

export class VersionsDto {
  @ApiProperty({ type: [VersionDto] }) items: VersionDto[];
}

export class AgreementDetailDto extends AgreementDto {
  @ApiProperty({ type: [InstalmentDetailDto] }) declare instalments: InstalmentDetailDto[];
  @ApiProperty({ type: [VersionDto] }) versions: VersionDto[];
}
