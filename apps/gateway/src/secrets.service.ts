import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { GatewaySettings } from './gateway-settings';

export interface Secrets {
  /** Private keys that sign the demonstration's tokens. */
  keys: JWK[];
  cookieKeys: string[];
  /** Of the gateway itself, as a client of the provider. */
  clientSecret: string;
  sessionSecret: string;
}

/** Token of {@link Secrets}. */
export const SECRETS = Symbol('secrets');

/** Configured secrets; in a demonstration, those made at the first start, so that a restart keeps sessions. */
export async function findSecrets(settings: GatewaySettings): Promise<Secrets> {
  const { SESSION_SECRET: sessionSecret, OIDC_CLIENT_SECRET: clientSecret } = settings;
  if (!settings.demonstration && sessionSecret && clientSecret) {
    return { keys: [], cookieKeys: [], clientSecret, sessionSecret };
  }
  const kept = await keep(resolve(settings.DATA_DIR));
  return { ...kept, ...(sessionSecret && { sessionSecret }) };
}

async function keep(directory: string): Promise<Secrets> {
  const path = join(directory, 'secrets.json');
  await mkdir(directory, { recursive: true, mode: 0o700 });
  try {
    return JSON.parse(await readFile(path, 'utf8')) as Secrets;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const made = JSON.stringify(await make());
  // Another process may have been faster: then its secrets count.
  await writeFile(path, made, { mode: 0o600, flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  return JSON.parse(await readFile(path, 'utf8')) as Secrets;
}

async function make(): Promise<Secrets> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'RS256', use: 'sig', kid: secret(8) };
  return { keys: [key], cookieKeys: [secret(32)], clientSecret: secret(32), sessionSecret: secret(48) };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('base64url');
}
