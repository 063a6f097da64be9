import type { DomainError } from '@abonde/platform';
import { checkedAccount, checkedBic, checkedIban, checkedRib, doubtsAbout, isIbanCountry } from './iban.rules';

function refusal(work: () => unknown): string {
  try {
    return `accepted ${JSON.stringify(work())}`;
  } catch (error) {
    return (error as DomainError).code;
  }
}

describe('account numbers', () => {
  it.each('MR TN DJ BI LB MU SC EG ST FR BE LU CH MC RO BG'.split(' '))('%s is in the registry of IBANs', (country) => {
    expect(isIbanCountry(country)).toBe(true);
  });

  it.each('BJ BF CI ML NE SN TG GW CM CG GA TD CF GQ KM MG MA DZ RW CD GN HT KH VN LA VU CV'.split(' '))(
    '%s is not: what looks like an IBAN is taken as it is',
    (country) => {
      expect(isIbanCountry(country)).toBe(false);
      expect(checkedIban(`${country}00 1234 5678 9012`)).toBe(`${country}00123456789012`);
    },
  );

  it.each([
    ['FR7630006000011234567890188', 'INVALID_IBAN'],
    ['FR76 3000', 'INVALID_IBAN'],
    ['DJ2110002010010409943020009', 'INVALID_IBAN'],
    ['1234', 'INVALID_IBAN'],
    [`TG53${'1'.repeat(40)}`, 'INVALID_IBAN'],
    ['TG53; DROP', 'INVALID_IBAN'],
  ])('the IBAN %s is refused', (iban, code) => expect(refusal(() => checkedIban(iban))).toBe(code));

  it('takes spaces, hyphens and small letters', () => {
    expect(checkedIban(' fr76-3000 6000 0112 3456 7890 189')).toBe('FR7630006000011234567890189');
    expect(checkedBic('bnpa frpp')).toBe('BNPAFRPP');
  });

  it('makes the IBAN of a French RIB, keeps that of other countries', () => {
    expect(checkedRib('30006 00001 12345678901 89', 'FR')).toEqual({ iban: 'FR7630006000011234567890189' });
    expect(checkedRib('SN010 01520 000485000030 35', 'SN')).toEqual({ account: 'SN0100152000048500003035' });
    expect(checkedRib('10002 00030 02779763150 08', 'CM')).toEqual({ account: '10002000300277976315008' });
    expect(refusal(() => checkedRib('30006 00001 12345678901 88', 'FR'))).toBe('INVALID_RIB');
    expect(refusal(() => checkedRib('30006 00001', 'FR'))).toBe('INVALID_RIB');
  });

  it.each([
    ['0012/345-67.8', true],
    ['x'.repeat(34), true],
    ['x'.repeat(35), false],
    ['ACC_1', false],
    ['-12', false],
    ['๑๒๓', false],
  ])('the local account %s: %s', (account, taken) => {
    expect(refusal(() => checkedAccount(account)).startsWith('accepted')).toBe(taken);
  });

  it.each(['BNPAFRP', 'BNPAFRPPXX', 'BNPAZZPP', 'BNPAFR1P', 'BNPAFRPO', '12PAFRPP'])('the BIC %s is refused', (bic) =>
    expect(refusal(() => checkedBic(bic))).toBe('INVALID_BIC'),
  );

  it('doubts a wrong key outside the registry, and an account abroad without its bank', () => {
    const nothing = { iban: null, account: null, bic: 'ECOCTGTG' };
    expect(doubtsAbout({ ...nothing, iban: 'TG53TG0090604310346500400070' })).toEqual([]);
    expect(doubtsAbout({ ...nothing, iban: 'TG53TG0090604310346500400071' })).toEqual(['RIB_KEY_WRONG']);
    expect(doubtsAbout({ ...nothing, account: '10002000300277976315009' })).toEqual(['RIB_KEY_WRONG']);
    expect(doubtsAbout({ ...nothing, iban: 'MR1300020001010000123456753', bic: null })).toEqual(['BIC_MISSING']);
    expect(doubtsAbout({ ...nothing, iban: 'BE68539007547034', bic: null })).toEqual([]);
  });
});
