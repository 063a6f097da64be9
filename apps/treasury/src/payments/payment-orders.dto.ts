import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { RecentChangeDto } from '../beneficiaries/beneficiaries.dto';
import { checkCodes } from './order-checks';
import { occurrences } from './order-history.store';
import { orderKinds, type OrderState, orderStates } from './payment-order';

export class OrdersQuery extends PageQuery {
  @ApiPropertyOptional({ enum: orderStates, description: 'Several separated by commas' })
  @IsOptional()
  @IsString()
  @Matches(new RegExp(`^(${orderStates.join('|')})(,(${orderStates.join('|')}))*$`, 'i'), {
    message: `status must be one or several of ${orderStates.join(', ')}`,
  })
  status?: string;

  @ApiPropertyOptional({ description: 'Id of the file the orders were put in' })
  @IsOptional()
  @IsUUID()
  file?: string;

  @ApiPropertyOptional({
    enum: ['due', '-due'],
    default: 'due',
    description: 'By due date, the latest first with a hyphen',
  })
  @IsOptional()
  @IsIn(['due', '-due'])
  sort?: 'due' | '-due';
}

export class ReasonDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

export class DocumentQuery {
  @ApiPropertyOptional({ enum: ['fr', 'en'], default: 'fr' })
  @IsOptional()
  @IsIn(['fr', 'en'])
  lang?: 'fr' | 'en';
}

export class ApprovalDto {
  @ApiProperty() actor: string;
  @ApiPropertyOptional() name?: string;
  @ApiProperty({ enum: ['finance-controller', 'secretariat'] }) role: string;
  @ApiProperty() at: string;
}

export class PayeeDto {
  @ApiProperty() id: string;
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty() country: string;
  @ApiProperty({ type: String, nullable: true, description: 'Masked number of the confirmed account' })
  account: string | null;
  @ApiProperty({ type: String, nullable: true }) bic: string | null;
  @ApiProperty() confirmed: boolean;
  @ApiProperty({ description: 'New details wait for a second person' }) changePending: boolean;
  @ApiProperty({ type: RecentChangeDto, nullable: true }) recentChange: RecentChangeDto | null;
}

export class CheckDto {
  @ApiProperty({ enum: checkCodes }) code: string;
  @ApiProperty({ description: 'No file takes the order while it stands' }) blocking: boolean;
  @ApiProperty() detail: string;
  @ApiPropertyOptional({ format: 'date' }) on?: string;
  @ApiPropertyOptional() daysAgo?: number;
}

export class StatusReasonDto {
  @ApiProperty({ type: String, nullable: true }) code: string | null;
  @ApiProperty({ type: String, nullable: true }) text: string | null;
}

export class BankStatusDto {
  @ApiProperty({ description: 'ISO 20022 external code: ACCP, ACSP, ACSC, PDNG, RJCT, …' }) status: string;
  @ApiProperty({ type: [StatusReasonDto] }) reasons: StatusReasonDto[];
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class BankFactDto {
  @ApiProperty({ enum: ['SETTLED', 'RETURNED', 'SECOND_DEBIT'] }) what: string;
  @ApiProperty() entry: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty({ format: 'date' }) bookingDate: string;
  @ApiProperty({ format: 'date' }) valueDate: string;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({ type: MoneyDto, nullable: true }) eur: MoneyDto | null;
  @ApiProperty({ type: String, nullable: true, description: 'Lists the entries that add up to it' }) entries:
    string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
}

export class PaymentOrderDto {
  @ApiProperty() id: string;
  @ApiProperty() paymentRequest: string;
  @ApiProperty() attempt: number;
  @ApiProperty({ type: String, nullable: true, description: 'The returned order that this one pays again' })
  previous: string | null;
  @ApiProperty({ enum: orderKinds }) kind: string;
  @ApiProperty({ enum: orderStates }) status: OrderState;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() dueOn: string;
  @ApiProperty({ type: String, nullable: true, format: 'date', description: 'Asked of the bank' }) executionOn:
    string | null;
  @ApiProperty({ description: 'As it was asked: id, code or name' }) beneficiary: string;
  @ApiProperty({ type: PayeeDto, nullable: true }) payee: PayeeDto | null;
  @ApiProperty({ enum: ['COOPERATION', 'GOVERNANCE', 'EMERGENCY'] }) instrument: string;
  @ApiProperty({ type: String, nullable: true }) project: string | null;
  @ApiProperty({ type: String, nullable: true }) tranche: string | null;
  @ApiProperty({ type: String, nullable: true }) case: string | null;
  @ApiProperty({ type: String, nullable: true }) agreement: string | null;
  @ApiProperty({ type: [ApprovalDto] }) approvals: ApprovalDto[];
  @ApiProperty({ type: [String], description: 'Ids of whoever may not approve it' }) involved: string[];
  @ApiProperty({ type: [CheckDto] }) checks: CheckDto[];
  @ApiProperty() endToEndId: string;
  @ApiProperty({ type: String, nullable: true }) file: string | null;
  @ApiProperty({ type: BankStatusDto, nullable: true }) bank: BankStatusDto | null;
  @ApiProperty({ type: [BankFactDto], description: 'What entries of the bank did to it' }) facts: BankFactDto[];
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ description: 'A returned order that may be paid again as it is' }) reopenable: boolean;
  @ApiProperty() version: number;
}

export class OrderTotalDto {
  @ApiProperty({ enum: orderStates }) status: OrderState;
  @ApiProperty() count: number;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Lists the entries that add up to it, where the bank’s entries do',
  })
  entries: string | null;
}

export class TimelineItemDto {
  @ApiProperty({ enum: [...occurrences, 'SETTLED', 'RETURNED', 'SECOND_DEBIT'] }) what: string;
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty({ type: String, nullable: true }) by: string | null;
  @ApiProperty({ type: String, nullable: true }) byName: string | null;
  @ApiProperty({ type: BankFactDto, nullable: true }) fact: BankFactDto | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Role of an approval, status given by a bank' }) detail:
    string | null;
  @ApiProperty({ type: String, nullable: true }) file: string | null;
}
