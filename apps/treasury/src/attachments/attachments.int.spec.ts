import { randomUUID } from 'node:crypto';
import type { TestService } from '@abonde/testing';
import { bankEntry, startTreasury } from '../treasury.fixture';

const pdf = (text = '') => new Blob([`%PDF-1.4\n${text}%%EOF`], { type: 'application/pdf' });

describe('papers kept with bank entries', () => {
  let service: TestService;
  let entry: string;
  beforeAll(async () => {
    service = await startTreasury();
    entry = await bankEntry(service, { amount: '-12.50', bookingDate: '2026-01-20' });
  });
  afterAll(() => service.stop());

  const officer = () => service.http('finance-officer');
  const attach = (content: Blob, { to = entry, name = 'Facture de la banque.pdf', who = officer() } = {}) => {
    const form = new FormData();
    form.append('file', content, name);
    return who.post(`/entries/${to}/attachments`, form);
  };
  const listed = async () => (await officer().get(`/entries/${entry}/attachments`)).body.items as { id: string }[];

  it('are read back as they were given, once each, by whoever may read the line', async () => {
    const { status, body } = await attach(pdf());
    expect(status).toBe(201);
    expect(body).toMatchObject({ entry, name: 'Facture de la banque.pdf', contentType: 'application/pdf', size: 14 });
    expect((await attach(pdf(), { name: 'encore.pdf' })).body.id).toBe(body.id);
    expect(await listed()).toEqual([body]);
    const content = await service.http('auditor').get(`/entries/${entry}/attachments/${body.id}`);
    expect(content.headers.get('content-disposition')).toContain('Facture%20de%20la%20banque.pdf');
    expect(String(content.body)).toContain('%PDF-1.4');
    expect((await service.http('donor').get(`/entries/${entry}/attachments/${body.id}`)).status).toBe(403);
    const [statement] = await service.sql<{ id: string }>('SELECT statement_id AS id FROM bank_entries');
    const lines = (await officer().get(`/statements/${statement?.id}/lines`)).body.items;
    expect(lines).toMatchObject([{ id: entry, attachments: 1 }]);
  });

  it('are refused when they are nothing, run, or aren’t what they say; nothing is kept', async () => {
    const before = await listed();
    const code = async (content: Blob, more = {}) => (await attach(content, more)).body.code as string;
    expect(await code(new Blob([], { type: 'application/pdf' }))).toBe('DOCUMENT_EMPTY');
    expect(await code(new Blob(['<script>'], { type: 'text/html' }))).toBe('DOCUMENT_TYPE_NOT_ACCEPTED');
    expect(await code(new Blob(['MZ'], { type: 'application/pdf' }))).toBe('CONTENT_TYPE_MISMATCH');
    expect(await code(pdf(), { to: randomUUID() })).toBe('NOT_FOUND');
    expect((await attach(pdf(), { who: service.http('auditor') })).status).toBe(403);
    expect((await officer().post(`/entries/${entry}/attachments`, {})).body.code).toBe('FILE_MISSING');
    expect(await listed()).toEqual(before);
  });

  it('are withdrawn until the month is closed, and stay with it then', async () => {
    const { id } = (await attach(pdf('autre'))).body;
    expect((await officer().delete(`/entries/${entry}/attachments/${id}`)).status).toBe(204);
    expect((await officer().get(`/entries/${entry}/attachments/${id}`)).status).toBe(404);
    const [kept] = await listed();
    await officer().post('/matches', { entryId: entry, targets: [{ kind: 'classification', id: 'CHARGE' }] });
    await bankEntry(service, { amount: '-1.00', bookingDate: '2026-02-01' });
    const closed = await service.http('finance-controller').post('/accounts/BNP/periods/2026-01/close', {});
    expect(closed.status).toBe(200);
    expect((await officer().delete(`/entries/${entry}/attachments/${kept?.id}`)).body).toMatchObject({
      ...{ status: 409, code: 'PERIOD_CLOSED', account: 'BNP', month: '2026-01' },
    });
    expect((await attach(pdf('après'))).status).toBe(201);
  });
});
