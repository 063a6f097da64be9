import { catalogue, outdatedVersion } from '@abonde/contracts';
import { z } from 'zod';
import { eventDocs } from './event-docs';

type Json = Record<string, unknown>;
const parsed = (docs: Map<string, string>, name: string): Json => JSON.parse(docs.get(name) ?? 'null') as Json;

function references(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, value]) => (name === '$ref' ? [value as string] : references(value)));
}

function resolved(document: unknown, reference: string): unknown {
  return reference
    .slice(2)
    .split('/')
    .reduce<unknown>((node, name) => (node as Record<string, unknown> | undefined)?.[name], document);
}

describe('the documents of the events', () => {
  const docs = eventDocs();
  const asyncApi = parsed(docs, 'asyncapi.json');

  it('hold a schema of every type, and AsyncAPI with all of them', () => {
    const types = Object.keys(catalogue);
    expect([...docs.keys()].sort()).toEqual(['asyncapi.json', ...types.map((type) => `${type}.schema.json`)].sort());
    const { messages } = asyncApi['components'] as { messages: Record<string, { name: string; payload: unknown }> };
    expect(Object.values(messages).map(({ name }) => name)).toEqual([...types].sort());
    for (const { name, payload } of Object.values(messages))
      expect(payload).toEqual(parsed(docs, `${name}.schema.json`));
  });

  it('are an AsyncAPI 3 document whose references lead somewhere', () => {
    expect(asyncApi['asyncapi']).toBe('3.0.0');
    const found = references(asyncApi);
    expect(found.length).toBeGreaterThan(Object.keys(catalogue).length);
    for (const reference of found) {
      expect(reference).toMatch(/^#\//);
      expect([reference, typeof resolved(asyncApi, reference)]).toEqual([reference, 'object']);
    }
  });

  it('keep the versions that are published no more, marked so', () => {
    const fresh = z.object({ pump: z.string() });
    const [v1, v2] = ['abonde.example.pump-repaired.v1', 'abonde.example.pump-repaired.v2'];
    const old = outdatedVersion('pump', z.object({ name: z.string() }), {
      successor: { type: v2, data: fresh },
      upcast: ({ name }) => ({ pump: name }),
    });
    const both = eventDocs({ current: { [v2]: { key: 'pump', data: fresh } }, outdated: { [v1]: old } });
    expect([...both.keys()]).toEqual(['asyncapi.json', `${v1}.schema.json`, `${v2}.schema.json`]);
    expect(parsed(both, `${v1}.schema.json`)).toMatchObject({
      deprecated: true,
      description: `No longer published; read as ${v2}`,
      properties: { type: { const: v1 }, data: { properties: { name: { type: 'string' } } } },
    });
    expect(parsed(both, `${v2}.schema.json`)).not.toHaveProperty('deprecated');
  });
});
