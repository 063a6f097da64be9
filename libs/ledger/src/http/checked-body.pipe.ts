import { DomainError } from '@abonde/platform';
import type { PipeTransform } from '@nestjs/common';
import type { z } from 'zod';

/** Checks a body with a zod schema: several times faster than decorated classes, for the routes that machines call. */
export class CheckedBody<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(body: unknown): z.output<Schema> {
    return checkedBody(this.schema, body);
  }
}

/** @throws {DomainError} 400 `VALIDATION_FAILED` naming the fields */
export function checkedBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const errors = result.error.issues.flatMap(fieldsOf);
  throw new DomainError({
    code: 'VALIDATION_FAILED',
    status: 400,
    title: 'Some fields are not valid',
    detail: errors.map(({ field, message }) => `${field}: ${message}`).join('; '),
    errors,
  });
}

/** A field nobody knows is named itself, not what holds it. */
function fieldsOf(issue: z.core.$ZodIssue): { field: string; message: string }[] {
  const { path, message } = issue;
  if (issue.code !== 'unrecognized_keys') return [{ field: path.join('.'), message }];
  return issue.keys.map((key) => ({ field: [...path, key].join('.'), message: 'is not a field of this request' }));
}
