import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { actorOf } from '../auth/auth.decorators';
import { DomainError } from '../errors/domain-error';
import { uuid } from '../ids';
import type { Command } from './command';
import { fingerprint } from './fingerprint';

const longest = 200;

/** The {@link Command} of the request. */
export const Cmd = createParamDecorator((_: unknown, context: ExecutionContext): Command => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const key = idempotencyKey(request);
  return {
    actor: actorOf(context),
    ...(key !== undefined && { idempotencyKey: key }),
    route: `${request.method} ${request.url.split('?')[0]}`,
    bodyHash: fingerprint(request.body),
    correlationId: request.id,
  };
});

/** A command of the service itself: consumers, schedules. */
export function systemCommand(service: string, correlationId: string = uuid()): Command {
  const id = `system:${service}`;
  return { actor: { id, name: id, roles: [] }, route: id, bodyHash: '', correlationId };
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && key.length > 0 && key.length <= longest) return key;
  throw new DomainError({
    code: 'INVALID_IDEMPOTENCY_KEY',
    status: 400,
    title: 'Invalid Idempotency-Key',
    detail: `Idempotency-Key holds between 1 and ${longest} characters.`,
  });
}
