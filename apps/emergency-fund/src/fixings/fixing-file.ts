import { isDay, isTargetDay } from '@abonde/calendar';
import { parse } from 'csv-parse/sync';
import { ratePattern, type Fixing } from '../accruals/rates';

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
  const rows = rowsOf(csv);
  const [header] = rows;
  const names = (header?.record ?? []).map((name) => name.toUpperCase());
  const dayAt = names.findIndex((name) => dayColumns.includes(name));
  const rateAt = names.findIndex((name) => rateColumns.includes(name));
  if (dayAt < 0 || rateAt < 0)
    return { fixings: [], faults: [{ line: 1, code: 'MISSING_COLUMN', given: header?.record.join(',') ?? '' }] };
  const fixings = new Map<string, Fixing>();
  const faults: FixingFault[] = [];
  for (const { record, line } of rows.slice(1)) {
    const [day = '', rate = ''] = [record[dayAt], record[rateAt]];
    const code = faultOf(day, rate) ?? (fixings.has(day) ? 'DAY_TWICE' : undefined);
    if (code) faults.push({ line, code, given: code === 'INVALID_RATE' ? rate : day });
    else fixings.set(day, { day, rate });
  }
  return { fixings: [...fixings.values()], faults };
}

interface Row {
  record: string[];
  /** Of the file, the first being 1. */
  line: number;
}

function rowsOf(csv: string): Row[] {
  const [header = ''] = csv.split('\n', 1);
  const rows = parse(csv, {
    bom: true,
    delimiter: header.includes(';') ? ';' : ',',
    info: true,
    quote: null,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
  }) as unknown as { record: string[]; info: { lines: number } }[];
  return rows.map(({ record, info }) => ({ record: record.map(unquoted), line: info.lines }));
}

/** Days and rates hold no separator: a quote means nothing but what it surrounds. */
function unquoted(cell: string): string {
  return cell.replace(/^"(.*)"$/, '$1');
}

/** What is wrong with a day and its rate; undefined when nothing is. */
export function faultOf(day: string, rate: string): FixingFault['code'] | undefined {
  if (!isDay(day)) return 'INVALID_DAY';
  if (!isTargetDay(day)) return 'NOT_A_TARGET_DAY';
  return ratePattern.test(rate) ? undefined : 'INVALID_RATE';
}
