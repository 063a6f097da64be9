import { access } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import files from '@fastify/static';
import { problem } from '@abonde/platform';
import type { FastifyInstance, FastifyReply } from 'fastify';

const year = 31_536_000;

/** Serves the web app: hashed assets for ever, the page itself always fresh, and that page for every address of the app. */
export async function serveWebApp(fastify: FastifyInstance, directory: string): Promise<void> {
  const root = resolve(directory);
  const hashed = `${sep}assets${sep}`;
  await fastify.register(files, {
    root,
    serve: false,
    cacheControl: false,
    setHeaders: (reply, path) => {
      void reply.header('cache-control', path.includes(hashed) ? `public, max-age=${year}, immutable` : 'no-cache');
    },
  });
  fastify.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/';
    if (/^\/(api|auth|oidc)(\/|$)/.test(path)) return reply.callNotFound();
    if (isFile(path)) return reply.sendFile(path.slice(1));
    return (await isThere(resolve(root, 'index.html'))) ? reply.sendFile('index.html') : notBuilt(reply);
  });
}

/** Addresses of the app's pages have no dot in their last part, unless it is a code such as `SIAAP.2020`. */
export function isFile(path: string): boolean {
  return /\.(js|mjs|css|map|html|json|webmanifest|txt|xml|ico|svg|png|jpe?g|webp|gif|woff2?|ttf|pdf)$/i.test(path);
}

function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

function notBuilt(reply: FastifyReply): FastifyReply {
  const answer = problem(
    'WEB_APP_NOT_BUILT',
    404,
    'No web app here',
    'The web app’s files are not in WEB_DIR; the API answers all the same.',
  );
  return reply.status(404).type('application/problem+json').send(answer);
}
