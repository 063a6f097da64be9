import { firstOf, Unavailable, within } from './attempt';

const candidate = (name: string, start: () => Promise<string>) => ({ name, start });
const absent = (why: string) => (): Promise<string> => Promise.reject(new Unavailable(why));

describe('the choice of a backing service', () => {
  it('takes the first that starts and says why the ones before were not used', async () => {
    const said: string[] = [];
    const started = await firstOf(
      [candidate('Container', absent('no Docker engine answers')), candidate('Local', () => Promise.resolve('local'))],
      (sentence) => said.push(sentence),
    );
    expect(started).toBe('local');
    expect(said).toEqual(['Container: not used, no Docker engine answers.']);
  });

  it('fails with the reason of the last one', async () => {
    const all = [candidate('Container', absent('no Docker')), candidate('Local', absent('no Java'))];
    await expect(firstOf(all, () => undefined)).rejects.toThrow('no Java');
  });

  it('gives up what takes too long', async () => {
    await expect(within(0.01, 'The container', new Promise(() => undefined))).rejects.toThrow(
      'The container took more than 0.01 s',
    );
  });
});
