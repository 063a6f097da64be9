import { codePattern, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class CreditsQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  placement?: string;
}

export class CreditDto {
  @ApiProperty({ description: 'Of the transaction in the journal' })
  id: string;

  @ApiProperty()
  placement: string;

  @ApiProperty({ description: 'Bank entry in treasury' })
  entry: string;

  @ApiProperty()
  from: string;

  @ApiProperty({ description: 'Included' })
  to: string;

  @ApiProperty()
  valueDate: string;

  @ApiProperty({ type: String, nullable: true })
  bookedOn: string | null;

  @ApiProperty({ type: MoneyDto, description: 'As the bank has it, in the currency of the account' })
  gross: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'As the bank has it, in the currency of the account' })
  net: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Withheld, in EUR' })
  tax: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'What is distributed: net, at its booked value in EUR' })
  distributed: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Gross, in EUR, by what is known today' })
  expected: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Gross, in EUR' })
  credited: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Credited less expected' })
  variance: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'By which they may part' })
  tolerated: MoneyDto;

  @ApiProperty({ description: 'Whether they part by more' })
  alert: boolean;

  @ApiProperty({ description: 'Times it was distributed anew' })
  restatements: number;

  @ApiProperty({ description: 'Its entries in the ledger' })
  entries: string;
}

export class CreditLineDto {
  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty({ type: String, nullable: true })
  donor: string | null;

  @ApiProperty({ description: 'Under which it was earned' })
  clause: string;

  @ApiProperty({ description: 'What became of it' })
  disposition: string;

  @ApiProperty({ description: 'Cents × days behind it', example: '1656000000' })
  nombres: string;

  @ApiProperty({ description: 'Percent of all nombres', example: '11.7375' })
  share: string;

  @ApiProperty({ type: MoneyDto })
  amount: MoneyDto;
}

export class RestatedLineDto {
  @ApiProperty({ type: String, nullable: true })
  project: string | null;

  @ApiProperty({ type: String, nullable: true })
  agreement: string | null;

  @ApiProperty()
  disposition: string;

  @ApiProperty({ type: MoneyDto })
  before: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  after: MoneyDto;

  @ApiProperty({ type: MoneyDto })
  difference: MoneyDto;
}

export class RestatementDto {
  @ApiProperty()
  id: string;

  @ApiProperty()
  placement: string;

  @ApiProperty({ description: 'Whether a credit was distributed anew; else what had accrued was' })
  ofCredit: boolean;

  @ApiProperty({ description: 'First day that the facts touch' })
  touchedFrom: string;

  @ApiProperty({ description: 'Last day of the interest' })
  through: string;

  @ApiProperty({ description: 'Day in the books: in an open period' })
  accountedOn: string;

  @ApiProperty({ format: 'date-time' })
  recordedAt: string;

  @ApiProperty({ type: [String] })
  causes: string[];

  @ApiProperty({ type: MoneyDto, description: 'After less before, all lines together' })
  difference: MoneyDto;

  @ApiProperty({ type: [RestatedLineDto] })
  lines: RestatedLineDto[];
}

export class CreditDetailDto extends CreditDto {
  @ApiProperty({ type: [CreditLineDto] })
  lines: CreditLineDto[];

  @ApiProperty({ type: [RestatementDto] })
  history: RestatementDto[];
}
