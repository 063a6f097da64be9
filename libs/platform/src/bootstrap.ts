import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { EventLogServer, MessagingStats } from '@abonde/messaging';
import multipart from '@fastify/multipart';
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { MicroserviceOptions } from '@nestjs/microservices';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { Logger } from 'nestjs-pino';
import { tellVersions } from './http/version.hook';
import { type CheckResult, Health } from './observability/health.service';
import { logRequests } from './observability/logging';
import { Metrics } from './observability/metrics.service';
import { serveOpenApi } from './openapi';
import { ENVIRONMENT, type Environment, platformSettings, readSettings, SETTINGS, type Settings } from './settings';

export interface AppOptions {
  /** Name of the service and first part of its paths: `/api/<service>/…`. */
  service: string;
  module: Type | DynamicModule;
  /** Variables to read settings from; those of the process by default. */
  environment?: Environment;
  /** Paths that don't begin with `/api/<service>`, besides health, metrics and `api/public`. */
  outsidePrefix?: string[];
  /** Whether multipart requests are read here; the gateway passes them on instead. */
  uploads?: boolean;
  /** Last touch before routes are set: plugins and hooks of Fastify. */
  configure?: (app: NestFastifyApplication) => Promise<void>;
}

/** Ports of a development machine, so that services find each other without any setting. */
const ports: Record<string, number> = {
  gateway: 3000,
  contributions: 3001,
  treasury: 3002,
  disbursements: 3003,
  'emergency-fund': 3004,
  reporting: 3005,
};

/** Milliseconds an unreachable event log may hold back an answer about health. */
const logPatience = 1_500;

const operations = ['health/live', 'health/ready', 'metrics', 'api/public', 'api/public/{*path}'];

@Module({})
class Root {
  static with(environment: Environment, settings: Settings, module: Type | DynamicModule): DynamicModule {
    const provided = {
      module: ProcessSettings,
      global: true,
      providers: [
        { provide: ENVIRONMENT, useValue: environment },
        { provide: SETTINGS, useValue: settings },
      ],
      exports: [ENVIRONMENT, SETTINGS],
    };
    return { module: Root, imports: [provided, module] };
  }
}

@Module({})
class ProcessSettings {}

/**
 * Makes a service ready to listen: migrations run, routes set, event handlers connected (not started).
 * @throws {InvalidSettings} naming the variable at fault
 */
export async function createApp(options: AppOptions): Promise<NestFastifyApplication> {
  const { service, module, environment = process.env, outsidePrefix = [], uploads = true, configure } = options;
  const settings = readSettings(platformSettings, environment);
  const root = Root.with(environment, settings, module);
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter(settings), {
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks();
  app.setGlobalPrefix(`api/${service}`, { exclude: [...operations, ...outsidePrefix] });
  const fastify: FastifyInstance = app.getHttpAdapter().getInstance();
  if (uploads) await fastify.register(multipart, { limits: { fileSize: settings.UPLOAD_MAX_BYTES, files: 1 } });
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.header('x-correlation-id', request.id);
    done();
  });
  fastify.addHook('preClose', (done) => {
    setTimeout(() => fastify.server.closeAllConnections(), settings.SHUTDOWN_GRACE_MS).unref();
    done();
  });
  app.get(Metrics).observe(fastify);
  logRequests(fastify);
  tellVersions(fastify);
  serveOpenApi(app, service, `/api/${service}/openapi.json`);
  connectEventLog(app);
  await configure?.(app);
  return app;
}

/** Starts a service and everything it needs; a failure is logged and ends the process with status 1. */
export async function bootstrap(given: AppOptions | (() => AppOptions)): Promise<void> {
  let service = 'The service';
  try {
    const options = typeof given === 'function' ? given() : given;
    service = options.service;
    const app = await createApp(options);
    const { PORT, HOST } = app.get<Settings>(SETTINGS);
    await app.listen(PORT ?? ports[service] ?? 0, HOST);
    await app.startAllMicroservices();
    app.get(Logger).log(`${service} listens on ${await app.getUrl()}`);
  } catch (error) {
    process.stderr.write(`${service} could not start: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof Error && error.name !== 'InvalidSettings') process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  }
}

const acceptableId = /^[\w.-]{1,128}$/;

function adapter(settings: Settings): FastifyAdapter {
  return new FastifyAdapter({
    bodyLimit: settings.BODY_MAX_BYTES,
    trustProxy: settings.TRUST_PROXY || false,
    // Connections kept alive by the gateway would otherwise hold a stop back.
    forceCloseConnections: 'idle',
    // Names of accounts are made of several codes.
    routerOptions: { maxParamLength: 300 },
    genReqId: (request: IncomingMessage) => {
      const given = request.headers['x-correlation-id'];
      return typeof given === 'string' && acceptableId.test(given) ? given : randomUUID();
    },
  });
}

function connectEventLog(app: NestFastifyApplication): void {
  const strategy = app.get(EventLogServer, { strict: false });
  const stats = app.get(MessagingStats, { strict: false });
  app.connectMicroservice<MicroserviceOptions>({ strategy }, { inheritAppConfig: true });
  const health = app.get(Health);
  health.register('eventLog', () => strategy.health());
  health.register('messaging', () => lags(stats));
}

/** Lags are told, not judged: with the log away, requests are still taken and their events wait in the outbox. */
async function lags(stats: MessagingStats): Promise<CheckResult> {
  const patience = new AbortController();
  const away = pause(logPatience, { healthy: true, log: 'unreachable' }, { signal: patience.signal, ref: false });
  const figures = stats.messagingStats().then((told) => ({ healthy: true, log: 'reachable', ...told }));
  try {
    return await Promise.race([figures, away]);
  } catch {
    return { healthy: true, log: 'unreachable' };
  } finally {
    patience.abort();
    away.catch(() => undefined);
  }
}
