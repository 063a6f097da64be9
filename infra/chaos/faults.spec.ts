import { affected, type Fault, faults, nameOf } from './faults';
import { Random } from './random';

function drawn(seed: number, kafka: boolean, count: number): Fault[] {
  const plan = faults(new Random(seed), { kafka });
  return Array.from({ length: count }, () => plan.next().value.fault);
}

describe('the faults of a run', () => {
  it('are the same for the same seed', () => {
    expect(drawn(7, true, 60)).toEqual(drawn(7, true, 60));
    expect(drawn(7, true, 60)).not.toEqual(drawn(8, true, 60));
  });

  it('are of every kind before one comes again', () => {
    const kinds = (kafka: boolean): string[] => [
      ...new Set(drawn(1, kafka, kafka ? 21 : 15).map((fault) => ('line' in fault ? nameOf(fault) : fault.kind))),
    ];
    expect(kinds(true).sort()).toEqual([
      'crash-kafka',
      'crash-postgres',
      'cut database',
      'cut door',
      'cut event-log',
      'hang database',
      'hang door',
      'hang event-log',
      'kill',
      'kill-while-starting',
      'refuse database',
      'refuse event-log',
      'slow database',
      'slow event-log',
    ]);
    expect(kinds(false).filter((kind) => kind.includes('event-log') || kind === 'crash-kafka')).toEqual([]);
  });

  it('are those that are asked for', () => {
    const plan = faults(new Random(3), { kafka: true, only: 'hang' });
    const names = Array.from({ length: 6 }, () => nameOf(plan.next().value.fault));
    expect([...new Set(names)].sort()).toEqual(['hang database', 'hang door', 'hang event-log']);
    expect(() => faults(new Random(3), { kafka: false, only: 'kafka' }).next()).toThrow('kafka');
  });

  it('name whose recovery is waited for', () => {
    expect(affected({ kind: 'kill', services: ['treasury', 'gateway'], downMs: 1 })).toEqual(['treasury', 'gateway']);
    expect(affected({ kind: 'crash-postgres', downMs: 1 })).toContain('reporting');
    expect(affected({ kind: 'hang', line: 'event-log', forMs: 1, newToo: true })).toEqual(['event-log']);
  });
});
