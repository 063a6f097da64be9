import compress from '@fastify/compress';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
import type { GatewaySettings } from './gateway-settings';

const own = ["'self'"];

/** Security headers, rate limits and compression. */
export async function protect(fastify: FastifyInstance, settings: GatewaySettings): Promise<void> {
  await fastify.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: own,
        scriptSrc: own,
        // The component library sets styles on elements.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'", 'data:'],
        connectSrc: own,
        workerSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: own,
        formAction: own,
        frameAncestors: ["'none'"],
      },
    },
    hsts: settings.publicUrl.startsWith('https:'),
    crossOriginEmbedderPolicy: false,
  });
  await fastify.register(rateLimit, {
    timeWindow: 60_000,
    max: (request) => limitFor(request.ip, settings),
    keyGenerator: (request) => request.ip,
    // A probe that is told to wait would have a healthy process restarted.
    allowList: ({ ip, url }) => limitFor(ip, settings) === 0 || url.startsWith('/health/'),
  });
  await fastify.register(compress, { encodings: ['br', 'gzip'], threshold: 2_048 });
}

function limitFor(address: string, { RATE_LIMIT, RATE_LIMIT_LOOPBACK }: GatewaySettings): number {
  return /^(127\.|::1$|::ffff:127\.)/.test(address) ? RATE_LIMIT_LOOPBACK : RATE_LIMIT;
}
