import type { Money } from '@abonde/money';
import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';

export class FigureDto {
  @ApiProperty({ type: MoneyDto })
  value: Money;

  @ApiProperty({ description: 'Where its entries are listed' })
  entries: string;
}

export class FiguresDto {
  @ApiProperty({ type: FigureDto })
  engaged: FigureDto;

  @ApiProperty({ type: FigureDto })
  attributed: FigureDto;

  @ApiProperty({ type: FigureDto })
  allocated: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Allocated, neither reserved nor paid' })
  free: FigureDto;

  @ApiProperty({ type: FigureDto, description: 'Reserved for payments under way' })
  reserved: FigureDto;

  @ApiProperty({ type: FigureDto })
  paid: FigureDto;

  @ApiProperty({ type: FigureDto })
  justified: FigureDto;

  @ApiProperty({
    type: FigureDto,
    description: 'Of expenses in local currency: their cost less the euros they took; below zero, a loss',
  })
  exchangeDifference: FigureDto;
}

export class ProvenanceEntriesDto {
  @ApiProperty()
  free: string;

  @ApiProperty()
  reserved: string;

  @ApiProperty()
  paid: string;

  @ApiProperty()
  justified: string;
}

export class ProvenanceDto {
  @ApiProperty()
  agreement: string;

  @ApiProperty({ type: String, nullable: true })
  donor: string | null;

  @ApiProperty({ type: String, nullable: true })
  donorName: string | null;

  @ApiProperty({ type: MoneyDto })
  free: Money;

  @ApiProperty({ type: MoneyDto })
  reserved: Money;

  @ApiProperty({ type: MoneyDto })
  paid: Money;

  @ApiProperty({ type: MoneyDto })
  justified: Money;

  @ApiProperty({ type: ProvenanceEntriesDto, description: 'For each of them, the entries that add up to it' })
  entries: ProvenanceEntriesDto;
}
