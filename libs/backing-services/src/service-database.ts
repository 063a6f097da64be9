import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, DatabaseError, escapeIdentifier, escapeLiteral } from 'pg';

export interface ServiceDatabase {
  /** Name of the database. */
  name: string;
  /** Role `<database>_app`: reads and writes rows, owns nothing. */
  url: string;
  /** Role `<database>_owner`: owns the schema; migrations only. */
  ownerUrl: string;
}

/** `contributions` → `abonde_contributions`, `emergency-fund` → `abonde_emergency_fund`. */
export function databaseName(service: string): string {
  return `abonde_${service.replaceAll('-', '_')}`;
}

/**
 * Creates the database of a service, its owner and its restricted role, or finds them. What the owner makes in the public
 * schema the restricted role may read and write; other schemas grant their own rights.
 */
export async function createServiceDatabase(adminUrl: string, service: string): Promise<ServiceDatabase> {
  const name = databaseName(service);
  const roles = { owner: `${name}_owner`, app: `${name}_app` };
  const urlOf = (role: string): string =>
    urlFor(adminUrl, { database: name, user: role, password: passwordOf(adminUrl, role) });
  await withClient(adminUrl, async (admin) => {
    for (const role of Object.values(roles)) await ensureRole(admin, role, passwordOf(adminUrl, role));
    await ensureDatabase(admin, name, roles.owner);
    const [database, owner, app] = [name, roles.owner, roles.app].map((identifier) => escapeIdentifier(identifier));
    await settled(() =>
      admin.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC; GRANT CONNECT ON DATABASE ${database} TO ${app}`),
    );
    await withClient(urlFor(adminUrl, { database: name }), (inside) =>
      settled(() =>
        inside.query(`
          ALTER SCHEMA public OWNER TO ${owner};
          GRANT USAGE ON SCHEMA public TO ${app};
          ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${app};
          ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO ${app}`),
      ),
    );
  });
  return { name, url: urlOf(roles.app), ownerUrl: urlOf(roles.owner) };
}

/** Drops the database, whoever is connected, and its two roles. */
export async function dropServiceDatabase(adminUrl: string, service: string): Promise<void> {
  const name = databaseName(service);
  await withClient(adminUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`);
    for (const role of [`${name}_app`, `${name}_owner`]) {
      await settled(() => admin.query(`DROP ROLE IF EXISTS ${escapeIdentifier(role)}`));
    }
  });
}

async function ensureRole(admin: Client, role: string, password: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  const verb = rowCount ? 'ALTER' : 'CREATE';
  await settled(() => admin.query(`${verb} ROLE ${escapeIdentifier(role)} LOGIN PASSWORD ${escapeLiteral(password)}`));
}

async function ensureDatabase(admin: Client, name: string, owner: string): Promise<void> {
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (rowCount) return;
  // The administrator of a managed server is not a superuser and must be a member of the role it gives things to.
  await settled(() => admin.query(`GRANT ${escapeIdentifier(owner)} TO CURRENT_USER`));
  await settled(() =>
    admin.query(`CREATE DATABASE ${escapeIdentifier(name)} OWNER ${escapeIdentifier(owner)} TEMPLATE template0`),
  );
}

/** Known to whoever may administer the server, to nobody else, and the same at each start. */
function passwordOf(adminUrl: string, role: string): string {
  return createHmac('sha256', decodeURIComponent(new URL(adminUrl).password))
    .update(role)
    .digest('hex')
    .slice(0, 40);
}

function urlFor(
  adminUrl: string,
  { database, user, password }: { database: string; user?: string; password?: string },
): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  if (user) url.username = user;
  if (password) url.password = password;
  return url.toString();
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Catalogues shared by all databases may be changed by someone else in the same instant. */
const busy = ['XX000', '55006', '40001', '40P01'];

async function settled<T>(work: () => Promise<T>, tries = 10): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (tries <= 1 || !(error instanceof DatabaseError) || !busy.includes(error.code ?? '')) throw error;
    await sleep(50 + Math.random() * 100);
    return settled(work, tries - 1);
  }
}
