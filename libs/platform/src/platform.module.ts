import { messagingMigrations } from '@abonde/messaging';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { TypeOrmModule, type TypeOrmModuleOptions } from '@nestjs/typeorm';
import { LoggerModule } from 'nestjs-pino';
import { DataSource, type EntitySchema } from 'typeorm';
import { AccessTokens } from './auth/access-tokens.service';
import { AuthGuard } from './auth/auth.guard';
import { BusinessClock } from './clock/business-clock.service';
import { BusinessDayConsumer } from './clock/business-day.consumer';
import { UnitOfWork } from './commands/unit-of-work.service';
import { Platform1750000000001 } from './database/1750000000001-platform';
import { readDaysAsText } from './database/days';
import { connection, migrate, type Migration, requireMigrated } from './database/migrate';
import { DocumentsController } from './documents/documents.controller';
import { FileStore } from './documents/file-store.service';
import { ProblemFilter } from './errors/problem.filter';
import { validationPipe } from './errors/validation.pipe';
import { Health } from './observability/health.service';
import { logging } from './observability/logging';
import { Metrics } from './observability/metrics.service';
import { OperationsController } from './observability/operations.controller';
import { SETTINGS, type Settings } from './settings';

export interface PlatformOptions {
  /** Name of the service, its context and its book: `contributions`. */
  service: string;
  entities?: (new (...args: never[]) => unknown)[] | EntitySchema[];
  /** The service's own and those of the libraries it uses (`ledgerMigrations`); messaging's and the platform's are added. */
  migrations?: readonly Migration[];
  /** Whether documents can be uploaded and read under `/api/<service>/documents`; default true. */
  documents?: boolean;
}

export const platformMigrations: readonly Migration[] = [Platform1750000000001];

const exported = [AccessTokens, BusinessClock, FileStore, Health, Metrics, UnitOfWork];

/** What every service stands on: settings, database, sign-in, errors, logs, metrics, health, documents, clock. */
@Module({})
export class PlatformModule {
  static forRoot({ service, entities = [], migrations = [], documents = true }: PlatformOptions): DynamicModule {
    const all = [...platformMigrations, ...messagingMigrations, ...migrations];
    return {
      module: PlatformModule,
      global: true,
      imports: [
        LoggerModule.forRootAsync({
          inject: [SETTINGS],
          useFactory: (settings: Settings) => logging(service, settings),
        }),
        TypeOrmModule.forRootAsync({
          inject: [SETTINGS],
          useFactory: (settings: Settings) => databaseOptions(service, entities, all, settings),
          dataSourceFactory: (options) => connect(options as TypeOrmModuleOptions & WithOwner),
        }),
      ],
      controllers: [OperationsController, BusinessDayConsumer, ...(documents ? [DocumentsController] : [])],
      providers: [
        ...exported,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useFactory: validationPipe },
      ],
      exports: exported,
    };
  }
}

interface WithOwner {
  ownerUrl?: string;
}

function databaseOptions(
  service: string,
  entities: NonNullable<PlatformOptions['entities']>,
  migrations: Migration[],
  settings: Settings,
): TypeOrmModuleOptions & WithOwner {
  return {
    ...connection(settings.DATABASE_URL),
    entities,
    autoLoadEntities: true,
    migrations,
    applicationName: service,
    extra: { max: settings.DATABASE_POOL },
    retryAttempts: 5,
    retryDelay: 1_000,
    ...(settings.MIGRATION_DATABASE_URL && { ownerUrl: settings.MIGRATION_DATABASE_URL }),
  };
}

async function connect({ ownerUrl, ...options }: TypeOrmModuleOptions & WithOwner): Promise<DataSource> {
  readDaysAsText();
  if (ownerUrl) await migrate({ ownerUrl, migrations: options.migrations as Migration[] });
  const dataSource = await new DataSource(options as ReturnType<typeof connection>).initialize();
  if (!ownerUrl) await requireMigrated(dataSource);
  return dataSource;
}
