import { ApiProperty } from '@nestjs/swagger';
import { orderStates } from './payment-order';
import { StatusReasonDto } from './payment-orders.dto';

export class OrderStatusDto {
  @ApiProperty() order: string;
  @ApiProperty() endToEndId: string;
  @ApiProperty({ description: 'Given by the bank' }) status: string;
  @ApiProperty({ type: [StatusReasonDto] }) reasons: StatusReasonDto[];
  @ApiProperty({ enum: orderStates, description: 'Of the order now' }) state: string;
  @ApiProperty({ description: 'Whether this report told something new of it' }) changed: boolean;
}

export class StatusReportDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'The payment file it answers' }) file: string;
  @ApiProperty() messageId: string;
  @ApiProperty() originalMessageId: string;
  @ApiProperty({ example: 'pain.002.001.10' }) format: string;
  @ApiProperty({ type: String, nullable: true }) groupStatus: string | null;
  @ApiProperty() changed: number;
  @ApiProperty() rejected: number;
  @ApiProperty({ type: [OrderStatusDto] }) orders: OrderStatusDto[];
}
