import { Money, Rational } from '@abonde/money';
import {
  checkInstalments,
  checkTerms,
  type InterestClause,
  interestClauseOn,
  noRestrictions,
  type Terms,
} from './agreement';
import { decimal, value } from './rates';

const terms = (changes: Partial<Terms> = {}): Terms => ({
  instrument: 'COOPERATION',
  amount: Money.eur('1000.00'),
  signedOn: '2020-01-01',
  period: { from: '2020-01-01', to: '2026-12-31' },
  earmark: { level: 'NONE' },
  countsAs: 'FUND',
  pool: 'EUR',
  interestClauses: [],
  managementFeeRate: '0',
  coFinancingCap: null,
  eligibility: { from: '2020-01-01', to: '2026-12-31' },
  restrictions: noRestrictions,
  unspentClause: 'ASK',
  aidRate: null,
  variationLimit: null,
  indirectCostCap: null,
  exchangeMethod: null,
  ...changes,
});

describe('terms of an agreement', () => {
  it.each<[string, Partial<Terms>]>([
    ['no earmark', {}],
    ['a project', { earmark: { level: 'PROJECT', projects: ['KH-SR-PROFERTIL'] } }],
    ['an appeal', { instrument: 'EMERGENCY', earmark: { level: 'EVENT', case: 'MG-TOAMASINA-2026' } }],
    [
      'a threshold',
      {
        interestClauses: [{ from: '2020-01-01', kind: 'THRESHOLD', threshold: { amount: '500.00', currency: 'EUR' } }],
      },
    ],
  ])('accepts %s', (_, changes) => {
    expect(() => checkTerms(terms(changes))).not.toThrow();
  });

  it.each<[string, Partial<Terms>]>([
    ['EARMARK_INCOMPLETE', { earmark: { level: 'THEME', themes: [] } }],
    ['EARMARK_CONTRADICTORY', { earmark: { level: 'THEME', themes: ['CULTURE'], projects: ['P'] } }],
    ['EARMARK_CONTRADICTORY', { earmark: { level: 'NONE', countries: ['KH'] } }],
    ['EARMARK_WITHOUT_CASE', { instrument: 'EMERGENCY', earmark: { level: 'EVENT' } }],
    ['EARMARK_AGAINST_INSTRUMENT', { instrument: 'EMERGENCY', earmark: { level: 'NONE' } }],
    ['UNKNOWN_COUNTRY', { earmark: { level: 'COUNTRY', countries: ['Cambodge'] } }],
    ['UNKNOWN_COUNTRY', { earmark: { level: 'COUNTRY', countries: ['KH', 'QQ'] } }],
    ['UNKNOWN_COUNTRY', { earmark: { level: 'COUNTRY', countries: ['ZZ'] } }],
    ['INVALID_DATE', { signedOn: '2020-02-30' }],
    ['PERIOD_REVERSED', { period: { from: '2021-01-01', to: '2020-12-31' } }],
    ['SIGNED_AFTER_PERIOD', { signedOn: '2027-01-01' }],
    ['THRESHOLD_MISSING', { interestClauses: [{ from: '2020-01-01', kind: 'THRESHOLD' }] }],
    [
      'INTEREST_CLAUSES_OVERLAP',
      {
        interestClauses: [
          { from: '2020-01-01', kind: 'EMERGENCY_FUND' },
          { from: '2020-01-01', kind: 'RETURN_TO_DONOR' },
        ],
      },
    ],
    ['AMOUNT_NOT_POSITIVE', { amount: Money.zero() }],
    ['UNKNOWN_COUNTRY', { restrictions: { ...noRestrictions, countries: ['Bénin'] } }],
    ['UNKNOWN_COUNTRY', { restrictions: { ...noRestrictions, excludedCountries: ['bj'] } }],
    [
      'RESTRICTIONS_CONTRADICTORY',
      {
        earmark: { level: 'COUNTRY', countries: ['BJ'] },
        restrictions: { ...noRestrictions, excludedCountries: ['BJ'] },
      },
    ],
    [
      'RESTRICTIONS_CONTRADICTORY',
      {
        earmark: { level: 'THEME', themes: ['CULTURE'] },
        restrictions: { ...noRestrictions, excludedThemes: ['CULTURE'] },
      },
    ],
    ['CURRENCY_MISMATCH', { restrictions: { ...noRestrictions, perProject: { amount: '1.00', currency: 'USD' } } }],
    ['AMOUNT_NOT_POSITIVE', { restrictions: { ...noRestrictions, perProject: { amount: '0.00', currency: 'EUR' } } }],
    ['PERCENT_OUT_OF_RANGE', { managementFeeRate: '100.01' }],
  ])('refuses with %s', (code, changes) => {
    expect(() => checkTerms(terms(changes))).toThrow(expect.objectContaining({ code, status: 422 }));
  });
});

