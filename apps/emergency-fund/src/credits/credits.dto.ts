import { causeKinds } from '../facts/cause';
import { codePattern, MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, Matches } from 'class-validator';

export class CreditsQuery extends PageQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(codePattern)
  placement?: string;
}

export const varianceFigures = ['ACCOUNT', 'PROJECTS', 'ENVELOPES'] as const;
export const varianceCauses = ['OTHER_ACCOUNT', 'OTHER_POOL', 'UNIDENTIFIED', 'EXCHANGE', 'BANK'] as const;

export class VarianceFigureDto {
  @ApiProperty({
    enum: varianceFigures,
    description: 'Balance of an account; money of agreements that is allocated to projects, or free',
  })
  what: (typeof varianceFigures)[number];

  @ApiProperty({ type: String, nullable: true, description: 'Of the account' })
  name: string | null;

  @ApiProperty({
    type: MoneyDto,
    description: 'At the end of the last day of the period, by value date; of an account in its currency',
  })
  amount: MoneyDto;

  @ApiProperty({ description: 'Entries in the ledger whose sum it is' })
  entries: string;
}

export class VariancePartDto {
  @ApiProperty({
    enum: varianceCauses,
    description: `Money of the pool on another account; money of another pool on this one, or paid from this one for
another; money nobody is known to own yet; the day's exchange rate beside the booked one; the bank itself`,
  })
  cause: (typeof varianceCauses)[number];

  @ApiProperty({ type: String, nullable: true, description: 'Of the account, the pool or the currency' })
  code: string | null;

  @ApiProperty({ type: MoneyDto, description: 'Interest it makes more or less, in EUR' })
  amount: MoneyDto;

  @ApiProperty({ type: [VarianceFigureDto], description: 'What it was computed from' })
  figures: VarianceFigureDto[];
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

  @ApiProperty({ type: [VariancePartDto], description: 'Adds up to the variance; empty while balances are not known' })
  parts: VariancePartDto[];

  @ApiProperty({ type: MoneyDto, description: 'Of the variance, what only the bank can explain' })
  unexplained: MoneyDto;

  @ApiProperty({ type: MoneyDto, description: 'Unexplained that nobody is told of' })
  tolerated: MoneyDto;

  @ApiProperty({ description: 'Whether more is unexplained' })
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

export class CauseDto {
  @ApiProperty({ enum: causeKinds })
  kind: (typeof causeKinds)[number];

  @ApiProperty({ description: 'As the journal says it' })
  text: string;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Codes, days and amounts behind it, by name',
  })
  figures: Record<string, unknown>;
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

  @ApiProperty({ type: [String], description: 'As the journal says them' })
  causes: string[];

  @ApiProperty({ type: [CauseDto], description: 'The same causes, for a reader of any language' })
  facts: CauseDto[];

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
