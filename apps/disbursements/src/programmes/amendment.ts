import { Money } from '@abonde/money';
import { Violation } from '@abonde/violation';
import type { Activity, Partner, Prepared, ProgrammeLine } from './programme';
import type { PlanSource } from '../rules/financing-plan';

/** What an amendment agreed with the donors changes; what is left out stays as it is. */
export interface ProgrammeChanges {
  title?: string;
  period?: { from: string; to: string };
  lines?: ProgrammeLine[];
  otherSources?: PlanSource[];
  activities?: Activity[];
  partners?: Partner[];
  purpose?: string | null;
}

export type AmendmentStatus = 'PREPARED' | 'APPROVED' | 'WITHDRAWN';

/** @throws {Violation} 409 PROGRAMME_NOT_APPROVED, AMENDMENT_OPEN; 422 NOTHING_AMENDED */
export function checkAmendment(
  programme: { code: string; status: 'PREPARED' | 'APPROVED' },
  changes: ProgrammeChanges,
  open: number | null,
): void {
  const { code, status } = programme;
  if (status !== 'APPROVED')
    throw refusal(409, 'PROGRAMME_NOT_APPROVED', `${code} is not approved yet: it is mended as it is prepared`, {});
  if (open !== null)
    throw refusal(409, 'AMENDMENT_OPEN', `Amendment ${open} of ${code} is neither approved nor withdrawn`, { open });
  if (Object.values(changes).some((value) => value !== undefined)) return;
  throw refusal(422, 'NOTHING_AMENDED', `The amendment of ${code} changes nothing`, { field: 'changes' });
}

/** What a programme says now of the fields that an amendment changes. */
export function sameFields(programme: ProgrammeChanges, changes: ProgrammeChanges): ProgrammeChanges {
  const fields = Object.keys(changes) as (keyof ProgrammeChanges)[];
  return Object.fromEntries(fields.map((field) => [field, programme[field]]));
}

export interface LineChange {
  agreement: string;
  before: Money;
  after: Money;
}

/** By agreement, in the order of their codes: what each gave and gives now, where it changes. */
export function lineChanges(before: readonly ProgrammeLine[], after: readonly ProgrammeLine[]): LineChange[] {
  const codes = [...new Set([...before, ...after].map(({ agreement }) => agreement))].sort();
  const given = (lines: readonly ProgrammeLine[], code: string) =>
    Money.sum(lines.flatMap(({ agreement, amount }) => (agreement === code ? [Money.of(amount)] : [])));
  return codes
    .map((agreement) => ({ agreement, before: given(before, agreement), after: given(after, agreement) }))
    .filter((change) => !change.before.equals(change.after));
}

/**
 * What an agreement that gives less has to take back from the programme's free money. What its tranches have taken stays.
 * @throws {Violation} 409 LINE_BELOW_TAKEN with what is reserved or paid, and the difference
 */
export function releaseOf(
  { agreement, after }: LineChange,
  { free, taken }: { free: Money; taken: Money },
  { code }: Pick<Prepared, 'code'>,
): Money {
  if (after.compare(taken) >= 0) return free.plus(taken).minus(after).max(Money.zero());
  throw refusal(
    409,
    'LINE_BELOW_TAKEN',
    `${agreement} has ${taken} reserved or paid in ${code}; ${after} would be ${taken.minus(after)} too little`,
    { field: 'lines', agreement, taken, asked: after, difference: taken.minus(after) },
  );
}

function refusal(status: 409 | 422, code: string, detail: string, figures: Record<string, unknown>): Violation {
  return new Violation({ code, status, title: 'The programme cannot be amended so', detail, figures });
}
