import proxy from '@fastify/http-proxy';
import { problem } from '@abonde/platform';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { type Context, contexts, type GatewaySettings } from '../gateway-settings';

/** Milliseconds a service has to begin its answer: large imports take a while. */
const patience = 120_000;
const connections = 128;

/** Passes `/api/<context>/…` on to its service, and `/api/public/…` to reporting. */
export async function routeToServices(fastify: FastifyInstance, settings: GatewaySettings): Promise<void> {
  for (const context of contexts) await route(fastify, `/api/${context}`, context, settings.upstreams[context]);
  await route(fastify, '/api/public', 'reporting', settings.upstreams.reporting);
}

async function route(fastify: FastifyInstance, prefix: string, service: Context, upstream: string): Promise<void> {
  await fastify.register(proxy, {
    upstream,
    prefix,
    rewritePrefix: prefix,
    disableRequestLogging: true,
    // At a stop, live streams to browsers would otherwise be waited for.
    destroyAgent: true,
    // A live stream has no end: only the beginning of an answer is timed.
    undici: { connections, pipelining: 1, bodyTimeout: 0, headersTimeout: patience, keepAliveTimeout: 4_000 },
    replyOptions: {
      // What has been asked once is not asked again: only the caller knows whether that is safe.
      retryDelay: () => null,
      rewriteRequestHeaders: (request, headers) => {
        const { cookie: _, ...passed } = headers;
        return { ...passed, 'x-correlation-id': request.id, 'x-forwarded-for': request.ip };
      },
      onError: (reply, { error }) => unavailable(reply as FastifyReply, service, error),
    },
  });
}

function unavailable(reply: FastifyReply, service: Context, error: Error & { statusCode?: number }): void {
  const late = error.statusCode === 504;
  const answer = late
    ? problem('SERVICE_TIMEOUT', 504, 'The service took too long', `${service} did not answer in time.`, { service })
    : problem('SERVICE_UNAVAILABLE', 503, 'Service unavailable', `${service} does not answer; the others go on.`, {
        service,
      });
  reply.request.log.warn({ err: error, service }, 'A service does not answer');
  if (!late) void reply.header('retry-after', '2');
  void reply.status(answer.status).type('application/problem+json').send(answer);
}
