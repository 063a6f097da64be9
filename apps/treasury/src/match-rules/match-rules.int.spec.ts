import type { TestService } from '@abonde/testing';
import { bankEntry, eur, startTreasury } from '../treasury.fixture';

const controller = { roles: ['finance-controller' as const], sub: 'controller-1', name: 'Paul Mercier' };
const terms = { phrase: 'Frais de tenue', direction: 'DEBIT', kind: 'classification', targetId: 'CHARGE' };

describe('learnt rules', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTreasury();
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const charge = (amount: string, label: string) =>
    bankEntry(service, { amount, bookingDate: '2026-02-10', remittance: [label] });
  const classify = (entryId: string, id: string) =>
    officer().post('/matches', { entryId, targets: [{ kind: 'classification', id }] });
  const auto = async () => (await officer().post('/matches/auto', {})).body as { matched: number; kinds: object };

  it('are proposed from what people did, tried on the past, agreed by two persons, then applied', async () => {
    await classify(await charge('-12.50', 'FRAIS DE TENUE DE COMPTE 01/2026'), 'CHARGE');
    await classify(await charge('-12.60', 'FRAIS DE TENUE DE COMPTE 02/2026'), 'CHARGE');
    await classify(await charge('-99.00', 'FRAIS DE TENUE COMITE'), 'OTHER');
    const open = await charge('-12.70', 'FRAIS DE TENUE DE COMPTE 03/2026');
    expect((await officer().get('/match-rules/proposals')).body.items[0]).toEqual({
      phrase: 'FRAIS DE TENUE',
      direction: 'DEBIT',
      kind: 'classification',
      targetId: 'CHARGE',
      times: 2,
    });
    expect((await officer().get(`/entries/${open}/rule-draft`)).body).toEqual({
      phrase: 'FRAIS DE TENUE',
      direction: 'DEBIT',
      account: 'BNP',
      kind: null,
      targetId: null,
    });
    const tried = await officer().post('/match-rules/test', terms);
    expect(tried.body).toMatchObject({ lines: 4, same: 2, different: 1, open: 1 });
    expect(tried.body.examples[0]).toMatchObject({
      outcome: 'DIFFERENT',
      explainedBy: 'classification OTHER',
      amount: eur('-99.00'),
    });
    const { status, body: rule } = await officer().post('/match-rules', {
      ...terms,
      phrase: 'FRAIS DE TENUE DE COMPTE',
      mode: 'AUTOMATIC',
    });
    expect(status).toBe(201);
    expect(await auto()).toMatchObject({ matched: 0 });
    const [first] = (await officer().get(`/entries/${open}/suggestions`)).body;
    expect(first).toMatchObject({ rule: rule.id, targets: [{ id: 'CHARGE' }] });
    expect(first.reasons).toContain('RULE');
    const own = { roles: ['finance-controller' as const], sub: 'test-finance-officer' };
    expect((await service.http(own).post(`/match-rules/${rule.id}/confirm`)).status).toBe(403);
    expect((await officer().post(`/match-rules/${rule.id}/confirm`)).status).toBe(403);
    expect((await service.http(controller).post(`/match-rules/${rule.id}/confirm`)).body).toMatchObject({
      confirmed: true,
      confirmedBy: 'Paul Mercier',
    });
    expect((await service.http(controller).post(`/match-rules/${rule.id}/confirm`)).body.code).toBe('RULE_CONFIRMED');
    expect(await auto()).toMatchObject({ matched: 1, kinds: { classification: 1 } });
    expect((await officer().get(`/entries/${open}`)).body.status).toBe('MATCHED');
    expect((await officer().get('/match-rules')).body.items).toMatchObject([{ id: rule.id, used: 1, place: 1 }]);
    expect((await officer().get('/match-rules/proposals')).body.items).not.toContainEqual(
      expect.objectContaining({ times: 2 }),
    );
  });

  it('leave to people what waits for them, what names an expected thing, and what two rules explain differently', async () => {
    await officer().post('/match-rules', { ...terms, phrase: 'COMMISSION', mode: 'AUTOMATIC' });
    const other = { ...terms, phrase: 'REFACTURATION', targetId: 'OTHER', mode: 'AUTOMATIC' };
    await officer().post('/match-rules', other);
    for (const { id, confirmed } of (await officer().get('/match-rules')).body.items)
      if (!confirmed) await service.http(controller).post(`/match-rules/${id}/confirm`);
    const held = await charge('-1.00', 'COMMISSION DE CHANGE');
    await officer().put(`/entries/${held}/hold`, { reason: 'à vérifier' });
    await charge('-2.00', 'COMMISSION REFACTURATION');
    expect(await auto()).toMatchObject({ matched: 0 });
    await officer().delete(`/entries/${held}/hold`);
    expect(await auto()).toMatchObject({ matched: 1 });
  });

  it('are ordered, switched off and amended with the version that was read', async () => {
    const { items } = (await officer().get('/match-rules')).body;
    const ids = items.map(({ id }: { id: string }) => id);
    expect((await officer().post('/match-rules/order', { ids: ids.slice(1) })).body.code).toBe('RULES_CHANGED');
    const reversed = [...ids].reverse();
    const ordered = (await officer().post('/match-rules/order', { ids: reversed })).body.items;
    expect(ordered.map(({ id }: { id: string }) => id)).toEqual(reversed);
    const [rule] = ordered;
    const { phrase, direction, kind, targetId, mode } = rule;
    const amended = { phrase, direction, kind, targetId, mode, enabled: false };
    const put = (body: object, version: number) =>
      officer().put(`/match-rules/${rule.id}`, body, { 'if-match': `"${version}"` });
    expect((await officer().put(`/match-rules/${rule.id}`, amended)).status).toBe(428);
    const off = await put(amended, rule.version);
    expect(off.body).toMatchObject({ enabled: false, confirmed: true, version: rule.version + 1 });
    expect((await put(amended, rule.version)).status).toBe(412);
    const widened = await put({ ...amended, phrase: 'AUTRE CHOSE' }, off.body.version);
    expect(widened.body).toMatchObject({ confirmed: false, confirmedBy: null });
  });

  it('are refused when they say nothing, name nothing known or exist', async () => {
    const post = (more: object) => officer().post('/match-rules', { ...terms, mode: 'SUGGEST', ...more });
    expect((await post({ phrase: 'à' })).body).toMatchObject({ code: 'RULE_PHRASE_TOO_SHORT', field: 'phrase' });
    expect((await post({ targetId: 'GIFT' })).body).toMatchObject({ code: 'UNKNOWN_TARGET', field: 'targetId' });
    expect((await post({ account: 'NONE' })).body).toMatchObject({ code: 'UNKNOWN_TARGET', field: 'account' });
    expect((await post({ kind: 'unapplied', targetId: 'NOBODY' })).body.code).toBe('UNKNOWN_TARGET');
    expect((await post({ phrase: 'commission' })).body.code).toBe('RULE_EXISTS');
    expect((await service.http('auditor').post('/match-rules', { ...terms, mode: 'SUGGEST' })).status).toBe(403);
  });
});
