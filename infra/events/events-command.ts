import { parseArgs } from 'node:util';
import { type Administrator, Refused, type ServiceName, services } from './administrator';

export const help = `What an administrator does with the events of the running platform.

  npm run events -- dead-letters [--service NAME] [--all]     messages that could not be handled; --all: resolved ones too
  npm run events -- dead-letter ID                            one of them: message, reason, what was done with it
  npm run events -- put-back ID                               handle it again, then those parked behind it
  npm run events -- discard ID --because TEXT                 never handle it; those parked behind it go on
  npm run events -- replay --service NAME --from MOMENT --because TEXT [--group NAME]
  npm run events -- replay --service NAME --position TOPIC/PARTITION@OFFSET --because TEXT
                                                              send consumers back: only what was never handled has an effect
  npm run events -- replays [--service NAME]                  the latest of them
  npm run events -- rebuild --because TEXT                    reporting reads the whole log again

MOMENT is ISO 8601 (2026-02-20T08:00:00Z) or "beginning"; --position may be given several times.
GATEWAY_URL (http://127.0.0.1:3000), EVENTS_CLIENT (id:secret) and EVENTS_TOKEN_URL say where, and as whom.`;

/** The command line makes no sense. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

interface DeadLetter {
  id: string;
  consumer: string;
  topic: string;
  partition: number;
  offset: number;
  key: string;
  eventType: string | null;
  code: string;
  reason: string;
  message: string;
  attempts: number;
  diedAt: string;
  replayedAt: string | null;
  discardedAt: string | null;
  explanation: string | null;
  parked: number;
  acts?: { act: string; by: string; at: string; reason: string | null }[];
}

interface Replay {
  id: string;
  group: string;
  reason: string;
  requestedBy: string;
  requestedAt: string;
  movedAt: string | null;
}

const options = {
  service: { type: 'string' },
  all: { type: 'boolean', default: false },
  because: { type: 'string' },
  from: { type: 'string' },
  position: { type: 'string', multiple: true },
  group: { type: 'string' },
} as const;

function read(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
type Values = ReturnType<typeof read>['values'];

/** Does what the command line says. @returns the lines to show @throws {UsageError} @throws {Refused} */
export async function runEvents(args: readonly string[], administrator: Administrator): Promise<string[]> {
  const { values, positionals } = read(args);
  const [command = 'help', ...rest] = positionals;
  const id = (): string => {
    if (rest.length !== 1 || !rest[0]) throw new UsageError(`${command} takes one id.`);
    return rest[0];
  };
  switch (command) {
    case 'help':
      return [help];
    case 'dead-letters':
      return deadLetters(administrator, values);
    case 'dead-letter':
      return shown((await findDeadLetter(administrator, id())).letter);
    case 'put-back':
      return putBack(administrator, id());
    case 'discard':
      return discard(administrator, id(), because(values));
    case 'replay':
      return replay(administrator, values);
    case 'replays':
      return replays(administrator, values);
    case 'rebuild':
      return rebuild(administrator, because(values));
    default:
      throw new UsageError(`There is no command ${command}.`);
  }
}

function because({ because: reason }: Values): string {
  if (!reason) throw new UsageError('Say why: --because TEXT.');
  return reason;
}

function asked({ service }: Values): readonly ServiceName[] {
  if (service === undefined) return services;
  const known = services.find((name) => name === service);
  if (!known) throw new UsageError(`Services: ${services.join(', ')}.`);
  return [known];
}

async function deadLetters(administrator: Administrator, values: Values): Promise<string[]> {
  const lines: string[] = [];
  for (const service of asked(values)) {
    for (let cursor = ''; ;) {
      const path = `/api/${service}/dead-letters?limit=200&all=${values.all}${cursor && `&cursor=${cursor}`}`;
      const { items, nextCursor } = await administrator.get<{ items: DeadLetter[]; nextCursor: string | null }>(path);
      lines.push(...items.map(line));
      if (!nextCursor) break;
      cursor = nextCursor;
    }
  }
  return lines.length > 0 ? lines : ['No dead letters.'];
}

