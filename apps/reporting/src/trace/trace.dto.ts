import { MoneyDto } from '@abonde/platform';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, MaxLength } from 'class-validator';

export class TraceQuery {
  @ApiProperty({
    example: 'agreement:SIAAP-2020-SR',
    description: '{kind}:{id}; kinds receipt, agreement, donor, project, tranche, case',
  })
  @IsString()
  @MaxLength(200)
  from: string;
}

class TraceOriginDto {
  @ApiProperty() kind: string;
  @ApiProperty() id: string;
}
class TraceNodeDto {
  @ApiProperty() id: string;
  @ApiProperty() kind: string;
  @ApiProperty() code: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: MoneyDto }) in: MoneyDto;
  @ApiProperty({ type: MoneyDto }) out: MoneyDto;
}
class TraceEdgeDto {
  @ApiProperty() from: string;
  @ApiProperty() to: string;
  @ApiProperty({ type: MoneyDto }) value: MoneyDto;
  @ApiProperty() entries: string;
}

export class TraceDto {
  @ApiProperty({ type: TraceOriginDto }) from: TraceOriginDto;
  @ApiProperty({ type: [TraceNodeDto] }) nodes: TraceNodeDto[];
  @ApiProperty({ type: [TraceEdgeDto] }) edges: TraceEdgeDto[];
}
