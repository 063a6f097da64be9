import { randomBytes } from 'node:crypto';
import { createServiceDatabase, dropServiceDatabase } from '@abonde/backing-services';

export interface TestDatabase {
  /** Restricted application role. */
  url: string;
  /** Owner of the schema. */
  ownerUrl: string;
  drop(): Promise<void>;
}

/** The server that the run of jest shares. @throws {Error} outside of jest, when `DATABASE_URL` is not set */
export function adminUrl(): string {
  const { DATABASE_URL } = process.env;
  if (!DATABASE_URL) throw new Error('DATABASE_URL is not set: the global set-up of jest sets it.');
  return DATABASE_URL;
}

/** A fresh, empty database with its owner and its restricted role. */
export async function testDatabase(): Promise<TestDatabase> {
  const admin = adminUrl();
  const service = `test_${randomBytes(6).toString('hex')}`;
  const { url, ownerUrl } = await createServiceDatabase(admin, service);
  return { url, ownerUrl, drop: () => dropServiceDatabase(admin, service) };
}
