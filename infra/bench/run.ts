import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEventLog, startPostgres } from '@abonde/backing-services';
import { accrual } from './accrual.bench';
import type { Bench, BenchContext, Row } from './bench';
import { importBench } from './import.bench';
import { ledgerBatches } from './ledger-batches.bench';
import { ledgerGrowth } from './ledger-growth.bench';
import { memory } from './memory.bench';
import { posting } from './posting.bench';
import { rebuildBench } from './rebuild.bench';
import { reportsBench } from './reports.bench';
import { streamBench } from './stream.bench';
import { webApp } from './web-app.bench';

const benches: Bench[] = [
  posting,
  ledgerBatches,
  ledgerGrowth,
  streamBench,
  rebuildBench,
  importBench,
  accrual,
  reportsBench,
  memory,
  webApp,
];

interface Arguments {
  names: string[];
  json?: string;
}

function readArguments(given: string[]): Arguments {
  const at = given.indexOf('--json');
  if (at < 0) return { names: given };
  const json = given[at + 1];
  if (json === undefined) throw new Error('--json needs the name of a file: npm run bench -- --json FILE');
  return { names: [...given.slice(0, at), ...given.slice(at + 2)], json };
}

function chosen(names: string[]): Bench[] {
  const unknown = names.find((name) => !benches.some((bench) => bench.name === name));
  if (unknown !== undefined)
    throw new Error(`There is no bench ${unknown}; there are ${benches.map(({ name }) => name).join(', ')}.`);
  return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
}

/** Starts what a bench asks for, once, and stops it at the end. */
class BackingServices implements BenchContext {
  private readonly dataDir = mkdtempSync(join(tmpdir(), 'abonde-bench-'));
  private readonly stops: (() => Promise<void>)[] = [];
  private address?: Promise<string>;
  private brokers?: Promise<string>;

  postgres(): Promise<string> {
    return (this.address ??= this.startPostgres());
  }

  kafka(): Promise<string> {
    return (this.brokers ??= this.startKafka());
  }

  say(sentence: string): void {
    console.warn(sentence);
  }

  private async startPostgres(): Promise<string> {
    const { url, stop } = await startPostgres({ ...this.options, environment: { ...process.env, DATABASE_URL: '' } });
    this.stops.push(stop);
    return url;
  }

  private async startKafka(): Promise<string> {
    const postgresUrl = await this.postgres();
    const { setting, stop } = await startEventLog({ ...this.options, postgresUrl, choice: 'kafka' });
    this.stops.push(stop);
    return setting.replace(/^kafka:/, '');
  }

  private get options() {
    return { dataDir: this.dataDir, purpose: 'run' as const, progress: (sentence: string) => this.say(sentence) };
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.reverse()) await stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}

function table(rows: Row[]): string {
  const cells = rows.map(({ name, value, unit, limit, ratio, goal, met }) => [
    name,
    `${figure(value)} ${unit}`,
    figure(limit),
    figure(ratio),
    goal,
    met ? 'met' : 'NOT MET',
  ]);
  const all = [['work', 'value', 'limit', 'ratio', 'goal', ''], ...cells];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length))) ?? [];
  return all.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}

const figure = (value: number): string => (value >= 100 ? Math.round(value).toString() : value.toPrecision(3));

/** A run that is cut short leaves nothing running. */
function stopWhenTold(services: BackingServices): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void services.stop().finally(() => process.exit(1)));
  }
}

async function main(): Promise<void> {
  const { names, json } = readArguments(process.argv.slice(2));
  const services = new BackingServices();
  stopWhenTold(services);
  const rows: Row[] = [];
  try {
    for (const bench of chosen(names)) {
      services.say(`── ${bench.name}`);
      rows.push(...(await bench.run(services)));
    }
  } finally {
    await services.stop();
  }
  console.warn(`\n${table(rows)}`);
  if (json !== undefined) writeFileSync(json, `${JSON.stringify(rows, undefined, 2)}\n`);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
