import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsDefined,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { type CsvColumns, type CsvMapping, dateFormats, delimiters, encodings } from './csv-mapping';

const mostColumns = 200;

/** A column counted from 0, or null where the bank doesn't give it. */
function OptionalColumn(): PropertyDecorator {
  const decorators = [
    ApiProperty({ type: Number, nullable: true, minimum: 0 }),
    ValidateIf((_, value) => value !== null),
    IsInt(),
    Min(0),
    Max(mostColumns),
  ];
  return (target, key) => decorators.forEach((decorate) => decorate(target, key));
}

export class CsvColumnsDto implements CsvColumns {
  @ApiProperty({ minimum: 0 }) @IsInt() @Min(0) @Max(mostColumns) bookingDate: number;
  @OptionalColumn() valueDate: number | null;
  @OptionalColumn() amount: number | null;
  @OptionalColumn() debit: number | null;
  @OptionalColumn() credit: number | null;
  @OptionalColumn() balance: number | null;
  @OptionalColumn() currency: number | null;
  @OptionalColumn() counterparty: number | null;
  @OptionalColumn() counterpartyAccount: number | null;
  @OptionalColumn() reference: number | null;

  @ApiProperty({ type: [Number] })
  @IsArray()
  @ArrayMaxSize(20)
  @IsInt({ each: true })
  @Min(0, { each: true })
  @Max(mostColumns, { each: true })
  remittance: number[];
}

export class CsvMappingDto implements CsvMapping {
  @ApiProperty({ enum: delimiters }) @IsIn(delimiters) delimiter: CsvMapping['delimiter'];
  @ApiProperty({ enum: encodings }) @IsIn(encodings) encoding: CsvMapping['encoding'];

  @ApiProperty({ minimum: 0, description: 'Rows before the names of the columns, or before the first movement' })
  @IsInt()
  @Min(0)
  @Max(1_000)
  skippedRows: number;

  @ApiProperty({ type: [String], nullable: true, description: 'Names of the columns; null where the table has none' })
  @ValidateIf((_, value) => value !== null)
  @IsArray()
  @ArrayMaxSize(mostColumns)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  header: string[] | null;

  @ApiProperty({ enum: dateFormats }) @IsIn(dateFormats) dateFormat: CsvMapping['dateFormat'];
  @ApiProperty({ enum: [',', '.'] }) @IsIn([',', '.']) decimalSign: ',' | '.';
  @ApiProperty({ enum: ['AS_WRITTEN', 'INVERTED'] }) @IsIn(['AS_WRITTEN', 'INVERTED']) sign: CsvMapping['sign'];

  @ApiProperty({ type: CsvColumnsDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => CsvColumnsDto)
  columns: CsvColumnsDto;
}

export class SavedCsvMappingDto extends CsvMappingDto {
  @ApiProperty({ description: 'Code of the account' }) account: string;
  @ApiProperty() savedAt: string;
  @ApiProperty() version: number;
}
