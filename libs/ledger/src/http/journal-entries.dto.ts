import { PageQuery } from '@abonde/platform';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { z } from 'zod';
import { dimensionNames } from '../chart';

const text = (longest: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((value) => !value.includes('\0'), 'must not hold a null character');
const decimal = z.string().regex(/^-?\d{1,19}(\.\d{1,3})?$/, 'must be a decimal string such as "-1250.00"');
const currency = z.string().regex(/^[A-Z]{3}$/, 'must be an ISO 4217 code such as "EUR"');
const rate = z.string().regex(/^\d{1,12}(\.\d{1,12})?$/, 'must be a decimal string such as "1.0853"');

const postingBody = z.strictObject({
  account: text(300),
  amount: decimal,
  currency,
  eur: decimal.optional(),
  dimensions: z.partialRecord(z.enum(dimensionNames), text(100)).default({}),
  original: z
    .strictObject({ amount: decimal, currency, rate, rateSource: text(100), rateDate: z.iso.date() })
    .optional(),
});

export const entryBody = z.strictObject({
  effectiveDate: z.iso.date().optional(),
  reason: text(1_000),
  reference: text(200).nullish(),
  postings: z.array(postingBody).min(2).max(500),
});
export type EntryBody = z.output<typeof entryBody>;

/** A list, or an object that holds it. Entries are checked one by one, so that a bad one is refused alone. */
export const batchBody = z
  .preprocess(
    (body) => (Array.isArray(body) ? { entries: body } : body),
    z.strictObject({ entries: z.array(z.unknown()).min(1).max(1_000) }),
  )
  .transform(({ entries }) => entries);
export type BatchBody = z.output<typeof batchBody>;

export const reversalBody = z.strictObject({ reason: text(1_000), effectiveDate: z.iso.date().optional() });
export type ReversalBody = z.output<typeof reversalBody>;

export const declineBody = z.strictObject({ reason: text(1_000) });
export type DeclineBody = z.output<typeof declineBody>;

export class OriginalDto {
  @ApiProperty({ example: '-1000.00' }) amount: string;
  @ApiProperty({ example: 'USD' }) currency: string;
  @ApiProperty({ example: '1.0853' }) rate: string;
  @ApiProperty({ example: 'ECB' }) rateSource: string;
  @ApiProperty({ format: 'date' }) rateDate: string;
}

export class EntryPostingDto {
  @ApiProperty({ example: 'bank-charges' }) account: string;
  @ApiProperty({ example: '-12.50', description: 'debit positive, credit negative' }) amount: string;
  @ApiProperty({ example: 'EUR' }) currency: string;
  @ApiPropertyOptional({ description: 'value in EUR of a foreign amount' }) eur?: string;
  @ApiPropertyOptional({ type: 'object', additionalProperties: { type: 'string' } }) dimensions?: Record<
    string,
    string
  >;
  @ApiPropertyOptional({ type: OriginalDto }) original?: OriginalDto;
}

export class NewEntryDto {
  @ApiPropertyOptional({ format: 'date', description: 'default: the business day' }) effectiveDate?: string;
  @ApiProperty() reason: string;
  @ApiPropertyOptional({ type: String, nullable: true }) reference?: string | null;
  @ApiProperty({ type: [EntryPostingDto] }) postings: EntryPostingDto[];
}

export class EntryBatchDto {
  @ApiProperty({ type: [NewEntryDto], maxItems: 1_000 }) entries: NewEntryDto[];
}

export class ReversalDto {
  @ApiProperty() reason: string;
  @ApiPropertyOptional({ format: 'date', description: 'default: the value date of what is reversed' })
  effectiveDate?: string;
}

export const entryStatuses = ['PREPARED', 'POSTED', 'DECLINED'] as const;
export type EntryStatus = (typeof entryStatuses)[number];

export class ReversingDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['PREPARED', 'POSTED'] }) status: 'PREPARED' | 'POSTED';
}

export class EntryDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: entryStatuses }) status: EntryStatus;
  @ApiProperty({ format: 'date' }) valueDate: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) accountingDate: string | null;
  @ApiProperty() reason: string;
  @ApiProperty({ type: String, nullable: true }) reference: string | null;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) reverses: string | null;
  @ApiProperty({ type: ReversingDto, nullable: true, description: 'what takes it back: posted, or waiting to be' })
  reversedBy: ReversingDto | null;
  @ApiProperty() preparedBy: string;
  @ApiProperty({ type: String, nullable: true, description: 'null for a machine' }) preparedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) approvedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) approvedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) declinedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) declinedByName: string | null;
  @ApiProperty({ type: String, nullable: true }) declineReason: string | null;
  @ApiProperty({ format: 'date-time', description: 'when it was prepared, then when it was posted' }) at: string;
  @ApiProperty({ type: [EntryPostingDto] }) postings: EntryPostingDto[];
}

export class PostedEntryDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ enum: ['PREPARED', 'POSTED'] }) status: 'PREPARED' | 'POSTED';
  @ApiProperty({ type: String, format: 'date', nullable: true }) accountingDate: string | null;
}

export class DeclineEntryDto {
  @ApiProperty() reason: string;
}

export class EntryOutcomeDto {
  @ApiProperty() index: number;
  @ApiProperty({ enum: ['POSTED', 'DUPLICATE', 'REFUSED'] }) outcome: 'POSTED' | 'DUPLICATE' | 'REFUSED';
  @ApiPropertyOptional({ format: 'uuid' }) id?: string;
  @ApiPropertyOptional({ format: 'date' }) accountingDate?: string;
  @ApiPropertyOptional() code?: string;
  @ApiPropertyOptional() title?: string;
  @ApiPropertyOptional() detail?: string;
}

export class EntryOutcomesDto {
  @ApiProperty({ type: [EntryOutcomeDto] }) outcomes: EntryOutcomeDto[];
}

export class EntriesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: entryStatuses, description: 'default: all' })
  @IsOptional()
  @IsIn(entryStatuses)
  status?: EntryStatus;
}
