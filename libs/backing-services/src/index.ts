export type { BackingOptions, Progress } from './options';
export { Unavailable } from './attempt';
export { startPostgres, type StartedPostgres } from './start-postgres';
export { type EventLogOptions, startEventLog, type StartedEventLog } from './start-event-log';
export { createServiceDatabase, databaseName, dropServiceDatabase, type ServiceDatabase } from './service-database';
export { freePort } from './local-process';
