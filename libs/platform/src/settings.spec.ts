import { z } from 'zod';
import { flag, InvalidSettings, platformSettings, readSettings, whole } from './settings';

const database = { DATABASE_URL: 'postgres://app@127.0.0.1/contributions' };

describe('settings', () => {
  it('name the variable that is missing or wrong, never its value', () => {
    const schema = z.object({ TOKEN_LIFE: whole, SEND_MAIL: flag.default(false) });
    expect(() => readSettings(schema, {})).toThrow('TOKEN_LIFE is required');
    expect(() => readSettings(schema, { TOKEN_LIFE: 'hunter2' })).toThrow('TOKEN_LIFE: must be a whole number');
    expect(() => readSettings(schema, { TOKEN_LIFE: 'hunter2' })).not.toThrow(/hunter2/);
    expect(() => readSettings(platformSettings, {})).toThrow(InvalidSettings);
  });

  it('take an empty variable for an absent one', () => {
    expect(readSettings(platformSettings, { ...database, PORT: '', HOST: '' })).toMatchObject({ HOST: '127.0.0.1' });
  });

  it('trust the embedded issuer and integrations everywhere but in production', () => {
    const development = readSettings(platformSettings, database);
    expect(development).toMatchObject({
      OIDC_ISSUER: 'http://127.0.0.1:3000/oidc',
      INTEGRATION_ENABLED: true,
      production: false,
    });
    const production = { ...database, NODE_ENV: 'production' };
    expect(() => readSettings(platformSettings, production)).toThrow('OIDC_ISSUER is required');
    const issuer = { OIDC_ISSUER: 'https://id.example.org' };
    expect(readSettings(platformSettings, { ...production, ...issuer }).INTEGRATION_ENABLED).toBe(false);
    const configured = { ...production, ...issuer, INTEGRATION_ENABLED: 'true' };
    expect(readSettings(platformSettings, configured).INTEGRATION_ENABLED).toBe(true);
  });
});
