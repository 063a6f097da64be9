import { Problem } from '../../api/client';
import { type Draft, emptyDraft, missionOf } from './draft';
import { type Attempt, keepDraft, keptDraft, NEW_MISSION, sendOnce } from './kept-draft';

jest.mock('../../session/session', () => ({}));
jest.mock('../../api/client', () => {
  class Problem extends Error {}
  return { Problem };
});

const place = { owner: 'nadia', mission: 'M-1' };
const draft = (text: string): Draft => ({
  ...emptyDraft(),
  from: '2025-09-01',
  to: '2025-09-05',
  place: text,
  purpose: 'x',
});
const stale = new Problem(412, 'VERSION_MISMATCH', 'Changed by someone else');

/** A mission as the platform keeps it: refuses what was begun from another version, does a key once. */
class Server {
  readonly done = new Set<string>();
  constructor(
    public version: number,
    public saved = 'first',
  ) {}

  send = ({ key, body }: Attempt, base: number): Promise<string> => {
    if (!this.done.has(key)) this.write(body.place, base);
    this.done.add(key);
    return Promise.resolve(this.saved);
  };

  write(text: string, base: number): void {
    if (base !== this.version) throw stale;
    this.version += 1;
    this.saved = text;
  }

  sending(text: string, base: number, answers = true) {
    return {
      body: missionOf(draft(text)),
      base,
      send: async (attempt: Attempt, from: number) => {
        const answer = await this.send(attempt, from);
        if (answers) return answer;
        throw new TypeError('no answer');
      },
    };
  }
}

beforeEach(() => {
  const store = new Map<string, string>();
  globalThis.localStorage = {
    getItem: (name: string) => store.get(name) ?? null,
    setItem: (name: string, value: string) => void store.set(name, value),
    removeItem: (name: string) => void store.delete(name),
  } as unknown as Storage;
});

it('keeps the version a draft was begun from beside it, whatever is written after', () => {
  keepDraft(place, draft('a'), 3);
  keepDraft(place, draft('ab'), 3);
  expect(keptDraft(place)).toMatchObject({ base: 3, draft: { place: 'ab' } });
});

it('writes nothing over a colleague’s later save, and keeps the text for the choice', async () => {
  const server = new Server(4, 'of a colleague');
  keepDraft(place, draft('mine'), 3);
  await expect(sendOnce(place, draft('mine'), server.sending('mine', 3))).rejects.toBe(stale);
  expect(server.saved).toBe('of a colleague');
  expect(keptDraft(place)).toMatchObject({ base: 3, draft: { place: 'mine' } });
  expect(keptDraft(place)?.attempt).toBeUndefined();
});

it('sends once what had no answer, then what was changed since', async () => {
  const server = new Server(3);
  await expect(sendOnce(place, draft('mine'), server.sending('mine', 3, false))).rejects.toThrow('no answer');
  expect(await sendOnce(place, draft('mine, longer'), server.sending('mine, longer', 3))).toBe('mine, longer');
  expect(server.version).toBe(5);
});

it('does not write over who saved between a lost answer and the next try', async () => {
  const server = new Server(3);
  await expect(sendOnce(place, draft('mine'), server.sending('mine', 3, false))).rejects.toThrow('no answer');
  server.write('of a colleague', 4);
  await expect(sendOnce(place, draft('mine, longer'), server.sending('mine, longer', 3))).rejects.toBe(stale);
  expect(server.saved).toBe('of a colleague');
  expect(keptDraft(place)).toMatchObject({ base: 4, draft: { place: 'mine, longer' } });
  expect(keptDraft(place)?.attempt).toBeUndefined();
});

it('goes on from where it was when the second answer is lost too', async () => {
  const server = new Server(3);
  await expect(sendOnce(place, draft('a'), server.sending('a', 3, false))).rejects.toThrow('no answer');
  const half = server.sending('ab', 3);
  const first = half.send;
  let calls = 0;
  half.send = async (attempt, base) => {
    const answer = await first(attempt, base);
    calls += 1;
    if (calls === 2) throw new TypeError('no answer');
    return answer;
  };
  await expect(sendOnce(place, draft('ab'), half)).rejects.toThrow('no answer');
  keepDraft(place, draft('abc'), 3);
  expect(await sendOnce(place, draft('abc'), server.sending('abc', 3))).toBe('abc');
  expect(server.version).toBe(6);
});

it('changes a mission that an unanswered attempt entered, by its own call', async () => {
  const change = jest.fn().mockResolvedValue('changed');
  const fresh = { owner: 'nadia', mission: NEW_MISSION };
  const sending = {
    base: 0,
    change,
    send: jest.fn().mockRejectedValueOnce(new TypeError('no answer')).mockResolvedValue('M-9'),
  };
  await expect(sendOnce(fresh, draft('a'), { ...sending, body: missionOf(draft('a')) })).rejects.toThrow('no answer');
  expect(await sendOnce(fresh, draft('ab'), { ...sending, body: missionOf(draft('ab')) })).toBe('changed');
  expect(change).toHaveBeenCalledWith('M-9', 1);
  expect(new Set(sending.send.mock.calls.map(([{ key }]) => key)).size).toBe(1);
});
