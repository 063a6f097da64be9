import type { Findings } from './check';
import { total } from './model';
import type { Recovery } from './recoveries';

type Counts = Readonly<Record<string, number>>;

/** What a run came to; `--json` writes it as it is. */
export interface Report {
  seed: number;
  minutes: number;
  eventLog: 'kafka' | 'embedded';
  /** From the first command to the last check. */
  seconds: number;
  /** Whether everything arrived once the faults were over. */
  settled: boolean;
  faults: Counts;
  daysTurned: number;
  /** Commands, by service. */
  accepted: Counts;
  /** Answers that left it open whether a command was carried out, by what they were. */
  retried: Counts;
  refused: Counts;
  surprises: readonly string[];
  findings: Findings;
  /** What the integrity page has against the books. */
  integrity: readonly string[];
  transactions: readonly { book: string; transactions: number }[];
  differentBalances: readonly string[];
  rebuild: readonly string[];
  /** The longest of each service, and of the event log. */
  recoveries: readonly Recovery[];
  neverRecovered: readonly string[];
  /** Milliseconds from a book's answer to the entry in reporting, faults included. */
  delays: { median: number; longest: number };
  /** Starts that failed, by service. */
  endedAlone: Counts;
}

const SHOWN = 20;

/** What speaks against the platform; nothing when it withstood. */
export function faultsFound(report: Report): string[] {
  const { findings } = report;
  const named = (what: string, items: readonly string[]): string[] => items.map((item) => `${what}: ${item}`);
  return [
    ...named('lost', findings.lost),
    ...named('doubled', findings.doubled),
    ...named('wrong amount', findings.wrong),
    ...named('nobody asked for', findings.unasked),
    ...named('out of sequence', findings.disordered),
    ...named('surprise', report.surprises),
    ...named('integrity', report.integrity),
    ...named('balance', report.differentBalances),
    ...named('rebuild', report.rebuild),
    ...named('never recovered', report.neverRecovered),
    ...(report.settled ? [] : ['not everything arrived in time']),
  ];
}

/** The report as it is printed. */
export function printed(report: Report): string {
  const { findings, recoveries } = report;
  const [longest] = recoveries;
  const found = faultsFound(report);
  const rows: [string, string][] = [
    ['seed', `${report.seed}, ${report.minutes} minutes, event log ${report.eventLog}`],
    ['faults', `${sum(report.faults)}: ${listed(report.faults)}`],
    ['business days turned', String(report.daysTurned)],
    ['commands accepted', `${sum(report.accepted)}: ${listed(report.accepted)}`],
    ['sent again', `${sum(report.retried)}: ${listed(report.retried)}`],
    ['refused', `${sum(report.refused)}: ${listed(report.refused)}`],
    ['effects expected', String(findings.expected)],
    ['effects found', String(findings.found)],
    ['lost', String(findings.lost.length)],
    ['doubled', String(findings.doubled.length)],
    ['of a wrong amount', String(findings.wrong.length)],
    ['nobody asked for', String(findings.unasked.length)],
    ['events out of sequence', String(findings.disordered.length)],
    ['books', report.transactions.map(({ book, transactions }) => `${book} ${transactions}`).join(', ')],
    ['integrity', report.integrity.length === 0 ? 'ok, every book verified, nothing in flight' : 'NOT OK'],
    ['balances', report.differentBalances.length === 0 ? "services' equal reporting's" : 'DIFFERENT'],
    ['rebuild from the log', report.rebuild.length === 0 ? 'same digest' : 'ANOTHER DIGEST'],
    ['longest recovery', longest ? spoken(longest) : 'none'],
    ...recoveries.map((one): [string, string] => [`  ${one.of}`, `${seconds(one.milliseconds)} after ${one.fault}`]),
    ['entry to reporting', `median ${seconds(report.delays.median)}, longest ${seconds(report.delays.longest)}`],
    ...(sum(report.endedAlone) > 0 ? [['failed starts', listed(report.endedAlone)] as [string, string]] : []),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const table = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  const more = found.length > SHOWN ? [`… and ${found.length - SHOWN} more`] : [];
  const verdict = found.length === 0 ? ['Nothing lost, nothing twice.'] : [...found.slice(0, SHOWN), ...more];
  return ['', ...table, '', ...verdict, ''].join('\n');
}

function spoken({ of, fault, milliseconds }: Recovery): string {
  return `${seconds(milliseconds)}, ${of} after ${fault}`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

function sum(counts: Counts): number {
  return total(new Map(Object.entries(counts)));
}

function listed(counts: Counts): string {
  const sorted = Object.entries(counts).sort(([, a], [, b]) => b - a);
  return sorted.map(([name, times]) => `${name} ${times}`).join(', ');
}
