import { ApiProperty } from '@nestjs/swagger';

export class ChangeDto {
  @ApiProperty({ example: 'lines.UE-PS-2022.amount' })
  field: string;

  @ApiProperty({ type: String, nullable: true })
  before: string | null;

  @ApiProperty({ type: String, nullable: true })
  after: string | null;
}
