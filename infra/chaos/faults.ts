import { type Service, services } from '../start/service-processes';
import { Random } from './random';

/** What goes through a proxy: to PostgreSQL, to Kafka, and from clients to the gateway. */
export type Line = 'database' | 'event-log' | 'door';

export type Fault =
  | { kind: 'kill'; services: Service[]; downMs: number }
  | { kind: 'kill-while-starting'; service: Service; downMs: number; afterMs: number }
  | { kind: 'crash-postgres'; downMs: number }
  | { kind: 'crash-kafka'; downMs: number }
  | { kind: 'cut'; line: Line; times: number }
  | { kind: 'refuse'; line: Line; forMs: number }
  | { kind: 'slow'; line: Line; forMs: number; latencyMs: number; bytesPerSecond: number }
  | { kind: 'hang'; line: Line; forMs: number; newToo: boolean };

export interface PlannedFault {
  pauseMs: number;
  fault: Fault;
}

type Draw = (random: Random) => Fault;

const kill: Draw = (random) => ({
  kind: 'kill',
  services: [random.pick(services)],
  downMs: random.between(200, 5_000),
});
const killTwo: Draw = (random) => ({
  kind: 'kill',
  services: random.shuffled(services).slice(0, 2),
  downMs: random.between(200, 5_000),
});
const killStarting: Draw = (random) => ({
  kind: 'kill-while-starting',
  service: random.pick(services),
  downMs: random.between(200, 1_000),
  afterMs: random.between(300, 4_000),
});
const crashPostgres: Draw = (random) => ({ kind: 'crash-postgres', downMs: random.between(200, 4_000) });
const crashKafka: Draw = (random) => ({ kind: 'crash-kafka', downMs: random.between(200, 4_000) });
const cut =
  (line: Line): Draw =>
  (random) => ({ kind: 'cut', line, times: random.between(1, 4) });
const refuse =
  (line: Line): Draw =>
  (random) => ({ kind: 'refuse', line, forMs: random.between(500, 4_000) });
const slow =
  (line: Line): Draw =>
  (random) => ({
    kind: 'slow',
    line,
    forMs: random.between(2_000, 6_000),
    latencyMs: random.between(5, 80),
    bytesPerSecond: random.between(50_000, 400_000),
  });
const hang =
  (line: Line): Draw =>
  (random) => ({ kind: 'hang', line, forMs: random.between(1_000, 8_000), newToo: random.chance(0.5) });

const ofEverybody: Draw[] = [
  ...[kill, kill, kill, kill, killTwo, killTwo, killStarting, crashPostgres, crashPostgres],
  ...[cut('database'), refuse('database'), slow('database'), hang('database'), cut('door'), hang('door')],
];
const ofKafka: Draw[] = [
  crashKafka,
  crashKafka,
  cut('event-log'),
  refuse('event-log'),
  slow('event-log'),
  hang('event-log'),
];

/**
 * Faults without end, dealt from a shuffled pack of all kinds: none comes twice before each has come once.
 * @param only those with this in their names
 * @throws when no name has it
 */
export function* faults(
  random: Random,
  { kafka, only = '' }: { kafka: boolean; only?: string },
): Generator<PlannedFault, never> {
  const all = kafka ? [...ofEverybody, ...ofKafka] : ofEverybody;
  const pack = all.filter((draw) => nameOf(draw(new Random(0))).includes(only));
  if (pack.length === 0) throw new Error(`No fault is called ${only}.`);
  for (;;) for (const draw of random.shuffled(pack)) yield { pauseMs: random.between(300, 2_500), fault: draw(random) };
}

/** Whose next accepted command shows that the fault is over. */
export function affected(fault: Fault): (Service | 'event-log')[] {
  switch (fault.kind) {
    case 'kill':
      return fault.services;
    case 'kill-while-starting':
      return [fault.service];
    case 'crash-kafka':
      return ['event-log'];
    case 'crash-postgres':
      return [...services, 'event-log'];
    default:
      return {
        database: [...services, 'event-log' as const],
        'event-log': ['event-log' as const],
        door: ['gateway' as const],
      }[fault.line];
  }
}

/** `kill treasury`, `hang database`. */
export function nameOf(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return `kill ${fault.services.join(' and ')}`;
    case 'kill-while-starting':
      return `kill ${fault.service} twice`;
    case 'crash-postgres':
    case 'crash-kafka':
      return fault.kind.replace('-', ' ');
    default:
      return `${fault.kind} ${fault.line}`;
  }
}
