import type { Problem } from '../../../api/client';
import type { ProjectView } from '../projects-api';
import { DossierDraft, type Save } from './dossier-draft';

type Answer = Awaited<ReturnType<ConstructorParameters<typeof DossierDraft>[1]['save']>>;

const me = 'nadia';
const view = (version: number, fields: Partial<ProjectView> = {}): ProjectView =>
  ({
    code: 'P',
    version,
    title: 'Puits',
    narrative: { context: 'a' },
    history: [],
    ...fields,
  }) as unknown as ProjectView;
const amendedBy = (actor: string, version: number) =>
  [{ kind: 'AMENDMENT', actor, details: { version } }] as unknown as ProjectView['history'];
const refused = (status: number): Answer => ({ refused: { status, code: 'X' } as Problem });

/** A dossier as the service keeps it; its answers come when the test lets them. */
function desk(start: ProjectView) {
  const sent: Save[] = [];
  const answers: ((how?: 'lost' | 'cut') => void)[] = [];
  const done = new Map<string, ProjectView>();
  let stands = start;
  const decide = ({ edits, version, key }: Save): Answer => {
    const earlier = done.get(key);
    if (earlier) return { kept: earlier };
    if (version !== stands.version) return refused(412);
    if (edits.title === 'refusé') return refused(422);
    stands = { ...stands, ...edits, version: version + 1, history: amendedBy(me, version + 1) } as ProjectView;
    done.set(key, stands);
    return { kept: stands };
  };
  return {
    sent,
    now: () => stands,
    /** Somebody, or a move, changes it. */
    change: (fields: Partial<ProjectView>) => (stands = { ...stands, ...fields, version: stands.version + 1 }),
    /** Answers the oldest question: whole, lost on its way back, or cut off on its way there. */
    answer: async (how?: 'lost' | 'cut') => {
      const turns = async () => {
        for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      };
      await turns();
      answers.shift()?.(how);
      await turns();
    },
    draft: new DossierDraft(start, {
      read: () => Promise.resolve(stands),
      save: (save) =>
        new Promise((resolve, reject) => {
          sent.push(save);
          answers.push((how) => {
            if (how === 'cut') return reject(new TypeError('Failed to fetch'));
            const answer = decide(save);
            return how === 'lost' ? reject(new TypeError('Failed to fetch')) : resolve(answer);
          });
        }),
    }),
  };
}

