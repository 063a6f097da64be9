import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { GroupCommit } from './group-commit';

function counted(commit: (items: string[]) => Promise<string[]> = async (items) => items, size = 4) {
  const batches: string[][] = [];
  let running = 0;
  let most = 0;
  const group = new GroupCommit<string, string>({
    commit: async (items) => {
      batches.push(items);
      most = Math.max(most, (running += 1));
      await pause(5);
      return commit(items).finally(() => (running -= 1));
    },
    keysOf: (item) => [item.split('/')[0] ?? ''],
    inFlight: 2,
    size,
  });
  return { group, batches, most: () => most };
}

describe('group commit', () => {
  it('puts what is asked in one turn into one commit and gives each caller its own outcomes', async () => {
    const { group, batches } = counted(async (items) => items.map((item) => `${item}!`));
    await expect(Promise.all([group.submit(['a', 'b']), group.submit(['c'])])).resolves.toEqual([['a!', 'b!'], ['c!']]);
    expect(batches).toEqual([['a', 'b', 'c']]);
  });

  it('has one batch in flight for a hot key, in the order of the callers', async () => {
    let commit = () => {};
    const committed = new Promise<void>((resolve) => (commit = resolve));
    const { group, batches, most } = counted(async (items) => {
      await committed;
      return items;
    }, 100);
    const first = group.submit(['hot/0']);
    await setImmediate();
    const others = Array.from({ length: 11 }, (_, at) => group.submit([`hot/${at + 1}`]));
    await setImmediate();
    commit();
    await Promise.all([first, ...others]);
    expect(most()).toBe(1);
    expect(batches).toHaveLength(2);
    expect(batches.flat()).toEqual(Array.from({ length: 12 }, (_, at) => `hot/${at}`));
  });

  it('sends a full batch of a hot key while the one before it commits', async () => {
    const { group, batches, most } = counted();
    await Promise.all(Array.from({ length: 10 }, (_, at) => group.submit([`hot/${at}`])));
    expect(most()).toBe(2);
    expect(batches.map(({ length }) => length)).toEqual([4, 4, 2]);
  });

  it('has two batches in flight where keys differ', async () => {
    const { group, most } = counted();
    await Promise.all(Array.from({ length: 12 }, (_, at) => group.submit([`${at}`])));
    expect(most()).toBe(2);
  });

  it('never lets a caller fail for another', async () => {
    const { group } = counted(async (items) => {
      if (items.includes('bad')) throw new Error('refused by the database');
      return items;
    });
    const results = await Promise.allSettled([group.submit(['good']), group.submit(['bad']), group.submit(['fine'])]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('asks nothing for nothing', async () => {
    await expect(counted().group.submit([])).resolves.toEqual([]);
  });
});
