import { Money, Rational } from '@abonde/money';
import { Violation } from '@abonde/violation';

/** What must be true before a tranche is paid. */
export type Condition =
  | { kind: 'PREVIOUS_JUSTIFIED'; /** Of what the previous tranche paid. */ percent: string }
  | { kind: 'REPORT_ACCEPTED'; report: 'INTERIM' | 'FINAL' }
  | { kind: 'MISSION_DONE'; label?: string }
  | { kind: 'WORKS_PROGRESS'; /** Physical progress that the last mission saw. */ percent: string }
  | { kind: 'MILESTONE'; label: string };

export interface ConditionFacts {
  /** The tranche before this one; null for the first. */
  previous: { tranche: string; paid: Money; justified: Money } | null;
  acceptedReports: readonly ('INTERIM' | 'FINAL')[];
  /** Whole percent, as the last reported mission that said it saw it; null while none did. */
  progress: number | null;
  /** Kinds and labels the certifier has ascertained. */
  ascertained: readonly { kind: string; label?: string }[];
}

/** A condition that isn't met. */
export type Unmet = Condition & {
  why: string;
  /** How far it is, in percent, where it asks for so much; null where nobody has said or paid anything yet. */
  reached: string | null;
};

/** Those that aren't met, in their order. */
export function unmetOf(conditions: readonly Condition[], facts: ConditionFacts): Unmet[] {
  return conditions.flatMap((condition) => {
    const why = whyUnmet(condition, facts);
    return why === null ? [] : [{ ...condition, why, reached: reached(condition, facts) }];
  });
}

/** @throws {Violation} CONDITIONS_NOT_MET with each condition that isn't and why */
export function checkConditions(tranche: string, conditions: readonly Condition[], facts: ConditionFacts): void {
  const unmet = unmetOf(conditions, facts);
  if (unmet.length === 0) return;
  throw new Violation({
    code: 'CONDITIONS_NOT_MET',
    status: 409,
    title: 'The tranche’s conditions are not met',
    detail: `${tranche}: ${unmet.map(({ why }) => why).join('; ')}`,
    figures: { tranche, unmet },
  });
}

/** A sentence, or null when the condition is met. */
function whyUnmet(condition: Condition, facts: ConditionFacts): string | null {
  switch (condition.kind) {
    case 'PREVIOUS_JUSTIFIED':
      return previousUnjustified(condition.percent, facts.previous);
    case 'REPORT_ACCEPTED':
      return facts.acceptedReports.includes(condition.report)
        ? null
        : `the ${condition.report.toLowerCase()} report is not accepted`;
    case 'WORKS_PROGRESS':
      return worksBehind(condition.percent, facts.progress);
    case 'MISSION_DONE':
    case 'MILESTONE':
      return isAscertained(condition, facts) ? null : `${condition.label ?? condition.kind} is not ascertained`;
  }
}

function reached({ kind }: Condition, { previous, progress }: ConditionFacts): string | null {
  if (kind === 'WORKS_PROGRESS') return progress === null ? null : String(progress);
  if (kind !== 'PREVIOUS_JUSTIFIED' || !previous?.paid.isPositive()) return null;
  return justifiedPercent(previous.justified, previous.paid);
}

function previousUnjustified(percent: string, previous: ConditionFacts['previous']): string | null {
  if (previous === null) return null;
  const { tranche, paid, justified } = previous;
  if (!paid.isPositive()) return `${tranche} is not paid yet`;
  if (reaches(justified, paid, percent)) return null;
  return `${tranche} is justified at ${justifiedPercent(justified, paid)} %, ${percent} % is needed (${justified} of ${paid})`;
}

function worksBehind(percent: string, progress: number | null): string | null {
  if (progress === null) return `no mission has seen how far the works are, ${percent} % is needed`;
  if (Rational.of(BigInt(progress)).compare(Rational.parse(percent)) >= 0) return null;
  return `the works were seen at ${progress} %, ${percent} % is needed`;
}

function isAscertained({ kind, label }: { kind: string; label?: string }, { ascertained }: ConditionFacts): boolean {
  return ascertained.some((fact) => fact.kind === kind && (label === undefined || fact.label === label));
}

function reaches(part: Money, whole: Money, percent: string): boolean {
  return Rational.of(part.minor * 100n).compare(Rational.of(whole.minor).times(Rational.parse(percent))) >= 0;
}

/** Share justified, in percent with four decimals, rounded down so that it never says more than the truth. */
export function justifiedPercent(justified: Money, paid: Money): string {
  if (!paid.isPositive()) return '0.0000';
  const tenThousandths = ((justified.minor * 1_000_000n) / paid.minor).toString().padStart(5, '0');
  return `${tenThousandths.slice(0, -4)}.${tenThousandths.slice(-4)}`;
}
