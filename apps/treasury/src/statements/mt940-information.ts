import { isCurrency, Money } from '@abonde/money';
import type { Original, References } from './statement';
import { givenReference, noReferences, wordsOf } from './text-fields';

/** What a `:86:` tells of its entry. */
export interface Information {
  counterparty: string | null;
  counterpartyAccount: string | null;
  ultimateParty: string | null;
  references: References;
  remittance: string;
  information: string | null;
  transactionCode: string | null;
  returnReason: string | null;
  original: Original | null;
  charges: Money | null;
}

export const noInformation: Information = {
  counterparty: null,
  counterpartyAccount: null,
  ultimateParty: null,
  references: noReferences,
  remittance: '',
  information: null,
  transactionCode: null,
  returnReason: null,
  original: null,
  charges: null,
};

/** Characters of a full line: a text that is longer goes on in the next line, anywhere. */
const fullLine = 65;
const fullField = 27;
const mostFields = 200;

/**
 * Reads the lines of a `:86:` in whichever dialect they are: fields of German banks (`?20`), codewords between slashes
 * (`/EREF/…/REMI/…`), or free text.
 */
export function informationOf(lines: readonly string[]): Information {
  const unwrapped = lines.join('');
  const separator = /^\s*\d{3}([^A-Za-z0-9\s])\d{2}/.exec(unwrapped)?.[1];
  if (separator) return germanFields(unwrapped.trimStart(), separator);
  if (/(^|\s)\/(EREF|REMI|TRTP|NAME|IBAN|CNTP|BENM|ORDP|PREF|MARF|KREF|RTRN|CSID)\//.test(unwrapped))
    return codewords(unwrapped);
  const text = wordsOf(joined(lines, fullLine));
  return { ...noInformation, remittance: text ?? '' };
}

/** Parts that fill their line go on in the next one; the others are apart. */
function joined(parts: readonly string[], full: number): string {
  return parts.reduce((text, part, at) => {
    const before = parts[at - 1] ?? '';
    return text + (at > 0 && before.length < full ? ' ' : '') + part;
  }, '');
}

/** `166?00GUTSCHRIFT?20EREF+…?21…?30BIC?31IBAN?32name?33name`. */
function germanFields(text: string, separator: string): Information {
  const fields = text.slice(3).split(separator).slice(1, mostFields);
  const of = (wanted: RegExp) => fields.filter((field) => wanted.test(field)).map((field) => field.slice(2));
  const purpose = joined(of(/^(2\d|6[0-3])/), fullField);
  const { words, before } = sepaWords(purpose);
  const said = (...names: string[]) => wordsOf(names.map((name) => words.get(name)).find(Boolean));
  const returned = of(/^34/).join('').trim();
  return {
    ...noInformation,
    counterparty: wordsOf(joined(of(/^3[23]/), fullField)),
    counterpartyAccount: accountIn(of(/^31/).join('')) ?? accountIn(said('IBAN') ?? ''),
    ultimateParty: said('ABWA', 'ABWE'),
    references: {
      ...noReferences,
      endToEndId: givenReference(words.get('EREF')),
      instructionId: givenReference(words.get('KREF')),
      mandateId: givenReference(words.get('MREF')),
    },
    remittance: said('SVWZ') ?? wordsOf(before) ?? '',
    information: wordsOf(of(/^00/).join(' ')),
    transactionCode: text.slice(0, 3),
    returnReason: /RETOUR|STORNO|R(Ü|UE)CK/i.test(of(/^00/).join('')) && returned ? returned : null,
    original: currencyAmount(words.get('OAMT')),
    charges: currencyAmount(words.get('COAM'))?.amount ?? null,
  };
}

const sepaNames = /(EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|SVWZ|ABWA|ABWE|IBAN|BIC|PURP|RREF|SQTP|ANAM)\+/g;

/** Words such as `EREF+…SVWZ+…` inside one text; what stands before the first is free text. */
function sepaWords(text: string): { words: Map<string, string>; before: string } {
  const found = [...text.matchAll(sepaNames)];
  const words = new Map<string, string>();
  found.forEach((match, at) => {
    const [name = ''] = match.slice(1);
    if (!words.has(name)) words.set(name, text.slice(match.index + match[0].length, found[at + 1]?.index));
  });
  return { words, before: text.slice(0, found[0]?.index) };
}

const slashNames =
  /\/(EREF|KREF|MARF|CSID|CNTP|REMI|TRTP|IBAN|BIC|NAME|BENM|ORDP|PREF|RTRN|ULTC|ULTD|PURP|ISDT|ADDR|ACCW|TRCD|SVCL|OCMT|CHGS|EXCH|INIT|TRAN)\//g;

/** `/TRTP/SEPA OVERBOEKING/IBAN/…/NAME/…/REMI/…/EREF/…`, in the orders and with the doubled slashes that banks give it. */
function codewords(text: string): Information {
  const found = [...text.matchAll(slashNames)];
  const words = new Map<string, string>();
  found.forEach((match, at) => {
    const [name = ''] = match.slice(1);
    const value = text.slice(match.index + match[0].length, found[at + 1]?.index).replace(/^\/+|\/+$/g, '');
    if (value.trim() && !words.has(name)) words.set(name, value);
  });
  const [account, , party] = (words.get('CNTP') ?? '').split('/');
  const said = (...names: string[]) => wordsOf(names.map((name) => words.get(name)).find(Boolean));
  const remittance = words.get('REMI') ?? '';
  const structured = /^STRD\/(?:CUR|ISO)\/+(.+)$/.exec(remittance)?.[1];
  return {
    ...noInformation,
    counterparty: said('NAME') ?? wordsOf(party) ?? said('BENM', 'ORDP'),
    counterpartyAccount: accountIn(words.get('IBAN') ?? account ?? ''),
    ultimateParty: said('ULTD', 'ULTC'),
    references: {
      ...noReferences,
      endToEndId: givenReference(words.get('EREF')),
      instructionId: givenReference(words.get('KREF')),
      mandateId: givenReference(words.get('MARF')),
      paymentInformationId: givenReference(words.get('PREF')),
      structured: structured?.replace(/[\s/]/g, '').toUpperCase() || null,
    },
    remittance: wordsOf(remittance.replace(/^(USTD|STRD\/(?:CUR|ISO))\/+/, '')) ?? '',
    information: said('TRTP'),
    returnReason: said('RTRN'),
    ...supplementOf(text),
  };
}

/** `/OCMT/USD1000,00//CHGS/EUR5,00/`: the amount as it was sent, and what the banks kept. */
export function supplementOf(text: string): Pick<Information, 'original' | 'charges'> {
  const amount = (name: string) => currencyAmount(new RegExp(`/${name}/([A-Z]{3}[\\d.,]{1,20})`).exec(text)?.[1]);
  const rate = /\/EXCH\/(\d{1,8}[.,]\d{1,10})/.exec(text)?.[1]?.replace(',', '.') ?? null;
  const original = amount('OCMT');
  return { original: original && { ...original, rate }, charges: amount('CHGS')?.amount ?? null };
}

/** `USD1000,00`; null where it is none, as banks write other things there too. */
function currencyAmount(text: string | undefined): Original | null {
  const [, currency = '', amount = ''] = /^\s*([A-Z]{3})\s*(\d{1,12}(?:[.,]\d{0,3})?)/.exec(text ?? '') ?? [];
  if (!isCurrency(currency)) return null;
  try {
    const money = Money.of({ amount: amount.replace(',', '.').replace(/\.$/, ''), currency });
    return money.isZero() ? null : { amount: money, rate: null };
  } catch {
    return null;
  }
}

function accountIn(text: string): string | null {
  const account = text.replace(/\s/g, '').toUpperCase();
  return /^[A-Z0-9]{5,34}$/.test(account) ? account : null;
}