describe('the interest clause of a day', () => {
  const clauses: InterestClause[] = [
    { from: '2024-01-01', kind: 'OFFSET_AGAINST_NEXT_PAYMENT' },
    { from: '2022-01-01', kind: 'RETURN_TO_DONOR' },
  ];
  it.each([
    ['2021-12-31', 'EMERGENCY_FUND'],
    ['2022-01-01', 'RETURN_TO_DONOR'],
    ['2023-12-31', 'RETURN_TO_DONOR'],
    ['2024-01-01', 'OFFSET_AGAINST_NEXT_PAYMENT'],
  ])('on %s: %s', (day, kind) => {
    expect(interestClauseOn(clauses, day)).toBe(kind);
  });
});

describe('instalments', () => {
  const instalment = (number: number, amount: string, dueOn = '2020-06-01') => ({
    number,
    amount: Money.eur(amount),
    dueOn,
  });

  it.each([
    ['add up to the cent', [instalment(1, '333.33'), instalment(2, '666.67')], undefined],
    ['miss a cent', [instalment(1, '999.99')], 'INSTALMENTS_DO_NOT_ADD_UP'],
    ['are not numbered from 1', [instalment(2, '1000.00')], 'INSTALMENT_NUMBERS'],
    ['are due before the signature', [instalment(1, '1000.00', '2019-12-31')], 'INSTALMENT_BEFORE_SIGNATURE'],
    ['are none', [], 'INSTALMENTS_DO_NOT_ADD_UP'],
  ])('that %s', (_, instalments, code) => {
    const check = () => checkInstalments(instalments, terms(), false);
    if (code === undefined) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code }));
  });

  it('may be none where money comes as it comes', () => {
    expect(() => checkInstalments([], terms(), true)).not.toThrow();
  });
});

describe('value in EUR', () => {
  it.each([
    ['1000.00', 'EUR', undefined, '1000.00'],
    ['1000.00', 'EUR', '1.0', '1000.00'],
    ['255823230', 'XOF', undefined, '390000.00'],
    ['1045333.33', 'USD', '0.885', '925120.00'],
  ])('%s %s', (amount, currency, rate, expected) => {
    const given = rate === undefined ? undefined : { rate, source: 'BCE', date: '2025-01-02' };
    expect(value(Money.of({ amount, currency }), given, '2025-01-02').eur.amount).toBe(expected);
  });

  it('needs a rate for a currency that floats', () => {
    expect(() => value(Money.of({ amount: '1.00', currency: 'USD' }), undefined, '2025-01-02')).toThrow(
      expect.objectContaining({ code: 'RATE_REQUIRED' }),
    );
  });

  it.each([
    ['XOF', '655.957'],
    ['XAF', '655.957'],
    ['KMF', '491.96775'],
    ['EUR', '1'],
  ])('takes no rate of %s: it is fixed at %s', (currency, parity) => {
    const given = { rate: '0.0015244902', source: 'BCE', date: '2025-01-02' };
    expect(() => value(Money.of({ amount: '1', currency }), given, '2025-01-02')).toThrow(
      expect.objectContaining({ code: 'RATE_IS_FIXED', figures: { field: 'rate.rate', currency, parity } }),
    );
  });

  it.each([
    [1n, 3n, '0.3333333333'],
    [5n, 4n, '1.25'],
    [-7n, 1n, '-7'],
  ])('%s/%s as a decimal', (numerator, denominator, text) => {
    expect(decimal(Rational.of(numerator, denominator))).toBe(text);
  });
});
