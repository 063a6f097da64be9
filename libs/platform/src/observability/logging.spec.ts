import { Controller, Get, Module, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { LoggerModule } from 'nestjs-pino';
import { platformSettings, readSettings } from '../settings';
import { logging, logRequests } from './logging';

const lines: string[] = [];
const { pinoHttp, ...params } = logging(
  'jars',
  readSettings(platformSettings, { DATABASE_URL: 'postgres://nobody@127.0.0.1/none', LOG_LEVEL: 'debug' }),
);

@Controller()
class Failing {
  @Get(['health/ready', 'api/jars/broken'])
  unavailable(@Res({ passthrough: true }) reply: FastifyReply): object {
    void reply.status(503);
    return { status: 'error' };
  }
}

@Module({
  imports: [LoggerModule.forRoot({ ...params, pinoHttp: [pinoHttp as object, { write: (line) => lines.push(line) }] })],
  controllers: [Failing],
})
class FailingModule {}

describe('the log', () => {
  let app: NestFastifyApplication;

  beforeAll(async () => {
    app = await NestFactory.create<NestFastifyApplication>(FailingModule, new FastifyAdapter(), { logger: false });
    logRequests(app.getHttpAdapter().getInstance());
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
  });
  afterAll(() => app.close());
  beforeEach(() => lines.splice(0));

  it('tells a request that failed as an error, by its path', async () => {
    await app.inject({ url: '/api/jars/broken?name=Awa' });
    const told = { service: 'jars', level: 50, method: 'GET', path: '/api/jars/broken', status: 503 };
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      expect.objectContaining({ ...told, correlationId: expect.any(String), responseTime: expect.any(Number) }),
    ]);
    expect(lines.join()).not.toContain('Awa');
  });

  it('makes no error of a service that says it isn’t ready', async () => {
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(503);
    expect(lines).toEqual([]);
  });
});
