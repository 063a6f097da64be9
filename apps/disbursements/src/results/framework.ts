import { indicatorsOf } from '../projects/dossier';
import { Rational } from '@abonde/money';

/** What an indicator counts: people and things add up, a percentage is a part of a whole. */
export type Measure = 'COUNT' | 'PERCENT' | 'QUALITATIVE';

export interface Indicator {
  /** Its code in the framework, or its title: unique in a project. */
  key: string;
  title: string;
  unit: string;
  measure: Measure;
  /** False where less is better: losses, waiting times. */
  ascending: boolean;
  baseline: string | null;
  target: string | null;
  /** Whether what it counts is told apart by sex, age or vulnerability. */
  disaggregated: boolean;
}

/** The indicators of a results framework, in its order. */
export function indicators(framework: Record<string, unknown> | undefined): Indicator[] {
  const found = indicatorsOf(framework).map(indicatorOf);
  return found.filter(({ key }, at) => found.findIndex((one) => one.key === key) === at);
}

function indicatorOf(record: Record<string, unknown>): Indicator {
  const title = text(record.title) ?? text(record.label) ?? text(record.code) ?? '';
  const unit = text(record.unit) ?? '';
  return {
    key: text(record.code) ?? title,
    title,
    unit,
    measure: measureOf(record, unit),
    ascending: record.ascending !== false,
    baseline: text(record.baseline),
    target: text(record.target),
    disaggregated: Object.keys(record).some((name) => /disaggregat/i.test(name) && record[name] !== false),
  };
}

function measureOf(record: Record<string, unknown>, unit: string): Measure {
  if (/^qualitati/i.test(text(record.measure) ?? '')) return 'QUALITATIVE';
  return unit.includes('%') || /^percent/i.test(text(record.measure) ?? '') ? 'PERCENT' : 'COUNT';
}

function text(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A decimal that a framework states: `10 000`, `80 %`, `12,5`; null where it states words. */
export function numberOf(stated: string | null): Rational | null {
  const bare = (stated ?? '').replace(/[\s\u00a0\u202f%≥>]/g, '').replace(',', '.');
  return /^-?\d+(\.\d+)?$/.test(bare) ? Rational.parse(bare) : null;
}
