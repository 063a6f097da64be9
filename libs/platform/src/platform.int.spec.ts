import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@abonde/testing';
import { MessagingModule } from '@abonde/messaging';
import { Body, Controller, Get, HttpCode, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { IsInt, Min } from 'class-validator';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { DataSource } from 'typeorm';
import {
  Acr,
  type Actor,
  Allow,
  BusinessClock,
  checkVersion,
  Cmd,
  type Command,
  createApp,
  CurrentActor,
  DomainError,
  IfMatch,
  MoneyDto,
  notSupported,
  PlatformModule,
  Public,
  UnitOfWork,
} from './index';

class DepositDto {
  @IsInt()
  @Min(1)
  amount: number;
}

@Controller('jars')
class JarsController {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: BusinessClock,
  ) {}

  @Get('me')
  me(@CurrentActor() actor: Actor): Actor {
    return actor;
  }

  @Get('open')
  @Public()
  open(): { open: boolean } {
    return { open: true };
  }

  @Post('deposits')
  @Allow('finance-officer')
  deposit(@Body() body: DepositDto, @Cmd() command: Command): Promise<{ deposits: number }> {
    return this.unitOfWork.run(command, async (tx) => {
      await tx.query('INSERT INTO jar (amount) VALUES ($1)', [body.amount]);
      const [row]: { n: number }[] = await tx.query('SELECT count(*)::int AS n FROM jar');
      if (body.amount === 666) throw new DomainError({ code: 'JAR_CURSED', status: 422, title: 'Cursed', amount: 666 });
      return { deposits: row?.n ?? 0 };
    });
  }

  @Post('decisions')
  @HttpCode(200)
  @Allow('presidency')
  @Acr('decide')
  decide(): { decided: boolean } {
    return { decided: true };
  }

  @Get('versions/:current')
  version(@Param('current') current: string, @IfMatch() expected: number | undefined): { version: number } {
    checkVersion(expected, Number(current));
    return { version: Number(current) };
  }

  @Post('money')
  @Allow('finance-officer')
  money(@Body() body: MoneyDto): MoneyDto {
    return body;
  }

  @Get('day/:day')
  day(@Param('day') day: string): Promise<string> {
    return this.clock.effective(day);
  }

  @Get('elsewhere')
  elsewhere(): never {
    throw Object.assign(new Error('Not enough'), {
      code: 'INSUFFICIENT_FUNDS',
      status: 409,
      title: 'Insufficient funds',
      figures: { available: '1.00' },
    });
  }

  @Get('broken')
  broken(): never {
    throw new Error('secret detail');
  }

  @Get('later')
  later(): never {
    return notSupported();
  }
}

class Jar1760000000001 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(
      'CREATE TABLE jar (id int GENERATED ALWAYS AS IDENTITY, amount int NOT NULL, made date DEFAULT now())',
    );
  }

  async down(): Promise<void> {}
}

@Module({
  imports: [
    PlatformModule.forRoot({ service: 'jars', migrations: [Jar1760000000001] }),
    MessagingModule.forRoot({ service: 'contributions' }),
  ],
  controllers: [JarsController],
})
class JarsModule {}

interface Answer {
  status: number;
  type: string;
  etag: string | undefined;
  body: Record<string, unknown>;
}

