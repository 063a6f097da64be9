import { readdirSync, readFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type Current, type Outdated, outdated, topicOf } from '@abonde/contracts';
import { z } from 'zod';

type Schema = Record<string, unknown>;

/** Every version of every event: those that are published, and those that the log still holds. */
export interface Registry {
  current: Current;
  outdated: Outdated;
}

/** One version of one event. */
interface Version {
  type: string;
  key: string;
  data: z.ZodType;
  /** Of an outdated one. */
  successor?: string;
}

function versionsOf({ current, outdated: old }: Registry): Version[] {
  const all = [...Object.entries(current), ...Object.entries(old)];
  return all.map(([type, version]) => ({ type, ...version })).sort((a, b) => (a.type < b.type ? -1 : 1));
}

function dataSchema({ data }: Version): Schema {
  const schema = z.toJSONSchema(data, { target: 'draft-7', io: 'input' }) as Schema;
  delete schema['$schema'];
  return schema;
}

function messageSchema(version: Version): Schema {
  const { type, key, successor } = version;
  return {
    type: 'object',
    ...(successor && { deprecated: true, description: `No longer published; read as ${successor}` }),
    required: ['specversion', 'id', 'type', 'source', 'subject', 'time', 'sequence', 'correlationid', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid' },
      type: { const: type },
      source: { type: 'string' },
      subject: { type: 'string', description: `Message key: ${key}` },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      sequence: { type: 'integer', minimum: 1, description: 'Gapless version of the aggregate' },
      correlationid: { type: 'string' },
      causationid: { type: 'string' },
      accountingdate: { type: 'string', format: 'date' },
      valuedate: { type: 'string', format: 'date' },
      transfer: { type: 'string', format: 'uuid', description: 'Shared by the two books between which money moves' },
      data: dataSchema(version),
    },
  };
}

function asyncApi(versions: Version[]): Schema {
  const named = (type: string) => type.replaceAll('.', '_');
  const channels = new Map<string, string[]>();
  for (const { type } of versions) channels.set(topicOf(type), [...(channels.get(topicOf(type)) ?? []), type]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Abonde ledger and business events',
      version: '1.0.0',
      description: 'CloudEvents 1.0 in JSON, keyed by aggregate.',
    },
    channels: Object.fromEntries(
      [...channels].map(([topic, its]) => [
        topic,
        {
          address: topic,
          messages: Object.fromEntries(
            its.map((type) => [named(type), { $ref: `#/components/messages/${named(type)}` }]),
          ),
        },
      ]),
    ),
    operations: Object.fromEntries(
      [...channels.keys()].map((topic) => [
        `publish-${topic}`,
        { action: 'send', channel: { $ref: `#/channels/${topic}` } },
      ]),
    ),
    components: {
      messages: Object.fromEntries(
        versions.map((version) => [
          named(version.type),
          { name: version.type, contentType: 'application/cloudevents+json', payload: messageSchema(version) },
        ]),
      ),
    },
  };
}

/** Every generated file by its name, as it must stand in `docs/events`. */
export function eventDocs(registry: Registry = { current: catalogue, outdated }): Map<string, string> {
  const versions = versionsOf(registry);
  const print = (content: Schema) => `${JSON.stringify(content, null, 2)}\n`;
  return new Map([
    ['asyncapi.json', print(asyncApi(versions))],
    ...versions.map((version) => [`${version.type}.schema.json`, print(messageSchema(version))] as const),
  ]);
}

/** Names of the files in `folder` that differ from what the contracts say, are missing or are no longer generated. */
export function outdatedEventDocs(folder: string): string[] {
  const docs = eventDocs();
  const present = new Set(readdirSync(folder).filter((name) => name.endsWith('.json')));
  const differing = [...docs].filter(
    ([name, content]) => !present.has(name) || readFileSync(join(folder, name), 'utf8') !== content,
  );
  return [...differing.map(([name]) => name), ...[...present].filter((name) => !docs.has(name))];
}

export function writeEventDocs(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.json'))) rmSync(join(folder, name));
  for (const [name, content] of eventDocs()) writeFileSync(join(folder, name), content);
}
