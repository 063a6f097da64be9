import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';

export class ReceiptDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Match of the bank line' }) match: string;
  @ApiProperty() valueDate: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Number of the instalment it settled' })
  instalment: number | null;
  @ApiProperty({ type: MoneyDto, description: 'Settled, in the agreement’s currency' }) applied: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Reached the bank, in EUR' }) eur: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Kept on the way, in EUR' }) fee: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Booked value less what came and the fee: positive is a loss' })
  exchange: MoneyDto;
  @ApiProperty({ type: MoneyDto, description: 'Taken back by the bank since' }) returned: MoneyDto;
  @ApiProperty({ enum: ['RECORDED', 'UNDONE', 'RETURNED'] }) state: string;
  @ApiProperty({ description: 'Lists the entries behind what reached the bank' }) entries: string;
}

export class ReceiptsDto {
  @ApiProperty({ type: [ReceiptDto] }) items: ReceiptDto[];
}
