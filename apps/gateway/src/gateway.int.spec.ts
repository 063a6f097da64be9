import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createApp } from '@abonde/platform';
import { eventually, testDatabase, type TestDatabase } from '@abonde/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Session } from 'fastify';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { DataSource } from 'typeorm';
import { gatewayOptions } from './gateway.options';
import { Sessions } from './sign-in/sessions.service';
import type { StatusDto } from './status/status.dto';

async function freePort(): Promise<number> {
  const probe = createSocket();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** A service that tells what it was asked. */
function upstream(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.startsWith('/api/reporting/stream')) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(':ok\n\n');
    return;
  }
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const status = request.url?.includes('refused') ? 409 : 200;
    const { url, method, headers } = request;
    response.writeHead(status, { 'content-type': 'application/json', 'retry-after': '0' });
    response.end(JSON.stringify({ url, method, headers, bytes: Buffer.concat(chunks).length }));
  });
}

/** Cookies of one browser, without its path rules. */
class Browser {
  private readonly cookies = new Map<string, string>();

  constructor(private readonly origin: string) {}

  get cookie(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async go(url: string, init: RequestInit = {}): Promise<Response> {
    const answer = await fetch(new URL(url, this.origin), {
      redirect: 'manual',
      ...init,
      headers: { cookie: this.cookie, ...init.headers },
    });
    for (const set of answer.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(pair.indexOf('=') + 1);
      if (value === '' || /expires=thu, 01 jan 1970/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** Follows redirects; stops at a page. */
  async follow(url: string): Promise<{ url: string; answer: Response }> {
    let [at, answer] = [url, await this.go(url)];
    for (let hop = 0; hop < 10 && answer.status >= 300 && answer.status < 400; hop += 1) {
      at = new URL(answer.headers.get('location') ?? '/', this.origin).href;
      answer = await this.go(at);
    }
    return { url: at, answer };
  }

  async signIn(account: string, query = ''): Promise<Response> {
    const page = await this.follow(`/auth/login?returnTo=/projets${query}`);
    const chosen = await this.go(page.url, { method: 'POST', body: new URLSearchParams({ account }) });
    return (await this.follow(chosen.headers.get('location') ?? '/')).answer;
  }

  forget(): void {
    this.cookies.clear();
  }
}

describe('the gateway', () => {
  let database: TestDatabase;
  let log: TestDatabase;
  let app: NestFastifyApplication;
  let service: Server;
  let directory: string;
  let origin: string;
  let environment: Record<string, string>;

  beforeAll(async () => {
    [database, log] = await Promise.all([testDatabase(), testDatabase()]);
    directory = await mkdtemp(join(tmpdir(), 'gateway-'));
    await mkdir(join(directory, 'web/assets'), { recursive: true });
    await writeFile(join(directory, 'web/index.html'), '<!doctype html><title>Abonde</title>');
    await writeFile(join(directory, 'web/assets/app-1a2b3c.js'), 'export {};');
    service = createServer(upstream);
    await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve));
    const behind = `http://127.0.0.1:${(service.address() as AddressInfo).port}`;
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    process.env['EVENT_LOG'] = `postgres:${log.ownerUrl}`;
    environment = {
      NODE_ENV: 'test',
      LOG_LEVEL: process.env['TEST_LOG'] ?? 'silent',
      PORT: String(port),
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.ownerUrl,
      DATA_DIR: join(directory, 'data'),
      WEB_DIR: join(directory, 'web'),
      CONTRIBUTIONS_URL: behind,
      REPORTING_URL: behind,
      TREASURY_URL: 'http://127.0.0.1:1',
      DISBURSEMENTS_URL: 'http://127.0.0.1:1',
      EMERGENCY_FUND_URL: 'http://127.0.0.1:1',
    };
    app = await start();
  });

  async function start(): Promise<NestFastifyApplication> {
    const started = await createApp(gatewayOptions(environment));
    await started.listen(Number(environment['PORT']), '127.0.0.1');
    await started.startAllMicroservices();
    return started;
  }

  afterAll(async () => {
    await app.close();
    service.closeAllConnections();
    service.close();
    await database.drop();
    await log.drop();
    await rm(directory, { recursive: true });
  });

  async function token(client: string, scope?: string): Promise<string> {
    const answer = await fetch(`${origin}/oidc/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${client}:demo`).toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope && { scope }) }),
    });
    const body = (await answer.json()) as { access_token: string };
    expect([answer.status, body]).toEqual([200, expect.objectContaining({ token_type: 'Bearer' })]);
    return body.access_token;
  }

  const as = async (client: string): Promise<{ authorization: string }> => ({
    authorization: `Bearer ${await token(client)}`,
  });

  describe('tokens for scripts', () => {
    it('carry the role, the audience, and the city or donor', async () => {
      const city = await token('demo-city');
      expect(decodeProtectedHeader(city)).toMatchObject({ alg: 'RS256', typ: 'at+jwt' });
      expect(decodeJwt(city)).toMatchObject({
        sub: 'demo-city',
        aud: 'abonde',
        roles: ['city'],
        city: 'SIEM-REAP',
        iss: `${origin}/oidc`,
      });
      expect(decodeJwt(await token('demo-donor'))).toMatchObject({ roles: ['donor'], donor: 'SIAAP' });
      const second = decodeJwt(await token('demo-finance-controller-2'));
      expect(second).toMatchObject({ sub: 'demo-finance-controller-2', roles: ['finance-controller'] });
      expect(second['acr']).toBeUndefined();
    });

    it('carry the class of decisions when it is asked', async () => {
      expect(decodeJwt(await token('demo-presidency', 'decide'))['acr']).toBe('decide');
    });

    it('are refused to who has no secret', async () => {
      const answer = await fetch(`${origin}/oidc/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from('demo-city:guess').toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      expect(answer.status).toBe(401);
    });
  });

  describe('routing', () => {
    it('passes calls on with their own token, without cookies', async () => {
      const { authorization } = await as('demo-auditor');
      const answer = await fetch(`${origin}/api/contributions/donors?limit=2`, {
        headers: { authorization, cookie: 'a=b', 'x-correlation-id': 'c-1' },
      });
      expect(answer.headers.get('x-correlation-id')).toBe('c-1');
      expect(await answer.json()).toMatchObject({
        url: '/api/contributions/donors?limit=2',
        method: 'GET',
        headers: expect.objectContaining({ authorization, 'x-correlation-id': 'c-1' }),
      });
    });

    it('streams uploads through as they are', async () => {
      const form = new FormData();
      form.set('file', new Blob([Buffer.alloc(3_000_000, 65)]), 'statement.xml');
      const answer = await fetch(`${origin}/api/contributions/documents`, {
        method: 'POST',
        body: form,
        headers: await as('demo-finance-officer'),
      });
      const body = (await answer.json()) as { bytes: number; headers: Record<string, string>; cookie?: string };
      expect(body.bytes).toBeGreaterThan(3_000_000);
      expect(body.headers['content-type']).toContain('multipart/form-data; boundary=');
    });

    it('gives an answer back as the service made it', async () => {
      const answer = await fetch(`${origin}/api/contributions/refused`, {
        method: 'POST',
        body: '{}',
        headers: { 'content-type': 'application/json' },
      });
      expect(answer.status).toBe(409);
    });

    it('opens live streams at once', async () => {
      const stop = new AbortController();
      const answer = await fetch(`${origin}/api/reporting/stream`, {
        signal: stop.signal,
        headers: { 'accept-encoding': 'gzip' },
      });
      const { value } = (await answer.body?.getReader().read()) ?? {};
      expect(Buffer.from(value ?? []).toString()).toBe(':ok\n\n');
      stop.abort();
    });

    it('sends public figures to reporting', async () => {
      expect(await (await fetch(`${origin}/api/public/figures`)).json()).toMatchObject({ url: '/api/public/figures' });
    });

    it('names the service that is down', async () => {
      const answer = await fetch(`${origin}/api/treasury/accounts`);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE', service: 'treasury' });
      expect((await fetch(`${origin}/api/nothing/here`)).status).toBe(404);
    });
  });

  describe('people', () => {
    it('choose a fictitious account, come back where they were, and act with a cookie', async () => {
      const browser = new Browser(origin);
      const nobody = await browser.go('/api/me');
      expect([nobody.status, await nobody.json()]).toEqual([200, null]);
      expect((await browser.go('/api/me', { headers: { authorization: 'Bearer forged' } })).status).toBe(401);
      expect((await browser.go('/api/me', { method: 'PATCH' })).status).toBe(401);
      const page = await browser.follow('/auth/login?returnTo=/projets');
      const html = await page.answer.text();
      expect(html).toContain('Démonstration');
      expect(html).toContain('value="demo-secretariat"');
      expect(html).not.toContain('demo-integration');
      expect(await (await browser.go(`${page.url}?lang=en`)).text()).toContain('Who are you?');
      const home = await browser.signIn('demo-secretariat');
      expect(home.url).toBe(`${origin}/projets`);
      const me = (await (await browser.go('/api/me')).json()) as object;
      expect(me).toEqual({
        id: 'demo-secretariat',
        name: 'Claire Delorme',
        roles: ['secretariat'],
        lang: 'fr',
        demonstration: true,
      });
      const passed = (await (await browser.go('/api/contributions/donors')).json()) as {
        headers: Record<string, string>;
      };
      expect(decodeJwt(passed.headers['authorization']?.slice(7) ?? '')).toMatchObject({ sub: 'demo-secretariat' });
      expect(passed.headers['cookie']).toBeUndefined();
    });

    it('keep their session through a restart, and can change who they are', async () => {
      const browser = new Browser(origin);
      await browser.signIn('demo-auditor');
      await app.close();
      app = await start();
      expect(await (await browser.go('/api/me')).json()).toMatchObject({ roles: ['auditor'] });
      await browser.signIn('demo-donor');
      expect(await (await browser.go('/api/me')).json()).toMatchObject({ roles: ['donor'], donor: 'SIAAP' });
    });

    it('are only acted for from our own pages', async () => {
      const browser = new Browser(origin);
      await browser.signIn('demo-finance-officer');
      const post = (headers: Record<string, string>): Promise<Response> =>
        browser.go('/api/contributions/donors', { method: 'POST', headers });
      expect((await post({})).status).toBe(403);
      expect((await post({ origin: 'https://elsewhere.example' })).status).toBe(403);
      expect((await post({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      expect((await post({ origin })).status).toBe(200);
      expect((await post({ 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    });

    it('confirm who they are before a decision, which doesn’t outlive the token', async () => {
      const browser = new Browser(origin);
      await browser.signIn('demo-presidency');
      const page = await browser.follow('/auth/login?acr=decide');
      const html = await page.answer.text();
      expect(html).toContain('demo-presidency');
      expect(html).not.toContain('demo-auditor');
      await browser.signIn('demo-presidency', '&acr=decide');
      expect(await (await browser.go('/api/me')).json()).toMatchObject({ acr: 'decide' });
      await app.get(DataSource).query(`UPDATE sessions SET content = jsonb_set(content, '{tokens,expiresAt}', '0')`);
      const later = (await (await browser.go('/api/me')).json()) as { roles: string[]; acr?: string };
      expect([later.roles, later.acr]).toEqual([['presidency'], undefined]);
    });

    it('stay signed in whatever was asked before they confirmed who they are and is answered after', async () => {
      const browser = new Browser(origin);
      await browser.signIn('demo-presidency');
      const before = browser.cookie;
      await browser.signIn('demo-presidency', '&acr=decide');
      for (const path of ['/api/me', '/api/contributions/donors', '/api/nowhere']) {
        const late = await fetch(`${origin}${path}`, { headers: { cookie: before } });
        expect([path, late.headers.getSetCookie()]).toEqual([path, []]);
      }
    });

    it('keep what another request changed of their session, and an ended one stays ended', async () => {
      const sessions = app.get(Sessions);
      const stored = (act: 'set' | 'destroy', ...args: unknown[]) =>
        promisify<void>((done) => (sessions[act] as (...all: unknown[]) => void)('s-1', ...args, done))();
      const read = promisify<Session | null | undefined>((done) => sessions.get('s-1', done));
      await stored('set', { lang: 'fr' });
      await stored('set', { pending: [] });
      expect(await read()).toEqual({ lang: 'fr', pending: [] });
      await stored('destroy');
      await stored('set', { lang: 'fr' });
      expect(await read()).toBeNull();
    });

    it('sign out', async () => {
      const browser = new Browser(origin);
      await browser.signIn('demo-auditor');
      expect((await browser.go('/auth/logout')).headers.get('location')).toBe('/');
      expect(await (await browser.go('/api/me')).json()).toBeNull();
    });

    it('are sent to the public address first, and never elsewhere', async () => {
      const local = await fetch(`${origin.replace('127.0.0.1', 'localhost')}/auth/login?returnTo=/x`, {
        redirect: 'manual',
      }).catch(() => undefined);
      if (local) expect(local.headers.get('location')).toBe(`${origin}/auth/login?returnTo=/x`);
      const browser = new Browser(origin);
      expect((await browser.go('/auth/callback?state=none&code=x')).headers.get('location')).toBe('/?signIn=expired');
    });
  });

  describe('clock', () => {
    it('is told at the first start and advanced by an administrator', async () => {
      const [first]: { event: unknown }[] = await app
        .get(DataSource)
        .query(`SELECT event FROM outbox WHERE topic = 'abonde.platform' ORDER BY position LIMIT 1`);
      expect(first?.event).toMatchObject({ subject: 'clock', data: { day: '2026-02-20' } });
      const advance = async (client: string, step: string): Promise<Response> =>
        fetch(`${origin}/api/clock`, {
          method: 'POST',
          headers: { ...(await as(client)), 'content-type': 'application/json' },
          body: JSON.stringify({ advance: step }),
        });
      expect((await advance('demo-auditor', 'DAY')).status).toBe(403);
      expect((await advance('demo-administrator', 'YEAR')).status).toBe(400);
      expect(await (await advance('demo-administrator', 'DAY')).json()).toEqual({
        day: '2026-02-21',
        demonstration: true,
      });
      expect(await (await advance('demo-administrator', 'MONTH')).json()).toEqual({
        day: '2026-03-21',
        demonstration: true,
      });
      expect(await (await fetch(`${origin}/api/clock`, { headers: await as('demo-city') })).json()).toMatchObject({
        day: '2026-03-21',
      });
      await eventually(async () => {
        const unsent: unknown[] = await app.get(DataSource).query('SELECT FROM outbox WHERE sent_at IS NULL');
        return unsent.length === 0;
      });
    });
  });

  it('tells the state of every service, ready once it has caught up', async () => {
    const ask = async (): Promise<StatusDto> => (await (await fetch(`${origin}/api/health`)).json()) as StatusDto;
    await eventually(async () => (await ask()).services['gateway']?.status === 'ok');
    const { status, services, eventLog } = await ask();
    expect([status, services['treasury']?.status, eventLog.status]).toEqual(['degraded', 'down', 'ok']);
  });

  it('shows one contract', async () => {
    const contract = (await (await fetch(`${origin}/api/openapi.json`)).json()) as { paths: object };
    expect(Object.keys(contract.paths)).toEqual(expect.arrayContaining(['/api/clock', '/api/me', '/api/health']));
    expect(await (await fetch(`${origin}/api/docs`)).text()).toContain('swagger-ui');
    expect((await fetch(`${origin}/api/docs/swagger-ui-bundle.js`)).status).toBe(200);
    expect(await (await fetch(`${origin}/api/docs/swagger-ui-init.js`)).text()).toContain('/api/openapi.json');
  });

  it('serves the web app with safe headers', async () => {
    const page = await fetch(`${origin}/tranches/KH-SR-PROFERTIL-T1`);
    expect(await page.text()).toContain('<title>Abonde</title>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    expect(page.headers.get('content-security-policy')).toMatch(/script-src 'self';/);
    expect(page.headers.get('x-content-type-options')).toBe('nosniff');
    const asset = await fetch(`${origin}/assets/app-1a2b3c.js`);
    expect(asset.headers.get('cache-control')).toContain('immutable');
    expect((await fetch(`${origin}/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${origin}/..%2f..%2fsecrets.json`)).status).not.toBe(200);
  });
});
