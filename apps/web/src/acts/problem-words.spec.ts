import i18next from 'i18next';
import { wordsOf } from './problem-words';

const bundles = {
  translation: { problem: { CHANGED: 'in the frame' } },
  payments: {
    problem: {
      CHANGED: 'of a payment',
      SAME_PERSON: 'ordered by {{by}}',
      ONLY: '{{free}} left',
      LACKS: 'lacks {{parts}}',
      FIXED: '1 € = {{parity}} {{currency}}',
    },
    figures: ['part', 'state'],
    state: { plan: 'a plan' },
  },
  missions: { problem: { CHANGED: 'of a mission', SAME_PERSON: 'written by {{by}}' } },
};

describe('the words of a refusal', () => {
  beforeAll(() =>
    i18next.init({ lng: 'en', resources: { en: bundles, fr: bundles }, interpolation: { escapeValue: false } }),
  );

  it.each([
    ['CHANGED', 'payments', 'of a payment'],
    ['CHANGED', 'missions', 'of a mission'],
    ['CHANGED', 'forecast', 'in the frame'],
    ['CHANGED', undefined, 'in the frame'],
    ['SAME_PERSON', 'missions', 'written by Ada'],
    ['ONLY', 'missions', '€1.00 left'],
    ['LACKS', 'payments', 'lacks a plan, date'],
    ['UNSAID', 'missions', undefined],
  ])('%s, on a page of %s: %s', (code, area, said) => {
    const figures = { by: 'Ada', free: { amount: '1.00', currency: 'EUR' }, parts: ['plan', 'date'] };
    expect(wordsOf({ code, figures }, 'en', area)).toBe(said);
  });

  it.each([
    ['fr', '1 € = 655,957 XOF'],
    ['en', '1 € = 655.957 XOF'],
  ] as const)('a rate in %s: %s', (language, said) => {
    const figures = { parity: '655.957', currency: 'XOF' };
    expect(wordsOf({ code: 'FIXED', figures }, language, 'payments')).toBe(said);
  });
});
