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

describe('canonical JSON', () => {
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
