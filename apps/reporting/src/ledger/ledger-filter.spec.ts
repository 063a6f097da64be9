import { conditionOf, filterOf, type LedgerFilter, linkTo } from './ledger-filter';

describe('ledger filter', () => {
  const filter: LedgerFilter = {
    book: 'contributions',
    account: ['fund:envelope:*', 'fund:money'],
    except: ['opening'],
    flow: ['received'],
    project: ['A', 'B'],
    donor: '-',
    pool: true,
    cash: true,
    from: '2026-01-01',
    to: '2026-06-30',
    basis: 'value',
    side: 'credit',
  };

  it('reads from a link exactly what was written in it', () => {
    const query = Object.fromEntries(new URL(linkTo(filter), 'http://x').searchParams);
    expect(filterOf(query)).toEqual(filter);
  });

  it('becomes a condition with parameters, never with text of the reader', () => {
    const { sql, params } = conditionOf({ ...filter, donor: "'; drop table entry; --" });
    expect(sql).not.toContain('drop');
    expect(params).toContain("'; drop table entry; --");
    expect(sql).toContain('e.value_date >=');
  });

  it('takes the wild card literally elsewhere than at the end', () => {
    expect(conditionOf({ account: ['50%_off:*'] }).params).toEqual([String.raw`50\%\_off:%`]);
    expect(conditionOf({ account: ['a*b'] })).toEqual({ sql: '((e.account = $1))', params: ['a*b'] });
    expect(conditionOf({ account: ['a:*', '!a:b'] })).toEqual({
      sql: '((e.account like $1) and not (e.account = $2))',
      params: ['a:%', 'a:b'],
    });
  });

  it('matches any of several names', () => {
    expect(conditionOf({ agreement: 'A,B', transaction: '!x,y' })).toEqual({
      sql: 'e.agreement = any($1::text[]) and not (e.transaction = any($2::uuid[]))',
      params: [
        ['A', 'B'],
        ['x', 'y'],
      ],
    });
  });

  it('asks for entries without a dimension', () => {
    expect(conditionOf({ donor: '-', project: ['-'] })).toEqual({
      sql: 'e.donor is null and e.project is null',
      params: [],
    });
  });
});
