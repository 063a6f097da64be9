import { type Environment, flag, InvalidSettings, readSettings, whole } from '@abonde/platform';
import { z } from 'zod';

export const contexts = ['contributions', 'treasury', 'disbursements', 'emergency-fund', 'reporting'] as const;
export type Context = (typeof contexts)[number];

const schema = z.object({
  NODE_ENV: z.string().optional(),
  HOST: z.string().default('127.0.0.1'),
  PORT: whole.default(3000),
  /** What browsers see; default: this machine's loopback. */
  PUBLIC_URL: z.url().optional(),
  /** Secrets made at the first start of a demonstration. */
  DATA_DIR: z.string().default('.data/gateway'),
  WEB_DIR: z.string().default('apps/web/dist'),
  CONTRIBUTIONS_URL: z.url().default('http://127.0.0.1:3001'),
  TREASURY_URL: z.url().default('http://127.0.0.1:3002'),
  DISBURSEMENTS_URL: z.url().default('http://127.0.0.1:3003'),
  EMERGENCY_FUND_URL: z.url().default('http://127.0.0.1:3004'),
  REPORTING_URL: z.url().default('http://127.0.0.1:3005'),
  OIDC_ISSUER: z.url().optional(),
  OIDC_CLIENT_ID: z.string().default('abonde-web'),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_SCOPES: z.string().default('openid profile'),
  /** Signs session cookies; made and kept under DATA_DIR in a demonstration. */
  SESSION_SECRET: z.string().min(32, 'must hold at least 32 characters').optional(),
  SESSION_HOURS: whole.default(12),
  /** Requests a minute from one address; 0 for no limit. */
  RATE_LIMIT: whole.default(1_200),
  /** The same for this machine, where scripts load whole years. */
  RATE_LIMIT_LOOPBACK: whole.default(0),
  /** Lets the demonstration listen on other addresses than loopback, where a container's port is published on loopback. */
  DEMO_BEYOND_LOOPBACK: flag.default(false),
});

export type GatewaySettings = z.output<typeof schema> & {
  publicUrl: string;
  /** This process as it reaches itself. */
  selfUrl: string;
  /** Whether people sign in with the embedded demonstration provider. */
  demonstration: boolean;
  production: boolean;
  upstreams: Record<Context, string>;
};

/** Token of {@link GatewaySettings}. */
export const GATEWAY = Symbol('gateway settings');

const loopback = ['127.0.0.1', 'localhost', '::1'];

/** @throws {InvalidSettings} naming the variable at fault */
export function gatewaySettings(environment: Environment): GatewaySettings {
  const settings = readSettings(schema, environment);
  const production = settings.NODE_ENV === 'production';
  const demonstration = settings.OIDC_ISSUER === undefined;
  if (demonstration) refuseExposedDemonstration(settings, production);
  else requireSecrets(settings);
  const selfUrl = `http://127.0.0.1:${settings.PORT}`;
  return {
    ...settings,
    production,
    demonstration,
    selfUrl,
    publicUrl: (settings.PUBLIC_URL ?? selfUrl).replace(/\/$/, ''),
    upstreams: {
      contributions: settings.CONTRIBUTIONS_URL,
      treasury: settings.TREASURY_URL,
      disbursements: settings.DISBURSEMENTS_URL,
      'emergency-fund': settings.EMERGENCY_FUND_URL,
      reporting: settings.REPORTING_URL,
    },
  };
}

function refuseExposedDemonstration(settings: z.output<typeof schema>, production: boolean): void {
  if (production)
    throw new InvalidSettings('OIDC_ISSUER is required in production: demonstration accounts have no password.');
  if (loopback.includes(settings.HOST) || settings.DEMO_BEYOND_LOOPBACK) return;
  throw new InvalidSettings(
    'OIDC_ISSUER is required when HOST is not loopback: demonstration accounts have no password. ' +
      'Where only this machine can reach that address, set DEMO_BEYOND_LOOPBACK=true.',
  );
}

function requireSecrets({ SESSION_SECRET, OIDC_CLIENT_SECRET }: z.output<typeof schema>): void {
  if (!SESSION_SECRET) throw new InvalidSettings('SESSION_SECRET is required with OIDC_ISSUER.');
  if (!OIDC_CLIENT_SECRET) throw new InvalidSettings('OIDC_CLIENT_SECRET is required with OIDC_ISSUER.');
}

/** What the platform reads of a demonstration that says nothing: this process is the issuer, and the first day is fixed. */
export function withDemonstrationDefaults(environment: Environment, settings: GatewaySettings): Environment {
  const { demonstration, production, publicUrl, selfUrl, PORT } = settings;
  return {
    ...environment,
    PORT: String(PORT),
    ...(!production && { BUSINESS_DAY: environment['BUSINESS_DAY'] || '2026-02-20' }),
    ...(demonstration && { OIDC_ISSUER: `${publicUrl}/oidc`, OIDC_JWKS_URL: `${selfUrl}/oidc/jwks` }),
  };
}
