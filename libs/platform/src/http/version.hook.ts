import type { FastifyInstance } from 'fastify';
import { etag } from './version';

/** Gives an answer that has a numeric `version` its ETag. A hook, since an interceptor wraps every request of every route. */
export function tellVersions(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (_, reply, answer, done) => {
    const { version } = (answer ?? {}) as { version?: unknown };
    if (typeof version === 'number' && reply.statusCode < 400) void reply.header('etag', etag(version));
    done(null, answer);
  });
}
