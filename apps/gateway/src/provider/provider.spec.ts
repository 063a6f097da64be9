import { isRole, roles } from '@abonde/platform';
import { accounts, claimsOf } from './accounts';
import { signInPage } from './sign-in-page';

describe('demonstration accounts', () => {
  it('hold one for each role, each its own person', () => {
    expect([...new Set(accounts.map(({ role }) => role))].sort()).toEqual([...roles].sort());
    expect(accounts.every(({ role }) => isRole(role))).toBe(true);
    expect(new Set(accounts.map(({ id }) => id)).size).toBe(accounts.length);
    expect(accounts.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['demo-finance-controller-2', 'demo-project-officer-2']),
    );
  });

  it('give the class of decisions with its scope only', () => {
    const [officer] = accounts;
    if (!officer) throw new Error('No account.');
    expect(claimsOf(officer, 'openid decide')).toEqual({
      roles: ['finance-officer'],
      name: officer.name,
      acr: 'decide',
    });
    expect(claimsOf(officer, 'decider')).not.toHaveProperty('acr');
    expect(claimsOf(officer, undefined)).not.toHaveProperty('acr');
  });
});

describe('sign-in page', () => {
  it('says in both languages that nothing is real, without script', () => {
    expect(signInPage({ lang: 'fr', accounts, stepUp: false })).toContain('personnes fictives, sans mot de passe');
    const english = signInPage({ lang: 'en', accounts, stepUp: true });
    expect(english).toContain('fictitious people, no password');
    expect(english).not.toMatch(/<script|onclick|javascript:/i);
  });

  it('escapes what it shows', () => {
    const odd = { id: 'a"b', role: 'city', name: '<b>', label: { fr: '&', en: '&' }, person: true };
    const page = signInPage({ lang: 'fr', accounts: [odd], stepUp: false });
    expect(page).toContain('value="a&quot;b"><span>&lt;b&gt;</span><small>&amp;</small>');
  });
});
