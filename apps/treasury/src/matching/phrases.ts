import { retyped } from '../statements/search-keys';

/** Longest name of a payer that is looked for, in words. */
const longest = 9;
/** Words read of an entry: statements write what matters first. */
const read = 80;

/** Every run of words of a text: names and codes are looked up among them, so that the cost doesn't grow with what is known. */
export function phrasesOf(text: string): string[] {
  const words = text.split(' ').filter(Boolean).slice(0, read);
  const runs = words.flatMap((_, at) =>
    Array.from({ length: Math.min(longest, words.length - at) }, (__, length) =>
      words.slice(at, at + length + 1).join(' '),
    ),
  );
  return [...new Set(runs)];
}

/** What may be a creditor reference typed with an O for a zero or an I for a one, and the references given, written the same way. */
export function retypedReferencesOf(text: string, references: readonly string[]): string[] {
  const compact = retyped(text);
  const runs = [...compact.matchAll(/RF(?=[A-Z0-9]{3})/g)].flatMap(({ index }) =>
    Array.from({ length: 21 }, (_, more) => compact.slice(index, index + 5 + more)),
  );
  return [...new Set([...runs, ...references.map(retyped)])].filter((run) => run.length > 4);
}
