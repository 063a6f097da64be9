import { Money } from '@abonde/money';
import { type AidLetter, aidLetter } from './aid-letter.pdf';
import { textOf } from './pdf-text.testing';

const letter: AidLetter = {
  language: 'fr',
  number: 'FU-2026-003',
  city: 'Toamasina',
  country: 'MG',
  occurredOn: '2026-02-11',
  decidedOn: '2026-02-20',
  granted: Money.eur('50000.00'),
  proposed: undefined,
  purpose: 'Premiers secours aux sinistrés',
  reason: null,
  signer: 'Hélène Fourcade',
  onBehalfOf: null,
};

describe('the letter of an award', () => {
  it('says number, city, amount, purpose and who signs, in French', async () => {
    const text = await textOf(await aidLetter(letter));
    for (const part of [
      'Notification d’attribution d’une aide d’urgence',
      'n° FU-2026-003 du 20 février 2026',
      'Toamasina, Madagascar',
      '50 000,00 €',
      'Premiers secours aux sinistrés',
      'Hélène Fourcade',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('délégation');
  });

  it('in English, in part and by delegation', async () => {
    const given = {
      language: 'en',
      proposed: Money.eur('60000.00'),
      signer: 'Mariam Sylvestre',
      onBehalfOf: 'Hélène Fourcade',
    } as const;
    const text = await textOf(await aidLetter({ ...letter, ...given }));
    for (const part of [
      'Notification of an emergency aid',
      '20 February 2026',
      '€50,000.00',
      '€60,000.00',
      'By delegation of Hélène Fourcade: Mariam Sylvestre',
    ])
      expect(text).toContain(part);
  });
});

describe('the letter of a refusal', () => {
  it.each([
    ['fr', 'Notification de refus', 'Motif : Hors du champ'],
    ['en', 'Notification of the refusal', 'Reason: Hors du champ'],
  ] as const)('gives its reason and no amount, %s', async (language, title, reason) => {
    const text = await textOf(await aidLetter({ ...letter, language, granted: undefined, reason: 'Hors du champ' }));
    expect(text).toContain(title);
    expect(text).toContain(reason);
    expect(text).not.toContain('€');
  });
});