describe('a service standing on the platform', () => {
  let app: NestFastifyApplication;
  let issuer: Server;
  let database: Awaited<ReturnType<typeof testDatabase>>;
  let documents: string;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let issuerUrl: string;

  beforeAll(async () => {
    keys = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'RS256', use: 'sig' };
    issuer = createServer((_, response) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [jwk] })),
    );
    await new Promise<void>((resolve) => issuer.listen(0, '127.0.0.1', resolve));
    issuerUrl = `http://127.0.0.1:${(issuer.address() as AddressInfo).port}`;
    database = await testDatabase();
    process.env['EVENT_LOG'] = `postgres:${database.ownerUrl}`;
    documents = await mkdtemp(join(tmpdir(), 'documents-'));
    app = await createApp({
      service: 'jars',
      module: JarsModule,
      environment: {
        NODE_ENV: 'test',
        LOG_LEVEL: 'silent',
        DATABASE_URL: database.url,
        MIGRATION_DATABASE_URL: database.ownerUrl,
        OIDC_ISSUER: issuerUrl,
        OIDC_JWKS_URL: `${issuerUrl}/jwks`,
        BUSINESS_DAY: '2026-02-20',
        DOCUMENTS_DIR: documents,
      },
    });
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });

  afterAll(async () => {
    await app.close();
    issuer.close();
    await database.drop();
    await rm(documents, { recursive: true });
  });

  function token(
    claims: Record<string, unknown> = {},
    { aud = 'abonde', typ = 'at+jwt', exp = '5m' } = {},
  ): Promise<string> {
    return new SignJWT({ sub: 'demo-finance-officer', name: 'Awa', roles: ['finance-officer'], ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'one', typ })
      .setIssuer(issuerUrl)
      .setAudience(aud)
      .setExpirationTime(exp)
      .sign(keys.privateKey);
  }

  async function call(
    method: 'GET' | 'POST',
    url: string,
    options: { token?: string | null; headers?: Record<string, string>; payload?: object } = {},
  ): Promise<Answer> {
    const bearer = options.token === undefined ? await token() : options.token;
    const answer = await app.inject({
      method,
      url: `/api/jars${url}`,
      headers: { ...options.headers, ...(bearer !== null && { authorization: `Bearer ${bearer}` }) },
      ...(options.payload && { payload: options.payload }),
    });
    const text = answer.body;
    return {
      status: answer.statusCode,
      type: String(answer.headers['content-type']),
      etag: answer.headers['etag'],
      body: text.startsWith('{') ? JSON.parse(text) : { text },
    };
  }

  describe('sign-in', () => {
    it('answers 401 without a token, with another audience, another kind of token, or an expired one', async () => {
      for (const bad of [
        null,
        await token({}, { aud: 'other' }),
        await token({}, { typ: 'JWT' }),
        await token({}, { exp: '-1m' }),
        'x.y.z',
      ]) {
        const { status, body, type } = await call('GET', '/jars/me', { token: bad });
        expect([status, body['code']]).toEqual([401, 'UNAUTHENTICATED']);
        expect(type).toContain('application/problem+json');
      }
    });

    it('knows the actor, without roles it never heard of', async () => {
      const { status, body } = await call('GET', '/jars/me', {
        token: await token({ roles: ['auditor', 'king'], donor: 'SIAAP' }),
      });
      expect(status).toBe(200);
      expect(body).toEqual({ id: 'demo-finance-officer', name: 'Awa', roles: ['auditor'], donor: 'SIAAP' });
    });

    it('keeps cities, donors and machines out where no role is named', async () => {
      for (const role of ['city', 'donor', 'integration']) {
        expect((await call('GET', '/jars/me', { token: await token({ roles: [role] }) })).status).toBe(403);
      }
    });

    it('lets anybody in on public routes', async () => {
      expect((await call('GET', '/jars/open', { token: null })).status).toBe(200);
    });

    it('asks a step-up where one is declared', async () => {
      const weak = await call('POST', '/jars/decisions', { token: await token({ roles: ['presidency'] }) });
      expect([weak.status, weak.body['code']]).toEqual([403, 'STEP_UP_REQUIRED']);
      const strong = await call('POST', '/jars/decisions', {
        token: await token({ roles: ['presidency'], acr: 'decide' }),
      });
      expect(strong.status).toBe(200);
    });
  });

  describe('unit of work', () => {
    const count = async (): Promise<number> =>
      (await app.get(DataSource).query('SELECT count(*)::int AS n FROM jar'))[0].n;

    it('answers the same to the same key and body, and acts once', async () => {
      const headers = { 'idempotency-key': 'k1' };
      const before = await count();
      const first = await call('POST', '/jars/deposits', { headers, payload: { amount: 5 } });
      const second = await call('POST', '/jars/deposits', { headers, payload: { amount: 5 } });
      expect(first.status).toBe(201);
      expect(second).toEqual(first);
      expect(await count()).toBe(before + 1);
    });

    it('acts once for ten calls at the same time', async () => {
      const before = await count();
      const headers = { 'idempotency-key': 'k2' };
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => call('POST', '/jars/deposits', { headers, payload: { amount: 7 } })),
      );
      expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
      expect(await count()).toBe(before + 1);
    });

    it('refuses a key that came with another body, not the key of another person', async () => {
      const headers = { 'idempotency-key': 'k3' };
      await call('POST', '/jars/deposits', { headers, payload: { amount: 5 } });
      const other = await call('POST', '/jars/deposits', { headers, payload: { amount: 6 } });
      expect([other.status, other.body['code']]).toEqual([409, 'IDEMPOTENCY_KEY_REUSED']);
      const someoneElse = await token({ sub: 'someone-else' });
      expect(
        (await call('POST', '/jars/deposits', { headers, token: someoneElse, payload: { amount: 6 } })).status,
      ).toBe(201);
    });

    it('keeps nothing of a refused command, whose key can be used again', async () => {
      const before = await count();
      const headers = { 'idempotency-key': 'k4' };
      const refused = await call('POST', '/jars/deposits', { headers, payload: { amount: 666 } });
      expect(refused.body).toMatchObject({ status: 422, code: 'JAR_CURSED', title: 'Cursed', amount: 666 });
      expect(await count()).toBe(before);
      expect((await call('POST', '/jars/deposits', { headers, payload: { amount: 1 } })).status).toBe(201);
    });
  });

  describe('problems', () => {
    it('names the fields that are not valid', async () => {
      const { status, body } = await call('POST', '/jars/deposits', { payload: { amount: 'x' } });
      expect([status, body['code']]).toEqual([400, 'VALIDATION_FAILED']);
      expect(body['errors']).toEqual(
        expect.arrayContaining([{ field: 'amount', message: expect.stringContaining('integer') }]),
      );
      expect((await call('POST', '/jars/money', { payload: { amount: 12, currency: 'euro' } })).status).toBe(400);
    });

    it('carries the figures of coded errors of other libraries', async () => {
      const { body } = await call('GET', '/jars/elsewhere');
      expect(body).toEqual({
        type: 'urn:abonde:problem:INSUFFICIENT_FUNDS',
        title: 'Insufficient funds',
        status: 409,
        detail: 'Not enough',
        code: 'INSUFFICIENT_FUNDS',
        available: '1.00',
      });
    });

    it('says nothing of an unexpected error but the id to quote', async () => {
      const { status, body } = await call('GET', '/jars/broken');
      expect(status).toBe(500);
      expect(JSON.stringify(body)).not.toContain('secret');
      expect(body['errorId']).toMatch(/^[0-9a-f-]{36}$/);
    });

    it.each([
      ['/jars/later', 501, 'NOT_SUPPORTED'],
      ['/nowhere', 404, 'NOT_FOUND'],
      ['/documents/018f0000-0000-7000-8000-000000000000', 404, 'NOT_FOUND'],
      ['/jars/day/2026-02-21', 422, 'EFFECTIVE_DATE_IN_FUTURE'],
      ['/jars/day/2026-02-30', 422, 'INVALID_DATE'],
    ])('%s answers %i %s', async (url, status, code) => {
      expect((await call('GET', url)).body).toMatchObject({ status, code });
    });

    it('answers 400 to a body that is no JSON', async () => {
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token()}` };
      const answer = await app.inject({ method: 'POST', url: '/api/jars/jars/deposits', headers, payload: '{' });
      expect(answer.json()).toMatchObject({ status: 400, code: 'MALFORMED_REQUEST' });
    });
  });

  it('gives versions an ETag and refuses a stale If-Match', async () => {
    expect((await call('GET', '/jars/versions/3')).etag).toBe('"3"');
    expect((await call('GET', '/jars/versions/3', { headers: { 'if-match': '"3"' } })).status).toBe(200);
    expect((await call('GET', '/jars/versions/3', { headers: { 'if-match': '"2"' } })).body).toMatchObject({
      status: 412,
      current: 3,
    });
  });

  it('stands at the first business day until another is set, and ignores older events', async () => {
    const clock = app.get(BusinessClock);
    expect(await clock.today()).toBe('2026-02-20');
    const { manager } = app.get(DataSource);
    await clock.set(manager, '2026-03-01', 5);
    await clock.set(manager, '2026-02-25', 4);
    expect(await clock.today()).toBe('2026-03-01');
  });

  it('keeps documents by their content and gives them back', async () => {
    const boundary = 'x-y-z';
    const form = (name: string, type: string, content: string): string =>
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n${content}\r\n--${boundary}--\r\n`;
    const headers = {
      'content-type': `multipart/form-data; boundary=${boundary}`,
      authorization: `Bearer ${await token()}`,
    };
    const sent = await app.inject({
      method: 'POST',
      url: '/api/jars/documents',
      headers,
      payload: form('a.pdf', 'application/pdf', '%PDF-1.7 hello'),
    });
    expect(sent.statusCode).toBe(201);
    const read = await app.inject({
      url: `/api/jars/documents/${sent.json().document}`,
      headers: { authorization: headers.authorization },
    });
    expect([read.body, read.headers['content-type']]).toEqual(['%PDF-1.7 hello', 'application/pdf']);
    const stranger = await token({ sub: 'demo-city', roles: ['city'] });
    const refused = await app.inject({
      url: `/api/jars/documents/${sent.json().document}`,
      headers: { authorization: `Bearer ${stranger}` },
    });
    expect(refused.statusCode).toBe(403);
    const disguised = await app.inject({
      method: 'POST',
      url: '/api/jars/documents',
      headers,
      payload: form('a.pdf', 'application/pdf', '<html>'),
    });
    expect(disguised.json()).toMatchObject({ status: 422, code: 'CONTENT_TYPE_MISMATCH' });
  });

  it('connects as a role that owns nothing', async () => {
    await expect(app.get(DataSource).query('DROP TABLE jar')).rejects.toThrow(/owner/);
    await expect(app.get(DataSource).query('DELETE FROM migrations')).rejects.toThrow(/permission denied/);
  });

  it('tells its health, metrics and contract', async () => {
    expect((await app.inject({ url: '/health/live' })).json()).toEqual({ status: 'ok' });
    expect((await app.inject({ url: '/health/ready' })).json().checks.database).toEqual({ healthy: true });
    const metrics = (await app.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('route="/api/jars/jars/versions/:current"');
    const contract = (await app.inject({ url: '/api/jars/openapi.json' })).json();
    expect(Object.keys(contract.paths)).toContain('/api/jars/jars/deposits');
  });

  it('carries the correlation id it is given', async () => {
    const given = await app.inject({ url: '/health/live', headers: { 'x-correlation-id': 'abc-1' } });
    expect(given.headers['x-correlation-id']).toBe('abc-1');
    const made = await app.inject({ url: '/health/live', headers: { 'x-correlation-id': 'a b\tc' } });
    expect(made.headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });
});
