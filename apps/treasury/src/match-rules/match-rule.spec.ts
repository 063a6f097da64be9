import { applies, type MatchRule, phraseOf, proposalsOf, RuleRefused, wordingOf } from './match-rule';

const charges: MatchRule = {
  id: 'r1',
  phrase: 'FRAIS DE TENUE',
  direction: 'DEBIT',
  account: null,
  kind: 'classification',
  targetId: 'CHARGE',
  mode: 'SUGGEST',
  enabled: true,
  confirmed: false,
};
const line = { search_text: 'BNP FRAIS DE TENUE DE COMPTE 02 2026', amount_minor: '-1250', account: 'BNP' };

describe('a rule', () => {
  it.each([
    ['the line it was made for', {}, {}, true],
    ['a credit', {}, { amount_minor: '1250' }, false],
    ['part of a word', { phrase: 'RAIS DE TENUE' }, {}, false],
    ['its own account', { account: 'BNP' }, {}, true],
    ['another account', { account: 'CIC' }, {}, false],
  ])('%s', (_, rule, entry, expected) =>
    expect(applies({ ...charges, ...rule }, { ...line, ...entry })).toBe(expected),
  );

  it('speaks when enabled, louder once confirmed, and once for the same target', () => {
    expect(proposalsOf([{ ...charges, enabled: false }], line)).toEqual([]);
    const automatic: MatchRule = { ...charges, id: 'r2', phrase: 'FRAIS', mode: 'AUTOMATIC', confirmed: true };
    expect(proposalsOf([automatic, charges], line)).toMatchObject([
      { id: 'CHARGE', known: 'CONFIRMED_RULE', rule: 'r2' },
    ]);
    const other: MatchRule = { ...charges, id: 'r3', targetId: 'OTHER' };
    expect(proposalsOf([charges, other], line).map(({ rule, known }) => [rule, known])).toEqual([
      ['r1', 'RULE'],
      ['r3', 'RULE'],
    ]);
  });

  it('is written as labels are compared, and not too short', () => {
    expect(phraseOf('  Frais – de  tenüe ')).toBe('FRAIS DE TENUE');
    expect(() => phraseOf(' à ')).toThrow(RuleRefused);
    expect(() => phraseOf('…')).toThrow(RuleRefused);
  });

  it.each([
    ['FRAIS DE TENUE DE COMPTE 02 2026', 'FRAIS DE TENUE'],
    ['COMMISSION MOUVEMENT FEVRIER 2026', 'COMMISSION MOUVEMENT'],
    ['0231 VIR SEPA LOYER MARS', 'VIR SEPA LOYER'],
    ['12 2026 FEV', ''],
    ['', ''],
  ])('what comes back of “%s” is “%s”', (text, wording) => expect(wordingOf(text)).toBe(wording));
});