describe('a dossier being written', () => {
  it('keeps what is written while a save is under way, and sends it next', async () => {
    const { draft, sent, answer, now } = desk(view(1));
    draft.edit({ title: 'Puits 1' });
    void draft.save();
    draft.edit({ title: 'Puits 2' });
    draft.edit({ beneficiary: 'Régie' });
    await answer();
    expect(draft.snapshot()).toMatchObject({
      edits: { title: 'Puits 2', beneficiary: 'Régie' },
      state: { kind: 'unsaved' },
    });
    void draft.save();
    await answer();
    expect(sent.map(({ version }) => version)).toEqual([1, 2]);
    expect(now()).toMatchObject({ title: 'Puits 2', beneficiary: 'Régie', version: 3 });
    expect(draft.snapshot()).toMatchObject({ edits: {}, state: { kind: 'saved' } });
  });

  it('never has two saves under way', async () => {
    const { draft, sent, answer } = desk(view(1));
    draft.edit({ title: 'a' });
    void draft.save();
    draft.edit({ title: 'b' });
    void draft.save();
    expect(sent).toHaveLength(1);
    await answer();
    expect(draft.snapshot().edits).toEqual({ title: 'b' });
  });

  it.each<[string, Partial<ProjectView>]>([
    ['a move', { state: 'SUBMITTED' }],
    ['another field', { beneficiary: 'Régie des eaux' }],
  ])('is written upon a version that %s made, without a word', async (_, change) => {
    const { draft, answer, now, change: happens } = desk(view(1));
    draft.edit({ title: 'Puits 1' });
    happens(change);
    void draft.save();
    await answer();
    await answer();
    expect(draft.snapshot()).toMatchObject({ edits: {}, state: { kind: 'saved' } });
    expect(now()).toMatchObject({ title: 'Puits 1', ...change, version: 3 });
  });

  it('asks when somebody else wrote in the same field, says who, and obeys', async () => {
    const { draft, answer, sent, now, change } = desk(view(1));
    draft.edit({ title: 'le mien' });
    change({ title: 'le leur', history: amendedBy('claire', 2) });
    void draft.save();
    await answer();
    expect(draft.snapshot().state).toEqual({ kind: 'conflict', by: ['claire'] });
    draft.edit({ title: 'le mien, encore' });
    void draft.save();
    expect(sent).toHaveLength(1);
    void draft.keepMine();
    await answer();
    await answer();
    expect(now().title).toBe('le mien, encore');
  });

  it('takes theirs when told so, and its inputs begin again', async () => {
    const { draft, answer, change } = desk(view(1));
    draft.edit({ title: 'le mien' });
    change({ title: 'le leur' });
    void draft.save();
    await answer();
    await draft.takeTheirs();
    expect(draft.snapshot()).toEqual({
      edits: {},
      state: { kind: 'clean' },
      taken: expect.objectContaining({ title: 2 }),
    });
    expect(draft.settled).toBe(true);
  });

  it.each(['lost', 'cut'] as const)('is kept once when an answer is %s', async (how) => {
    const { draft, sent, answer, now } = desk(view(1));
    draft.edit({ title: 'Puits 1' });
    void draft.save();
    await answer(how);
    expect(draft.snapshot().state.kind).toBe('unsaved');
    draft.edit({ title: 'Puits 2' });
    void draft.flush();
    await answer();
    await answer();
    expect(new Set(sent.map(({ key }) => key)).size).toBe(2);
    expect(now()).toMatchObject({ title: 'Puits 2', version: 3 });
    expect(draft.snapshot()).toMatchObject({ edits: {}, state: { kind: 'saved' } });
  });

  it('says why what is written is refused, and tries again once it is changed', async () => {
    const { draft, answer } = desk(view(1));
    draft.edit({ title: 'refusé' });
    void draft.save();
    await answer();
    expect(draft.snapshot().state).toMatchObject({ kind: 'refused', problem: { status: 422 } });
    draft.edit({ title: 'accepté' });
    void draft.save();
    await answer();
    expect(draft.snapshot().state.kind).toBe('saved');
  });

  it('does not speak of a refusal of what is no longer written', async () => {
    const { draft, answer } = desk(view(1));
    draft.edit({ title: 'refusé' });
    void draft.save();
    draft.edit({ title: 'accepté' });
    await answer();
    expect(draft.snapshot().state.kind).toBe('unsaved');
  });

  it('is whole before something else happens to the dossier', async () => {
    const { draft, answer, now } = desk(view(1));
    draft.edit({ title: 'a' });
    void draft.save();
    draft.edit({ title: 'b' });
    const whole = draft.flush();
    await answer();
    await answer();
    expect([await whole, now().title]).toEqual([true, 'b']);
    expect(await draft.flush()).toBe(true);
  });

  it('tells that it is not whole where it is refused', async () => {
    const { draft, answer } = desk(view(1));
    draft.edit({ title: 'refusé' });
    const whole = draft.flush();
    await answer();
    expect(await whole).toBe(false);
  });

  it('takes over what is newer while nothing is written here, and never what is older', () => {
    const { draft } = desk(view(3));
    draft.follow(view(2, { title: 'ancien' }));
    expect(draft.snapshot().taken).toEqual({});
    draft.follow(view(4, { state: 'SUBMITTED' }));
    expect(Object.keys(draft.snapshot().taken)).not.toContain('title');
    draft.follow(view(5, { title: 'le leur', state: 'SUBMITTED' }));
    expect(draft.snapshot().taken).toMatchObject({ title: 5 });
    draft.edit({ title: 'le mien' });
    draft.follow(view(6, { title: 'un autre', state: 'SUBMITTED' }));
    expect(draft.snapshot().taken).toMatchObject({ title: 5 });
  });
});
