import { mergeContracts } from './merged-contract';

const using = (name: string): object => ({ get: { schema: { $ref: `#/components/schemas/${name}` } } });

describe('merged contract', () => {
  it('keeps a schema once where services agree, and names the service where they differ', () => {
    const money = { type: 'object', properties: { amount: { type: 'string' } } };
    const merged = mergeContracts({
      treasury: {
        paths: { '/api/treasury/a': using('EntryDto') },
        components: { schemas: { MoneyDto: money, EntryDto: { type: 'object' } } },
      },
      'emergency-fund': {
        paths: { '/api/emergency-fund/b': using('EntryDto'), '/api/emergency-fund/c': using('MoneyDto') },
        components: { schemas: { MoneyDto: money, EntryDto: { type: 'string' } } },
      },
    });
    expect(Object.keys(merged.components?.schemas ?? {}).sort()).toEqual([
      'EmergencyFundEntryDto',
      'MoneyDto',
      'TreasuryEntryDto',
    ]);
    expect(merged.paths).toEqual({
      '/api/treasury/a': using('TreasuryEntryDto'),
      '/api/emergency-fund/b': using('EmergencyFundEntryDto'),
      '/api/emergency-fund/c': using('MoneyDto'),
    });
  });
});
