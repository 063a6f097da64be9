import { formatMoney, type Language, type Money } from '@abonde/money';
import { pdfOf } from '@abonde/platform';

/** What the notification of a decision says. */
export interface AidLetter {
  language: Language;
  number: string;
  city: string;
  /** ISO 3166, two letters. */
  country: string;
  /** When the crisis struck. */
  occurredOn: string;
  decidedOn: string;
  /** Undefined for a refusal. */
  granted: Money | undefined;
  /** Set where less is granted than was proposed. */
  proposed: Money | undefined;
  purpose: string;
  reason: string | null;
  signer: string;
  /** Who was away, where the decision was taken by delegation. */
  onBehalfOf: string | null;
}

const printed: Record<Language, (day: string) => string> = {
  fr: (day) => dated(day, 'fr-FR'),
  en: (day) => dated(day, 'en-GB'),
};

interface Words {
  title: string;
  lines: [string, string][];
  body: string[];
  signature: string[];
}

function french(letter: AidLetter): Words {
  const { number, city, occurredOn, decidedOn, granted, proposed, purpose, reason, signer, onBehalfOf } = letter;
  const day = printed.fr;
  return {
    title: granted ? 'Notification d’attribution d’une aide d’urgence' : 'Notification de refus d’une aide d’urgence',
    lines: [
      ['Décision', `n° ${number} du ${day(decidedOn)}`],
      ['Ville', `${city}, ${countryName(letter)}`],
      ['Sinistre', `survenu le ${day(occurredOn)}`],
      ...(granted ? ([['Montant accordé', formatMoney(granted, 'fr')]] as [string, string][]) : []),
      ...(proposed ? ([['Montant proposé', formatMoney(proposed, 'fr')]] as [string, string][]) : []),
      ['Objet', purpose],
      ...(reason ? ([['Motif', reason]] as [string, string][]) : []),
    ],
    body: granted
      ? [
          'Madame, Monsieur le Maire,',
          'Sur proposition de la Présidence de la commission permanente Aide humanitaire et du secrétariat permanent, la Présidence a décidé d’accorder à votre ville l’aide ci-dessus, imputée sur le Fonds d’urgence.',
          'Le versement est ordonné sans délai sur le compte de la ville. Un compte rendu de l’emploi de cette aide, avec ses pièces, est attendu dans les six mois qui suivent le versement ; la part qui ne serait pas employée revient au Fonds d’urgence.',
        ]
      : [
          'Madame, Monsieur le Maire,',
          'Après examen de la proposition de la Présidence de la commission permanente Aide humanitaire et du secrétariat permanent, la Présidence n’a pas pu accorder l’aide demandée, pour le motif indiqué ci-dessus.',
          'Le secrétariat permanent reste à votre disposition pour étudier avec vous d’autres formes de soutien.',
        ],
    signature: ['La Présidence', onBehalfOf ? `Par délégation de ${onBehalfOf} : ${signer}` : signer],
  };
}

function english(letter: AidLetter): Words {
  const { number, city, occurredOn, decidedOn, granted, proposed, purpose, reason, signer, onBehalfOf } = letter;
  const day = printed.en;
  return {
    title: granted ? 'Notification of an emergency aid' : 'Notification of the refusal of an emergency aid',
    lines: [
      ['Decision', `no. ${number} of ${day(decidedOn)}`],
      ['City', `${city}, ${countryName(letter)}`],
      ['Disaster', `of ${day(occurredOn)}`],
      ...(granted ? ([['Amount granted', formatMoney(granted, 'en')]] as [string, string][]) : []),
      ...(proposed ? ([['Amount proposed', formatMoney(proposed, 'en')]] as [string, string][]) : []),
      ['Purpose', purpose],
      ...(reason ? ([['Reason', reason]] as [string, string][]) : []),
    ],
    body: granted
      ? [
          'Dear Mayor,',
          'On the proposal of the Presidency of the standing committee on humanitarian aid and of the permanent secretariat, the Presidency has decided to grant your city the aid above, from the Emergency Fund.',
          'Payment to the city’s account is ordered without delay. A report on the use of this aid, with its documents, is expected within six months of the payment; what would not be used returns to the Emergency Fund.',
        ]
      : [
          'Dear Mayor,',
          'Having considered the proposal of the Presidency of the standing committee on humanitarian aid and of the permanent secretariat, the Presidency could not grant the aid asked, for the reason above.',
          'The permanent secretariat remains at your disposal to consider other forms of support with you.',
        ],
    signature: ['The Presidency', onBehalfOf ? `By delegation of ${onBehalfOf}: ${signer}` : signer],
  };
}

/** The notification of an award or of a refusal, one A4 page, tagged for screen readers. */
export function aidLetter(letter: AidLetter): Promise<Buffer> {
  const { language, number, decidedOn } = letter;
  const { title, lines, body, signature } = language === 'fr' ? french(letter) : english(letter);
  return pdfOf({ language, title: `${title} ${number}`, foot: number }, (sheet) => {
    sheet.letterhead(printed[language](decidedOn));
    sheet.heading(1, title);
    for (const [label, text] of lines) sheet.fact(label, text);
    for (const text of body) sheet.paragraph(text);
    for (const text of signature) sheet.paragraph(text);
  });
}

function dated(day: string, locale: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(`${day}T00:00:00Z`));
}

function countryName({ country, language }: AidLetter): string {
  return new Intl.DisplayNames(language, { type: 'region' }).of(country) ?? country;
}
