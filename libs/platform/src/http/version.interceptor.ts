import {
  type CallHandler,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { DomainError } from '../errors/domain-error';
import { etag, versionOf } from './version';

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

/** Gives an answer that has a numeric `version` its ETag. */
@Injectable()
export class VersionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.getType() !== 'http') return next.handle();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(
      tap((answer: unknown) => {
        const version = (answer as { version?: unknown } | null | undefined)?.version;
        if (typeof version === 'number') void reply.header('etag', etag(version));
      }),
    );
  }
}
