import type { ScheduledAsKept, TermsAsKept } from './agreement';

/** What a version changed: a term by its name, or one of the instalments. */
export interface Change {
  term: string;
  before: unknown;
  after: unknown;
}

interface Kept {
  terms: TermsAsKept;
  schedule: readonly ScheduledAsKept[];
}

const same = (a: unknown, b: unknown) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** What differs between two versions. Versions kept before schedules were say nothing of instalments. */
export function changesBetween(before: Kept, after: Kept): Change[] {
  const names = [...new Set([...Object.keys(before.terms), ...Object.keys(after.terms)])];
  const terms = names.flatMap((term) => {
    const [was, is] = [before.terms, after.terms].map((kept) => kept[term as keyof TermsAsKept] as unknown);
    return same(was, is) ? [] : [{ term, before: was ?? null, after: is ?? null }];
  });
  if (before.schedule.length === 0) return terms;
  const numbers = [...new Set([...before.schedule, ...after.schedule].map(({ number }) => number))].sort(
    (a, b) => a - b,
  );
  return [...terms, ...numbers.flatMap((number) => instalmentChange(number, before.schedule, after.schedule))];
}

/** That an instalment was called or paid in between is no change of the agreement. */
function instalmentChange(
  number: number,
  before: readonly ScheduledAsKept[],
  after: readonly ScheduledAsKept[],
): Change[] {
  const of = (schedule: readonly ScheduledAsKept[]) => {
    const found = schedule.find((one) => one.number === number);
    if (!found || found.state === 'CANCELLED') return null;
    const { amount, dueOn, condition } = found;
    return { number, amount, dueOn, condition };
  };
  const [was, is] = [of(before), of(after)];
  return same(was, is) ? [] : [{ term: 'instalment', before: was, after: is }];
}
