import { applyDecorators, type Type } from '@nestjs/common';
import { Type as Convert } from 'class-transformer';
import { IsArray, ValidateNested } from 'class-validator';

/** A list in a request, each item read and checked by its class; a refusal names the item: `lines.2.amount`. */
export function ListOf(item: Type): PropertyDecorator {
  return applyDecorators(
    IsArray(),
    ValidateNested({ each: true }),
    Convert(() => item),
  );
}
