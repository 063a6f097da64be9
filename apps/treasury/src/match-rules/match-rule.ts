import type { Candidate } from '../matching/suggestions';
import type { TargetKind } from '../matching/target';
import { searchText } from '../statements/search-keys';

export const ruleKinds = ['classification', 'donation', 'unapplied', 'interest', 'internal-transfer'] as const;
export type RuleKind = (typeof ruleKinds)[number] & TargetKind;
export const directions = ['CREDIT', 'DEBIT'] as const;
export type Direction = (typeof directions)[number];
export const modes = ['SUGGEST', 'AUTOMATIC'] as const;
export type RuleMode = (typeof modes)[number];

/** What a rule looks for in an entry and what it says of it. */
export interface RuleTerms {
  /** Words side by side, as {@link searchText} writes them. */
  phrase: string;
  direction: Direction;
  /** Code; null: any account. */
  account: string | null;
  kind: RuleKind;
  targetId: string;
}

export interface MatchRule extends RuleTerms {
  id: string;
  mode: RuleMode;
  enabled: boolean;
  /** Applied automatically only once a second person has agreed. */
  confirmed: boolean;
}

/** What a rule reads of an entry. */
export interface RuledEntry {
  search_text: string;
  amount_minor: string;
  account: string;
}

/** A rule that isn't one. */
export class RuleRefused extends Error {
  constructor(
    readonly code: string,
    readonly status: 403 | 404 | 409 | 422,
    readonly title: string,
    detail: string,
    readonly figures: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.name = 'RuleRefused';
  }
}

/** @throws {RuleRefused} 422 `RULE_PHRASE_TOO_SHORT` under three letters or digits: it would speak of anything */
export function phraseOf(given: string): string {
  const phrase = searchText(given);
  if (phrase.length >= 3) return phrase;
  const detail = 'The words a rule looks for hold at least three letters or digits.';
  throw new RuleRefused('RULE_PHRASE_TOO_SHORT', 422, 'Words too short', detail, { field: 'phrase', given });
}

export function applies({ phrase, direction, account }: RuleTerms, entry: RuledEntry): boolean {
  const debit = entry.amount_minor.startsWith('-');
  return (
    debit === (direction === 'DEBIT') &&
    (account === null || account === entry.account) &&
    ` ${entry.search_text} `.includes(` ${phrase} `)
  );
}

/** What the rules propose for an entry; of those that say the same, the first one in order speaks. */
export function proposalsOf(rules: readonly MatchRule[], entry: RuledEntry): (Candidate & { label: string })[] {
  const speaking = rules.filter((rule) => rule.enabled && applies(rule, entry));
  const first = speaking.filter(
    (rule, at) => speaking.findIndex(({ kind, targetId }) => kind === rule.kind && targetId === rule.targetId) === at,
  );
  return first.map(({ id, kind, targetId, mode, confirmed }) => ({
    kind,
    id: targetId,
    label: targetId,
    amount: null,
    reference: null,
    dueOn: null,
    aliases: [],
    payer: null,
    known: mode === 'AUTOMATIC' && confirmed ? 'CONFIRMED_RULE' : 'RULE',
    rule: id,
  }));
}

const months =
  /^(JAN|FEV|FEB|MAR|AVR|APR|MAI|MAY|JUI|JUN|JUL|AOU|AUG|SEP|OCT|NOV|DEC)[A-Z]*$|^(DU|AU|DE|LE|LA|LES|DES|POUR|SUR|THE|OF|FOR)$/;
const wordsKept = 4;

/** The part of a label that is likely to come back: its first words without numbers, dates or references. Empty when nothing is left. */
export function wordingOf(searchable: string): string {
  const words = searchable.split(' ');
  const start = words.findIndex(lasting);
  if (start < 0) return '';
  const end = words.findIndex((word, at) => at > start && /\d/.test(word));
  const run = words.slice(start, end < 0 ? undefined : end).slice(0, wordsKept);
  while (run.length > 0 && !lasting(run.at(-1) ?? '')) run.pop();
  return run.join(' ').length >= 4 ? run.join(' ') : '';
}

function lasting(word: string): boolean {
  return word.length > 1 && !/\d/.test(word) && !months.test(word);
}
