import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';

export class DeclineDto {
  @ApiProperty({ description: 'Why it is put aside' }) @IsString() @Length(1, 500) reason: string;
}

/** Who decided on what another prepared. */
export class DecidedDto {
  @ApiProperty() preparedBy: string;
  @ApiProperty({ type: String, nullable: true }) confirmedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) declinedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) declineReason: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Lists the entries; null before anything is posted' })
  entries: string | null;
}
