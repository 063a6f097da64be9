import { type ArgumentsHost, Catch, type ExceptionFilter, Logger } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { throwError } from 'rxjs';
import { uuid } from '../ids';
import { problem, type Problem, problemOf } from './problem';

/** Answers every error of HTTP as `application/problem+json`; lets errors of event handlers through to the transport. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Errors');

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType() !== 'http') return throwError(() => error);
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const answer = problemOf(error) ?? this.unknown(error, host.switchToHttp().getRequest<FastifyRequest>());
    if (reply.sent || reply.raw.headersSent) return this.cut(reply);
    if (answer.status === 401) void reply.header('www-authenticate', 'Bearer');
    if (answer.status === 503) void reply.header('retry-after', '2');
    void reply.status(answer.status).type('application/problem+json').send(answer);
    return undefined;
  }

  private unknown(error: unknown, { id: correlationId }: FastifyRequest): Problem {
    const errorId = uuid();
    this.logger.error({ errorId, correlationId, err: error }, 'Unexpected error');
    return problem('INTERNAL_ERROR', 500, 'Unexpected error', `Something failed on our side; quote ${errorId}.`, {
      errorId,
    });
  }

  /** An answer already on its way can only be broken off, so that nobody takes half of it for the whole. */
  private cut(reply: FastifyReply): void {
    reply.raw.destroy();
  }
}
