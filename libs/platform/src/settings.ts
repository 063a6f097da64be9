import { z } from 'zod';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A setting that is missing or holds something else than it should; the message names the variable. */
export class InvalidSettings extends Error {
  override readonly name = 'InvalidSettings';
}

/** `true` or `false`, as text. */
export const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const whole = z.string().regex(/^\d+$/, 'must be a whole number').transform(Number);

/**
 * Reads settings from environment variables; an empty variable counts as absent.
 * @throws {InvalidSettings} naming every variable at fault, never its value (it may be a secret)
 */
export function readSettings<Schema extends z.ZodType>(schema: Schema, environment: Environment): z.output<Schema> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const result = schema.safeParse(given);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => {
    const name = issue.path.join('.') || 'settings';
    return given[name] === undefined ? `${name} is required` : `${name}: ${issue.message}`;
  });
  throw new InvalidSettings(`Settings are not usable. ${faults.join('; ')}`);
}

/** Where the embedded demonstration provider answers when nothing else is configured. */
const demonstrationIssuer = 'http://127.0.0.1:3000/oidc';

export const platformSettings = z
  .object({
    NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
    /** Loopback unless said otherwise. */
    HOST: z.string().default('127.0.0.1'),
    PORT: whole.optional(),
    /** Connection of the restricted application role. */
    DATABASE_URL: z.url(),
    /** Connection of the owner of the schema; without it, migrations must have been run before. */
    MIGRATION_DATABASE_URL: z.url().optional(),
    /** Connections kept open to PostgreSQL by this process. */
    DATABASE_POOL: whole.default(10),
    OIDC_ISSUER: z.url().optional(),
    /** Read from the issuer's discovery document when absent. */
    OIDC_JWKS_URL: z.url().optional(),
    OIDC_AUDIENCE: z.string().default('abonde'),
    /** Whether the `integration` role is honoured; default: everywhere but in production. */
    INTEGRATION_ENABLED: flag.optional(),
    /** First business day of a demonstration; never read in production. */
    BUSINESS_DAY: z.iso.date().optional(),
    DOCUMENTS_DIR: z.string().default('.data/documents'),
    /** Largest accepted upload, in bytes. */
    UPLOAD_MAX_BYTES: whole.default(200 * 1024 * 1024),
    /** Largest accepted JSON body, in bytes. */
    BODY_MAX_BYTES: whole.default(4 * 1024 * 1024),
    /** Reverse proxies in front of this service, whose `X-Forwarded-*` headers are believed. */
    TRUST_PROXY: whole.default(0),
    /** Milliseconds that requests in flight have to end at a stop; live streams are cut then. */
    SHUTDOWN_GRACE_MS: whole.default(5_000),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .transform((settings, context) => {
    const production = settings.NODE_ENV === 'production';
    if (production && !settings.OIDC_ISSUER) {
      context.addIssue({ code: 'custom', path: ['OIDC_ISSUER'], message: 'is required in production' });
    }
    return {
      ...settings,
      production,
      OIDC_ISSUER: settings.OIDC_ISSUER ?? demonstrationIssuer,
      INTEGRATION_ENABLED: settings.INTEGRATION_ENABLED ?? !production,
    };
  });
export type Settings = z.output<typeof platformSettings>;

/** Token of the variables this process was started with. */
export const ENVIRONMENT = Symbol('environment');
/** Token of the checked {@link Settings}. */
export const SETTINGS = Symbol('settings');