function line(letter: DeadLetter): string {
  const { id, consumer, key, eventType, code, reason, parked } = letter;
  const state = letter.replayedAt ? 'put back' : letter.discardedAt ? 'discarded' : `${parked} parked behind it`;
  const [first = ''] = reason.split('\n');
  return `${id}  ${consumer}  ${placeOf(letter)}  ${eventType ?? 'no type'}  key ${key}  ${code}: ${first}  (${state})`;
}

function placeOf({ topic, partition, offset }: DeadLetter): string {
  return `${topic}/${partition}@${offset}`;
}

function shown(letter: DeadLetter): string[] {
  const acts = (letter.acts ?? []).map(
    ({ act, by, at, reason }) => `  ${at}  ${by}  ${act}${reason ? `: ${reason}` : ''}`,
  );
  return [line(letter), `died ${letter.diedAt}, ${letter.attempts} attempts`, letter.reason, letter.message, ...acts];
}

/** Ids are unique; which service has it is asked. */
async function findDeadLetter(administrator: Administrator, id: string) {
  for (const service of services) {
    const path = `/api/${service}/dead-letters/${encodeURIComponent(id)}`;
    try {
      return { path, letter: await administrator.get<DeadLetter>(path) };
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) throw error;
    }
  }
  throw new Refused(404, { code: 'NOT_FOUND', detail: `No service has a dead letter ${id}.` });
}

async function putBack(administrator: Administrator, id: string): Promise<string[]> {
  const { path } = await findDeadLetter(administrator, id);
  const letter = await administrator.post<DeadLetter>(`${path}/replay`);
  if (letter.replayedAt) return [`${id} is handled, and what was parked behind it.`];
  throw new Refused(409, { code: letter.code, detail: `it failed again: ${letter.reason}` });
}

async function discard(administrator: Administrator, id: string, explanation: string): Promise<string[]> {
  const { path } = await findDeadLetter(administrator, id);
  await administrator.post(`${path}/discard`, { explanation });
  return [`${id} is discarded; what was parked behind it goes on.`];
}

async function replay(administrator: Administrator, values: Values): Promise<string[]> {
  if (!values.service) throw new UsageError('Say whose consumers: --service NAME.');
  const [service] = asked(values);
  const { from, position, group } = values;
  const { items } = await administrator.post<{ items: Replay[] }>(`/api/${service}/replays`, {
    ...(group && { group }),
    ...(from && { from: from === 'beginning' ? '1970-01-01T00:00:00Z' : from }),
    ...(position && { positions: position.map(positionOf) }),
    reason: because(values),
  });
  return items.map(({ group: name }) => `${name} goes back as soon as all its members have left.`);
}

function positionOf(text: string): { topic: string; partition: number; offset: number } {
  const [, topic, partition, offset] = /^(.+)\/(\d+)@(\d+)$/.exec(text) ?? [];
  if (!topic) throw new UsageError(`${text} is not TOPIC/PARTITION@OFFSET.`);
  return { topic, partition: Number(partition), offset: Number(offset) };
}

async function replays(administrator: Administrator, values: Values): Promise<string[]> {
  const lines: string[] = [];
  for (const service of asked(values)) {
    const { items } = await administrator.get<{ items: Replay[] }>(`/api/${service}/replays`);
    for (const { group, reason, requestedBy, requestedAt, movedAt } of items)
      lines.push(`${requestedAt}  ${group}  ${requestedBy}: ${reason}  (${movedAt ? `moved ${movedAt}` : 'waiting'})`);
  }
  return lines.length > 0 ? lines : ['No replays.'];
}

async function rebuild(administrator: Administrator, reason: string): Promise<string[]> {
  const { epoch } = await administrator.post<{ epoch: number }>('/api/reporting/rebuild', { reason });
  return [`Reporting reads the log again, as epoch ${epoch}.`];
}
