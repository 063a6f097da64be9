import type { EntryDetail, StatementEntry } from './statement';

type Told = Pick<EntryDetail, 'references' | 'remittance' | 'counterparty' | 'ultimateParty'>;

/** What an entry is recognised by, as it is read or as it is shown. */
export interface Searched extends Told, Pick<StatementEntry, 'information'> {
  details: readonly Told[];
}

/** References as they are compared: capitals, no spaces. */
export function referenceKey(reference: string): string {
  return reference.replace(/\s/g, '').toUpperCase();
}

/** Capitals without accents or punctuation, words apart by one space. */
export function searchText(...texts: (string | null)[]): string {
  const joined = texts
    .filter(Boolean)
    .join(' ')
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '');
  return joined
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, ' ')
    .trim();
}

/** Every reference by which an entry may be recognised, of the entry and of its details. */
export function referencesOf(entry: Searched): string[] {
  const parts = [entry, ...entry.details];
  const stated = parts.flatMap(({ references }) => [
    references.structured,
    references.endToEndId,
    references.uetr,
    references.paymentInformationId,
    references.instructionId,
    references.accountServicer,
  ]);
  const texts = [
    ...parts.map(({ remittance }) => remittance),
    entry.information ?? '',
    ...stated.map((text) => text ?? ''),
  ];
  const written = texts.flatMap(creditorReferencesIn);
  return [...new Set([...stated.filter((text) => text !== null).map(referenceKey), ...written])];
}

/** What a person would read to recognise an entry. */
export function textOfEntry(entry: Searched): string {
  const parts = [entry, ...entry.details];
  return searchText(
    ...parts.flatMap(({ counterparty, ultimateParty, remittance, references }) => [
      counterparty,
      ultimateParty,
      remittance,
      references.structured,
      references.endToEndId,
    ]),
    entry.information,
  ).slice(0, 4_000);
}

/** Creditor references (ISO 11649) inside a text, retyped with or without spaces. A text doesn't say where one ends: its check digits do. */
export function creditorReferencesIn(text: string): string[] {
  const compact = referenceKey(text);
  const found: string[] = [];
  for (const { index } of compact.matchAll(/RF\d\d/g)) {
    const [run = ''] = /^RF\d\d[A-Z0-9]{1,21}/.exec(compact.slice(index)) ?? [];
    for (let length = run.length; length > 4; length -= 1) {
      if (isCreditorReference(run.slice(0, length))) found.push(run.slice(0, length));
    }
  }
  return found;
}

/** Check digits of ISO 11649: mod 97-10 over the reference with its first four characters last. */
export function isCreditorReference(reference: string): boolean {
  if (!/^RF\d\d[A-Z0-9]{1,21}$/.test(reference)) return false;
  const digits = [...(reference.slice(4) + reference.slice(0, 4))].map((letter) => parseInt(letter, 36)).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0) === 1;
}

/** Letters that people confuse when they retype a reference. */
export function retyped(reference: string): string {
  return referenceKey(reference)
    .replace(/O/g, '0')
    .replace(/I/g, '1')
    .replace(/[^A-Z0-9]/g, '');
}
