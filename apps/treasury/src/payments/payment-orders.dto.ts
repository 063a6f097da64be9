import { MoneyDto, PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
} from 'class-validator';
import { dayPattern } from '../accounts/accounts.dto';
import { type OrderState, orderStates } from './payment-order';
import type { PaymentOrderRow } from './payment-order.entity';

export class OrdersQuery extends PageQuery {
  @ApiPropertyOptional({ enum: orderStates, description: 'Several separated by commas' })
  @IsOptional()
  @IsString()
  status?: string;
}

export class ReasonDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty()
  reason: string;
}

export class PaymentFileRequestDto {
  @ApiProperty({ description: 'Id or code of the account to pay from' })
  @IsString()
  accountId: string;

  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsUUID('all', { each: true })
  orderIds: string[];

  @ApiPropertyOptional({ enum: ['pain.001.001.03', 'pain.001.001.09'], default: 'pain.001.001.09' })
  @IsOptional()
  @IsIn(['pain.001.001.03', 'pain.001.001.09', '03', '09'])
  version?: string;

  @ApiPropertyOptional({ description: 'Default: the business day' })
  @IsOptional()
  @Matches(dayPattern)
  effectiveDate?: string;
}

export class EmittedOrderDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'What the bank will quote' }) endToEndId: string;
}

export class EmittedFileDto {
  @ApiProperty() id: string;
  @ApiProperty({ type: [EmittedOrderDto] }) orders: EmittedOrderDto[];
}

export class PaymentFileDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() version: string;
  @ApiProperty() messageId: string;
  @ApiProperty() transfers: number;
  @ApiProperty({ description: 'Figures of every currency added up' }) controlSum: string;
  @ApiProperty() emittedOn: string;
  @ApiProperty() createdBy: string;
}

export class ApprovalDto {
  @ApiProperty() actor: string;
  @ApiProperty({ enum: ['finance-controller', 'secretariat'] }) role: string;
  @ApiProperty() at: string;
}

export class PaymentOrderDto {
  @ApiProperty() id: string;
  @ApiProperty() paymentRequest: string;
  @ApiProperty({ enum: ['TRANCHE', 'AID', 'DONOR_REFUND', 'INTEREST_RETURN'] }) kind: string;
  @ApiProperty({ enum: orderStates }) status: OrderState;
  @ApiProperty({ type: MoneyDto }) amount: MoneyDto;
  @ApiProperty() dueOn: string;
  @ApiProperty() beneficiary: string;
  @ApiProperty({ enum: ['COOPERATION', 'GOVERNANCE', 'EMERGENCY'] }) instrument: string;
  @ApiProperty({ type: String, nullable: true }) project: string | null;
  @ApiProperty({ type: String, nullable: true }) tranche: string | null;
  @ApiProperty({ type: String, nullable: true }) case: string | null;
  @ApiProperty({ type: String, nullable: true }) agreement: string | null;
  @ApiProperty({ type: [ApprovalDto] }) approvals: ApprovalDto[];
  @ApiProperty({ type: [String], description: 'Ids of whoever may not approve it' }) involved: string[];
  @ApiProperty() endToEndId: string;
  @ApiProperty({ type: String, nullable: true }) file: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty() version: number;
}

export function orderDto(order: PaymentOrderRow): PaymentOrderDto {
  const {
    id,
    paymentRequest,
    kind,
    state,
    amount,
    dueOn,
    beneficiary,
    instrument,
    project,
    tranche,
    agreement,
    approvals,
  } = order;
  return {
    id,
    paymentRequest,
    kind,
    status: state,
    amount: amount.toJSON(),
    dueOn,
    beneficiary,
    instrument,
    project,
    tranche,
    case: order.case,
    agreement,
    approvals,
    involved: order.involved,
    endToEndId: order.endToEndId,
    file: order.fileId,
    reason: order.reason,
    version: order.version,
  };
}
