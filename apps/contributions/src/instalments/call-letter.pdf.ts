import { formatMoney, type Language, type Money } from '@abonde/money';
import { letter, printedDay } from './letter.pdf';

export interface CallLetter {
  language: Language;
  donor: string;
  agreement: string;
  signedOn: string;
  instalment: number;
  amount: Money;
  /** Interest owed to the donor that its clause takes off the amount; zero where there is none. */
  interest: Money;
  dueOn: string;
  calledOn: string;
  /** ISO 11649 creditor reference. */
  reference: string;
}

function words(letter: CallLetter): { title: string; lines: [string, string][]; body: string[] } {
  const { language, agreement, signedOn, instalment, amount, interest, dueOn, reference } = letter;
  const due = amount.minus(interest);
  const day = printedDay[language];
  if (language === 'fr') {
    return {
      title: 'Appel de fonds',
      lines: [
        ['Convention', `${agreement}, signée le ${day(signedOn)}`],
        ['Échéance', `n° ${instalment}`],
        ['Montant', formatMoney(amount, 'fr')],
        ...deduction(interest, [
          ['Intérêts produits, à déduire', formatMoney(interest, 'fr')],
          ['Reste à verser', formatMoney(due, 'fr')],
        ]),
        ['À verser au plus tard le', day(dueOn)],
        ['Référence à rappeler', reference],
      ],
      body: [
        'Madame, Monsieur,',
        'En application de la convention ci-dessus, nous vous prions de bien vouloir procéder au versement de l’échéance indiquée sur le compte désigné dans la convention.',
        'Merci de porter la référence ci-dessus dans le libellé du virement : elle permet de rapprocher votre versement sans délai.',
      ],
    };
  }
  return {
    title: 'Call for funds',
    lines: [
      ['Agreement', `${agreement}, signed on ${day(signedOn)}`],
      ['Instalment', `no. ${instalment}`],
      ['Amount', formatMoney(amount, 'en')],
      ...deduction(interest, [
        ['Interest earned, to be deducted', formatMoney(interest, 'en')],
        ['Left to pay', formatMoney(due, 'en')],
      ]),
      ['To be paid by', day(dueOn)],
      ['Reference to quote', reference],
    ],
    body: [
      'Dear Sir or Madam,',
      'Under the agreement above, please pay the instalment shown to the account named in the agreement.',
      'Please quote the reference above in the remittance information of your transfer, so that we can recognise your payment at once.',
    ],
  };
}

const deduction = (interest: Money, lines: [string, string][]) => (interest.isZero() ? [] : lines);

/** The letter that calls an instalment, one A4 page, tagged for screen readers. */
export function callLetter(call: CallLetter): Promise<Buffer> {
  const { language, donor, calledOn, reference } = call;
  return letter({ ...words(call), language, addressee: donor, date: calledOn, reference });
}
