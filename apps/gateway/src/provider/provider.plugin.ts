import formbody from '@fastify/formbody';
import { problem } from '@abonde/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type Provider from 'oidc-provider';
import { languageOf } from '../language';
import { accountOf, accounts } from './accounts';
import { mount } from './demonstration-provider.service';
import { signInPage } from './sign-in-page';

interface SignIn {
  Params: { uid: string };
  Querystring: { lang?: string };
  Body: { account?: string } | undefined;
}

/** Mounts the provider and its sign-in page. */
export async function mountProvider(fastify: FastifyInstance, provider: Provider): Promise<void> {
  await fastify.register(async (pages) => {
    await pages.register(formbody);
    pages.get<SignIn>(`${mount}/sign-in/:uid`, (request, reply) => showPage(provider, request, reply));
    pages.post<SignIn>(`${mount}/sign-in/:uid`, (request, reply) => finish(provider, request, reply));
  });
  await fastify.register(async (raw) => {
    // The provider reads bodies itself.
    raw.removeAllContentTypeParsers();
    raw.addContentTypeParser('*', (_request, _payload, done) => done(null));
    const answer = provider.callback();
    raw.all(`${mount}/*`, (request, reply) => {
      handOver(reply);
      const incoming = request.raw as typeof request.raw & { originalUrl?: string };
      incoming.originalUrl = incoming.url ?? '';
      incoming.url = incoming.originalUrl.slice(mount.length);
      void answer(incoming, reply.raw);
    });
  });
}

/** Leaves the answer to the provider, with the headers set so far. */
function handOver(reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
}

async function showPage(provider: Provider, request: FastifyRequest<SignIn>, reply: FastifyReply): Promise<unknown> {
  const { params } = await provider.interactionDetails(request.raw, reply.raw);
  const hinted = accountOf(String(params['login_hint'] ?? ''));
  const people = accounts.filter((account) => account.person);
  const page = signInPage({
    lang: languageOf(request.query.lang ?? params['ui_locales'], request.headers['accept-language']),
    accounts: hinted ? [hinted] : people,
    stepUp: String(params['scope']).split(' ').includes('decide'),
  });
  return reply.header('cache-control', 'no-store').type('text/html; charset=utf-8').send(page);
}

async function finish(provider: Provider, request: FastifyRequest<SignIn>, reply: FastifyReply): Promise<unknown> {
  const account = accountOf(request.body?.account);
  if (!account?.person) {
    const refusal = problem('UNKNOWN_ACCOUNT', 422, 'Unknown account', 'Choose one of the accounts of the page.');
    return reply.status(422).type('application/problem+json').send(refusal);
  }
  const { session: begun } = await provider.interactionDetails(request.raw, reply.raw);
  const result = { login: { accountId: account.id, ts: Math.floor(Date.now() / 1000) } };
  const next = await provider.interactionResult(request.raw, reply.raw, result, { mergeWithLastSubmission: false });
  if (begun?.uid && begun.accountId !== account.id) await leaveOtherAccount(provider, begun.uid);
  return reply.redirect(next, 303);
}

/** Changing roles is no incident: the provider would otherwise ask to sign the other account out first, by a script. */
async function leaveOtherAccount(provider: Provider, sessionUid: string): Promise<void> {
  const session = await provider.Session.findByUid(sessionUid);
  if (!session) return;
  delete session.accountId;
  session.authorizations = {};
  await session.persist();
}
