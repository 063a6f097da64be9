/** What changed in one field of a dossier; null where there was or is nothing. */
export interface Change {
  /** Path of the field: `narrative.context`, `budgetLines.Travaux.amount`. */
  field: string;
  before: string | null;
  after: string | null;
}

/** Lists are compared by what names their items, so that a line that moves is not a line that changed. */
const names = ['label', 'title', 'code', 'name', 'agreement'] as const;
/** Long texts are shown from a little before where they differ; the dossier has them whole. */
const longest = 600;
const lead = 60;

/** Field by field, what differs between two states of a dossier, in the order of the fields. */
export function changesBetween(before: object, after: object): Change[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .sort()
    .map((field) => ({ field, before: old.get(field) ?? null, after: now.get(field) ?? null }))
    .filter((change) => change.before !== change.after)
    .map(({ field, before: was, after: is }) => ({ field, ...cut(was, is) }));
}

function cut(before: string | null, after: string | null): Pick<Change, 'before' | 'after'> {
  const [was, is] = [[...(before ?? '')], [...(after ?? '')]];
  const differ = was.findIndex((letter, at) => letter !== is[at]);
  const from = Math.max(0, (differ < 0 ? was.length : differ) - lead);
  const shown = (text: string | null, letters: string[]) => {
    if (text === null || letters.length <= longest) return text;
    const part = letters.slice(from, from + longest).join('');
    return `${from > 0 ? '…' : ''}${part}${from + longest < letters.length ? '…' : ''}`;
  };
  return { before: shown(before, was), after: shown(after, is) };
}

function fieldsOf(value: unknown, path = '', found = new Map<string, string>()): Map<string, string> {
  if (value === null || value === undefined || value === '') return found;
  const amount = amountOf(value);
  if (amount !== undefined || typeof value !== 'object') {
    return found.set(path, amount ?? String(value));
  }
  const entries = Array.isArray(value) ? named(value) : Object.entries(value);
  for (const [key, part] of entries) fieldsOf(part, path ? `${path}.${key}` : key, found);
  return found;
}

function amountOf(value: unknown): string | undefined {
  const { amount, currency } = (value ?? {}) as { amount?: unknown; currency?: unknown };
  return typeof amount === 'string' && typeof currency === 'string' ? `${amount} ${currency}` : undefined;
}

function named(list: unknown[]): [string, unknown][] {
  const seen = new Map<string, number>();
  return list.map((item, index): [string, unknown] => {
    const name = nameOf(item) ?? String(index + 1);
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return [times === 1 ? name : `${name} (${times})`, item];
  });
}

function nameOf(item: unknown): string | undefined {
  if (typeof item === 'string') return item;
  if (typeof item !== 'object' || item === null) return undefined;
  const record = item as Record<string, unknown>;
  const name = names.map((key) => record[key]).find((value) => typeof value === 'string' && value !== '');
  return name as string | undefined;
}
