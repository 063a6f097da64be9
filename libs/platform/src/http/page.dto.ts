import { applyDecorators, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import { Type as Convert } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, Min } from 'class-validator';
import { defaultLimit, largestLimit } from './paging';

/** Query of every list; extend it with the list's own filters. */
export class PageQuery {
  @ApiPropertyOptional({ default: defaultLimit, maximum: largestLimit })
  @IsOptional()
  @Convert(() => Number)
  @IsInt()
  @Min(1)
  @Max(largestLimit)
  limit: number = defaultLimit;

  @ApiPropertyOptional({ description: 'nextCursor of the page before' })
  @IsOptional()
  @IsString()
  cursor?: string;
}

/** Describes a page of items in the OpenAPI document. */
export function ApiPage(item: Type): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(item),
    ApiOkResponse({
      schema: {
        type: 'object',
        required: ['items', 'nextCursor'],
        properties: {
          items: { type: 'array', items: { $ref: getSchemaPath(item) } },
          nextCursor: { type: 'string', nullable: true },
        },
      },
    }),
  );
}
