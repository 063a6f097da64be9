import type { CloudEvent } from '@abonde/contracts';
import { Money, type MoneyJson } from '@abonde/money';
import type { SealedEvent } from '../entries/entry';
import { shortName } from '../registers/register';

export type SentenceValue = string | number | MoneyJson;
/** A sentence still to be said in a language: `key` names it, `params` are its words, amounts as money. */
export interface Sentence {
  key: string;
  params: Record<string, SentenceValue>;
}

/** `contributions.receipt-recorded` with the event's own words; a sealed transaction is told by its kind and its reason. */
export function sentenceOf(event: CloudEvent): Sentence {
  const key = shortName(event.type);
  if (isSealed(event)) return { key, params: sealedWords(event) };
  return { key, params: words(event.data as Record<string, unknown>) };
}

/** The instrument an event is about, where the event says it. */
export function instrumentOf(event: CloudEvent): string | null {
  if (isSealed(event)) {
    const named = new Set(event.data.transaction.postings.flatMap(({ dimensions }) => dimensions['instrument'] ?? []));
    const [only] = named;
    return named.size === 1 ? (only ?? null) : null;
  }
  const { instrument } = event.data as { instrument?: unknown };
  return typeof instrument === 'string' ? instrument : null;
}

function sealedWords({ data: { book, number, transaction } }: SealedEvent): Sentence['params'] {
  const { kind, reason, postings } = transaction;
  const named = new Map<string, Set<string>>();
  for (const [key, code] of postings.flatMap(({ dimensions }) => Object.entries(dimensions))) {
    named.set(key, (named.get(key) ?? new Set()).add(code));
  }
  const single = [...named].flatMap(([key, codes]) => (codes.size === 1 ? [[key, [...codes].join()]] : []));
  return { book, number, kind, reason, amount: moved(transaction.postings).toJSON(), ...Object.fromEntries(single) };
}

/** Money moved: the debits of the legal layer, or of the other where nothing legal happens. */
function moved(postings: SealedEvent['data']['transaction']['postings']): Money {
  const debits = (layer: string) =>
    Money.sum(postings.filter((posting) => posting.layer === layer).map(({ eur }) => Money.of(eur).max(Money.zero())));
  const general = debits('GENERAL');
  return general.isZero() ? debits('FUND') : general;
}

function words(data: Record<string, unknown>): Sentence['params'] {
  const said = Object.entries(data).filter(
    (entry): entry is [string, SentenceValue] =>
      typeof entry[1] === 'string' || typeof entry[1] === 'number' || isMoney(entry[1]),
  );
  return Object.fromEntries(said);
}

function isMoney(value: unknown): value is MoneyJson {
  const { amount, currency } = (value ?? {}) as Partial<MoneyJson>;
  return typeof amount === 'string' && typeof currency === 'string';
}

function isSealed(event: CloudEvent): event is SealedEvent {
  return event.type === 'abonde.ledger.transaction-sealed.v1';
}
