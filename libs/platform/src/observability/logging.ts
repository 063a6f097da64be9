import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Params, PinoLogger } from 'nestjs-pino';
import type { Settings } from '../settings';

/** JSON lines of a service. Requests are told by {@link logRequests}: middleware with a context of its own slows each of them. */
export function logging(service: string, settings: Settings): Params {
  return { forRoutes: [], pinoHttp: { level: settings.LOG_LEVEL, base: { service } } };
}

/** Asked every few seconds: the answer says it all. */
const operations = /^\/(health|metrics)/;

/**
 * A line for each request, with its correlation id. No personal data: neither headers, bodies, addresses nor query strings are
 * logged.
 */
export function logRequests(fastify: FastifyInstance): void {
  fastify.addHook('onResponse', (request, reply, done) => {
    const [path = ''] = request.url.split('?');
    if (!operations.test(path)) PinoLogger.root[levelOf(reply)](lineOf(request, reply, path), 'request completed');
    done();
  });
}

function levelOf({ statusCode }: FastifyReply): 'error' | 'info' | 'debug' {
  if (statusCode >= 500) return 'error';
  return statusCode >= 400 ? 'info' : 'debug';
}

function lineOf({ id, method }: FastifyRequest, { statusCode, elapsedTime }: FastifyReply, path: string): object {
  return { correlationId: id, method, path, status: statusCode, responseTime: Math.round(elapsedTime) };
}
