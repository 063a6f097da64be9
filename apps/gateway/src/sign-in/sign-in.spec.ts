import { languageOf } from '../language';
import { isSameOrigin } from './same-origin';
import { returnPath, withPending } from './session';

describe('same origin', () => {
  const asked = { method: 'POST', site: undefined, origin: undefined, host: 'abonde.example' };

  it.each([
    [{ ...asked, method: 'GET' }, true],
    [{ ...asked, site: 'same-origin' }, true],
    [{ ...asked, origin: 'https://abonde.example' }, true],
    [{ ...asked, site: 'cross-site', origin: 'https://abonde.example' }, false],
    [{ ...asked, site: 'same-site' }, false],
    [{ ...asked, origin: 'https://abonde.example.evil' }, false],
    [{ ...asked, origin: 'null' }, false],
    [asked, false],
  ])('%j: %s', (request, expected) => {
    expect(isSameOrigin(request)).toBe(expected);
  });
});

describe('return path', () => {
  it.each([
    ['/projets?ville=SIEM-REAP', '/projets?ville=SIEM-REAP'],
    ['//evil.example', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['/a\nb', '/'],
    ['/auth/logout', '/'],
    [undefined, '/'],
  ])('%j becomes %s', (given, expected) => {
    expect(returnPath(given)).toBe(expected);
  });
});

describe('pending sign-ins', () => {
  it('are those of the last five tabs', () => {
    const begun = (state: string) => ({ state, nonce: 'n', verifier: 'v', returnTo: '/' });
    const pending = ['1', '2', '3', '4', '5', '6'].reduce(
      (all, state) => withPending(all, begun(state)),
      withPending([], begun('0')),
    );
    expect(pending.map(({ state }) => state)).toEqual(['2', '3', '4', '5', '6']);
  });
});

describe('language', () => {
  it('is French unless English is chosen or preferred', () => {
    expect(languageOf(undefined, undefined)).toBe('fr');
    expect(languageOf(undefined, 'de-DE,en;q=0.8,fr;q=0.5')).toBe('en');
    expect(languageOf('fr', 'en-GB')).toBe('fr');
    expect(languageOf('xx', 'de')).toBe('fr');
  });
});
