import fc from 'fast-check';
import { canonical, contentHash, type Json } from './canonical';

const json = fc.jsonValue() as fc.Arbitrary<Json>;

function shuffled(value: Json): Json {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, shuffled(member ?? null)]),
  );
}

/** What the offline verifier does, in as few words. */
function plain(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(plain).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${plain(value[key] ?? null)}`).join(',')}}`;
}

describe('canonical JSON', () => {
  it('is the text that a plain recursion gives', () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${(at * 7919) % 300}é`, at]));
    fc.assert(
      fc.property(json, (value) => expect(canonical(value)).toBe(plain(value))),
      { examples: [[many], ['\ud800"\n']] },
    );
  });

  it('sorts keys at every depth and leaves out what is undefined', () => {
    expect(canonical({ b: [{ d: 1, c: null }], a: 'é', z: undefined })).toBe('{"a":"é","b":[{"c":null,"d":1}]}');
  });

  it('does not depend on the order of keys', () => {
    fc.assert(fc.property(json, (value) => canonical(shuffled(value)) === canonical(value)));
  });

  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(json, (value) => expect(canonical(JSON.parse(canonical(value)) as Json)).toBe(canonical(value))),
    );
  });

  it('tells different values apart', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        fc.pre(canonical(a) !== canonical(b));
        expect(contentHash(a)).not.toBe(contentHash(b));
      }),
    );
  });
});
