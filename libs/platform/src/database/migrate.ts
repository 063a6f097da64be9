import { DataSource, type DataSourceOptions, type MigrationInterface } from 'typeorm';

export type Migration = new () => MigrationInterface;

/** Any number: what counts is that every process that migrates takes the same lock. */
const lock = 7_226_633;

interface Plan {
  /** Connection of the owner of the schema. */
  ownerUrl: string;
  migrations: Migration[];
}

/**
 * Runs what is missing, one process at a time, then lets the application role `<database>_app` read and write the public
 * schema. Other schemas grant their own rights in their migrations, for which the role exists beforehand.
 */
export async function migrate({ ownerUrl, migrations }: Plan): Promise<void> {
  const owner = new DataSource({ ...connection(ownerUrl), migrations, migrationsTransactionMode: 'each' });
  await owner.initialize();
  const guard = owner.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [lock]);
    const role = await applicationRole(owner);
    await owner.runMigrations();
    await grant(owner, role);
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [lock]).catch(() => undefined);
    await guard.release();
    await owner.destroy();
  }
}

/** @throws {Error} when the schema is behind what the program expects */
export async function requireMigrated(dataSource: DataSource): Promise<void> {
  if (!(await dataSource.showMigrations())) return;
  throw new Error('Migrations are missing: set MIGRATION_DATABASE_URL to the owner of the schema, or run them first.');
}

export function connection(url: string): DataSourceOptions & { type: 'postgres' } {
  return { type: 'postgres', url, synchronize: false, migrationsTableName: 'migrations' };
}

async function applicationRole(owner: DataSource): Promise<string> {
  const [row]: { role: string; quoted: string; known: boolean }[] = await owner.query(
    `SELECT role, quote_ident(role) AS quoted, EXISTS (SELECT FROM pg_roles WHERE rolname = role) AS known
       FROM (SELECT current_database() || '_app' AS role) AS named`,
  );
  if (!row) throw new Error('The database has no name.');
  if (!row.known) await owner.query(`CREATE ROLE ${row.quoted} NOLOGIN`);
  return row.quoted;
}

async function grant(owner: DataSource, role: string): Promise<void> {
  await owner.query(`
    GRANT USAGE ON SCHEMA public TO ${role};
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ${role};
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ${role};
    GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${role};
    REVOKE INSERT, UPDATE, DELETE ON migrations FROM ${role};
  `);
}
