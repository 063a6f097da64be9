import { isDay, isTargetDay } from '@abonde/calendar';
import type { Fixing } from '../accruals/rates';

export interface FixingFault {
  /** Line of the file, the header being 1. */
  line: number;
  code: 'MISSING_COLUMN' | 'INVALID_DAY' | 'NOT_A_TARGET_DAY' | 'INVALID_RATE' | 'DAY_TWICE';
  given: string;
}

/** Columns of the ECB data portal's file, and of a plain one. */
const dayColumns = ['TIME_PERIOD', 'DAY'];
const rateColumns = ['OBS_VALUE', 'RATE'];

/**
 * Reads the fixings of an index: a header that names a day and a rate column, `TIME_PERIOD` and `OBS_VALUE` as the ECB
 * data portal has them or `day` and `rate`, then a line a day. Only days on which euro payments settle have a fixing.
 */
export function readFixings(csv: string): { fixings: Fixing[]; faults: FixingFault[] } {
  const [header = '', ...lines] = csv.replace(/^\uFEFF/, '').split(/\r?\n/);
  const separator = header.includes(';') ? ';' : ',';
  const cells = (line: string): string[] => line.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  const names = cells(header).map((name) => name.toUpperCase());
  const [dayAt, rateAt] = [dayColumns, rateColumns].map((known) => names.findIndex((name) => known.includes(name)));
  if (dayAt === undefined || rateAt === undefined || dayAt < 0 || rateAt < 0)
    return { fixings: [], faults: [{ line: 1, code: 'MISSING_COLUMN', given: header }] };
  const fixings = new Map<string, Fixing>();
  const faults: FixingFault[] = [];
  lines.forEach((text, index) => {
    if (text.trim() === '') return;
    const row = cells(text);
    const [day = '', rate = ''] = [row[dayAt], row[rateAt]];
    const code = faultOf(day, rate) ?? (fixings.has(day) ? 'DAY_TWICE' : undefined);
    if (code) faults.push({ line: index + 2, code, given: code === 'INVALID_RATE' ? rate : day });
    else fixings.set(day, { day, rate });
  });
  return { fixings: [...fixings.values()], faults };
}

function faultOf(day: string, rate: string): FixingFault['code'] | undefined {
  if (!isDay(day)) return 'INVALID_DAY';
  if (!isTargetDay(day)) return 'NOT_A_TARGET_DAY';
  return /^-?\d{1,3}(\.\d{1,8})?$/.test(rate) ? undefined : 'INVALID_RATE';
}
