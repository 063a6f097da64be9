import { gatewaySettings, withDemonstrationDefaults } from './gateway-settings';

describe('gateway settings', () => {
  it('run a demonstration on loopback when nothing is configured', () => {
    const settings = gatewaySettings({});
    expect(settings).toMatchObject({ demonstration: true, publicUrl: 'http://127.0.0.1:3000' });
    expect(withDemonstrationDefaults({}, settings)).toMatchObject({
      BUSINESS_DAY: '2026-02-20',
      OIDC_ISSUER: 'http://127.0.0.1:3000/oidc',
      OIDC_JWKS_URL: 'http://127.0.0.1:3000/oidc/jwks',
    });
  });

  it('refuse accounts without password in production, and beyond loopback unless told', () => {
    expect(() => gatewaySettings({ NODE_ENV: 'production' })).toThrow('OIDC_ISSUER is required in production');
    expect(() => gatewaySettings({ HOST: '0.0.0.0' })).toThrow('DEMO_BEYOND_LOOPBACK');
    expect(gatewaySettings({ HOST: '0.0.0.0', DEMO_BEYOND_LOOPBACK: 'true' }).demonstration).toBe(true);
  });

  it('ask secrets with an identity provider of one’s own, and leave its address alone', () => {
    const own = {
      OIDC_ISSUER: 'https://id.example.org',
      OIDC_CLIENT_SECRET: 's',
      PUBLIC_URL: 'https://abonde.example.org/',
    };
    expect(() => gatewaySettings(own)).toThrow('SESSION_SECRET');
    expect(() => gatewaySettings({ ...own, SESSION_SECRET: 'short' })).toThrow('SESSION_SECRET: must hold at least 32');
    const complete = { ...own, SESSION_SECRET: 'x'.repeat(32), NODE_ENV: 'production' };
    const settings = gatewaySettings(complete);
    expect(settings).toMatchObject({ demonstration: false, publicUrl: 'https://abonde.example.org' });
    expect(withDemonstrationDefaults(complete, settings)).toMatchObject({ OIDC_ISSUER: 'https://id.example.org' });
    expect(withDemonstrationDefaults(complete, settings)).not.toHaveProperty('BUSINESS_DAY');
  });
});
