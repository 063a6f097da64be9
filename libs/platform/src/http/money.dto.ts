import { ApiProperty } from '@nestjs/swagger';
import { Matches } from 'class-validator';

/** An amount in a request or an answer: a decimal string in the major unit with its ISO 4217 currency. */
export class MoneyDto {
  @ApiProperty({ example: '1250.00' })
  @Matches(/^-?\d{1,15}(\.\d{1,3})?$/, { message: '$property must be a decimal string such as "1250.00"' })
  amount: string;

  @ApiProperty({ example: 'EUR' })
  @Matches(/^[A-Z]{3}$/, { message: '$property must be an ISO 4217 code such as "EUR"' })
  currency: string;
}
