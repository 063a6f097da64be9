import cookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import { problem } from '@abonde/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { GatewaySettings } from '../gateway-settings';
import type { RelyingParty } from './relying-party.service';
import { isSameOrigin } from './same-origin';
import type { Sessions } from './sessions.service';

export interface SessionOptions {
  settings: GatewaySettings;
  secret: string;
  sessions: Sessions;
  relyingParty: RelyingParty;
}

export const cookieName = 'abonde-session';
const hour = 3_600_000;

/** Sessions of people, and their translation into access tokens for the services. */
export async function useSessions(fastify: FastifyInstance, options: SessionOptions): Promise<void> {
  const { settings, secret, sessions, relyingParty } = options;
  await fastify.register(cookie);
  await fastify.register(fastifySession, {
    secret,
    store: sessions,
    cookieName,
    saveUninitialized: false,
    rolling: false,
    cookie: {
      httpOnly: true,
      sameSite: 'lax',
      secure: settings.publicUrl.startsWith('https:'),
      path: '/',
      maxAge: settings.SESSION_HOURS * hour,
    },
  });
  // What was asked before a sign-in may be answered after it, and has nothing to say of the session that began meanwhile.
  fastify.addHook('onSend', async ({ url, cookies }, reply) => {
    if (!url.startsWith('/auth/') && cookies[cookieName] !== undefined) reply.removeHeader('set-cookie');
  });
  fastify.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/') || request.headers.authorization !== undefined) return undefined;
    if (!request.session.tokens) return undefined;
    return actForPerson(request, reply, relyingParty);
  });
}

/** A session's cookie becomes the access token that services check. */
async function actForPerson(
  request: FastifyRequest,
  reply: FastifyReply,
  relyingParty: RelyingParty,
): Promise<unknown> {
  if (!comesFromOurPages(request)) {
    const refusal = problem(
      'CROSS_ORIGIN_REQUEST',
      403,
      'Not from our pages',
      'Send this request from the web app, or with a token.',
    );
    return reply.status(403).type('application/problem+json').send(refusal);
  }
  const { session } = request;
  if (!session.tokens) return undefined;
  const tokens = await relyingParty.fresh(session.sessionId, session.tokens);
  if (!tokens) {
    await session.destroy();
    return undefined;
  }
  if (tokens !== session.tokens) session.tokens = tokens;
  request.headers.authorization = `Bearer ${tokens.accessToken}`;
  return undefined;
}

export function comesFromOurPages({ method, headers }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  return isSameOrigin({
    method,
    site: typeof site === 'string' ? site : undefined,
    origin: headers.origin,
    host: headers.host,
  });
}
