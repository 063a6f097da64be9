import { readdirSync, readFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, type EventType, topicOf } from '@abonde/contracts';
import { z } from 'zod';

type Schema = Record<string, unknown>;

function dataSchema(type: EventType): Schema {
  const schema = z.toJSONSchema(catalogue[type].data, { target: 'draft-7', io: 'input' }) as Schema;
  delete schema['$schema'];
  return schema;
}

function messageSchema(type: EventType): Schema {
  return {
    type: 'object',
    required: ['specversion', 'id', 'type', 'source', 'subject', 'time', 'sequence', 'correlationid', 'data'],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', format: 'uuid' },
      type: { const: type },
      source: { type: 'string' },
      subject: { type: 'string', description: `Message key: ${catalogue[type].key}` },
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      sequence: { type: 'integer', minimum: 1, description: 'Gapless version of the aggregate' },
      correlationid: { type: 'string' },
      causationid: { type: 'string' },
      accountingdate: { type: 'string', format: 'date' },
      valuedate: { type: 'string', format: 'date' },
      transfer: { type: 'string', format: 'uuid', description: 'Shared by the two books between which money moves' },
      data: dataSchema(type),
    },
  };
}

function asyncApi(types: EventType[]): Schema {
  const named = (type: EventType) => type.replaceAll('.', '_');
  const channels = new Map<string, EventType[]>();
  for (const type of types) channels.set(topicOf(type), [...(channels.get(topicOf(type)) ?? []), type]);
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
        types.map((type) => [
          named(type),
          { name: type, contentType: 'application/cloudevents+json', payload: messageSchema(type) },
        ]),
      ),
    },
  };
}

/** Every generated file by its name, as it must stand in `docs/events`. */
export function eventDocs(): Map<string, string> {
  const types = (Object.keys(catalogue) as EventType[]).sort();
  const print = (content: Schema) => `${JSON.stringify(content, null, 2)}\n`;
  return new Map([
    ['asyncapi.json', print(asyncApi(types))],
    ...types.map((type) => [`${type}.schema.json`, print(messageSchema(type))] as const),
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
