import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '../errors/domain-error';
import { versionOf } from './version';

/** The version named by If-Match, or undefined; `@IfMatch('required')` answers 428 without one. */
export const IfMatch = createParamDecorator((need: 'required' | undefined, context: ExecutionContext) => {
  const version = versionOf(context.switchToHttp().getRequest<FastifyRequest>().headers['if-match']);
  if (version !== undefined || need !== 'required') return version;
  throw new DomainError({
    code: 'IF_MATCH_REQUIRED',
    status: 428,
    title: 'If-Match required',
    detail: 'Send If-Match with the ETag of what you read.',
  });
});
