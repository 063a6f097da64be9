import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Body, type Client, startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../app.module';
import { journal, lastPosition, unsound } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';
import { MailServer } from '../notifications/mail-server.testing';
import { MailsService } from '../notifications/mails.service';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const PUBLIC_URL = 'https://abonde.example';
const flood = { city: 'Port-de-Paix', country: 'HT', kind: 'FLOOD', occurredOn: '2026-02-10', needs: 'Eau, abris' };
const person = (name: string, roles: string[], more: object = {}) => ({
  name,
  roles,
  email: `${name}@exemple.test`,
  ...more,
});

describe('the life of an aid', () => {
  const mails = new MailServer();
  let service: TestService;
  let others: Others;

  const as = (role: Parameters<TestService['http']>[0]): Client => service.http(role);
  const presidency = () => as({ roles: ['presidency'], acr: 'decide' });
  const administrator = () => as('administrator');
  const get = async (path: string, who: Client = as('auditor')): Promise<Body> => (await who.get(path)).body;
  const inboxOf = async (who: Client): Promise<string[]> =>
    (await get('/inbox', who)).items.map(({ kind, city }: Body) => `${kind} ${city}`);

  const upload = (
    code: string,
    name: string,
    type: string,
    content: string,
    kind = 'OTHER',
    who = as('secretariat'),
  ) => {
    const form = new FormData();
    form.append('kind', kind);
    form.append('file', new Blob([content], { type }), name);
    return who.post(`/cases/${code}/documents`, form);
  };

  const opened = async (city: string, more: object = {}): Promise<Body> => {
    const { status, body } = await as('committee-presidency').post('/cases', { ...flood, city, ...more });
    expect(status).toBe(201);
    return body;
  };
  const signed = async (code: string, amount: string): Promise<Body> => {
    const wanted = { amount: eur(amount), purpose: 'Premiers secours', beneficiary: 'B', sign: true };
    const { body } = await as('committee-presidency').post(`/cases/${code}/proposals`, wanted);
    const { status, body: both } = await as('secretariat').post(`/proposals/${body.id}/signatures`, { version: 1 });
    expect([status, both.missingSignatures]).toEqual([201, []]);
    return both;
  };
  const decide = (id: string, body: object, who = presidency()) => who.post(`/proposals/${id}/decision`, body);

  beforeAll(async () => {
    const environment = { SMTP_URL: await mails.listen(), PUBLIC_URL };
    service = await startTestService({ service: 'emergency-fund', module: AppModule, environment });
    others = new Others(service);
    await service.setDay('2026-02-20');
    await others.opening('100000.00', '2026-01-01');
    const people: [string, object][] = [
      ['test-presidency', person('presidente', ['presidency'])],
      ['test-committee-presidency', person('commission', ['committee-presidency'])],
      ['test-secretariat', person('secretariat', ['secretariat'], { language: 'en' })],
      ['vice', person('vice', ['committee-presidency'])],
      ['adjoint', person('adjoint', ['bureau-secretary'], { email: null })],
      ['parti', person('parti', ['presidency'], { active: false })],
    ];
    for (const [id, body] of people) expect((await administrator().put(`/people/${id}`, body)).status).toBe(200);
  }, 60_000);

  afterAll(async () => {
    await service?.stop();
    await mails.close();
  });

  it('is opened by the Presidency, which calls for both proposals in the same act', async () => {
    const { status, body } = await presidency().post('/cases', {
      ...flood,
      glide: 'FL-2026-000021-HTI',
      contacts: [
        { name: 'Jean Exemple', position: 'Directeur', phone: '+509 28 00 00 00', email: 'jean@exemple.test' },
      ],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ code: 'HT-PORT-DE-PAIX-2026', calledOn: '2026-02-20', glide: 'FL-2026-000021-HTI' });
    expect(body.contacts).toMatchObject([{ name: 'Jean Exemple' }]);
    const events = JSON.stringify(await service.published());
    for (const personal of ['Jean Exemple', '509', 'exemple.test']) expect(events).not.toContain(personal);
    expect(await service.published('abonde.emergency-fund.proposals-called.v1')).toHaveLength(1);
    expect((await presidency().post(`/cases/${body.code}/call`, {})).body.code).toBe('ALREADY_CALLED');
    expect(await inboxOf(as('secretariat'))).toEqual(['PROPOSALS_CALLED Port-de-Paix']);
    expect(await inboxOf(as('presidency'))).toEqual([]);
    await service.eventually(() => expect(mails.received).toHaveLength(3));
  });

  it.each([
    [{ glide: 'FL-26-1' }, 'INVALID_GLIDE', 'glide'],
    [{ glide: 'EQ-2026-000021-HTI' }, 'INVALID_GLIDE', 'glide'],
    [{ kind: 'METEOR' }, 'VALIDATION_FAILED', undefined],
    [{ contacts: [{ name: '', phone: 'x' }] }, 'VALIDATION_FAILED', undefined],
    [{ occurredOn: '2026-02-21' }, 'DATE_OUT_OF_ORDER', undefined],
  ])('refuses a case with %p: %s', async (fault, code, field) => {
    const { status, body } = await as('secretariat').post('/cases', { ...flood, ...fault });
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
    expect([body.code, body.field]).toEqual([code, field]);
  });

  it('tells people by mail, once each, in their language, with nothing confidential', async () => {
    expect(mails.told.sort()).toEqual([
      'commission@exemple.test Fonds d’urgence : votre proposition est demandée pour un dossier d’urgence',
      'secretariat@exemple.test Emergency fund: your proposal is asked for an emergency case',
      'vice@exemple.test Fonds d’urgence : votre proposition est demandée pour un dossier d’urgence',
    ]);
    const { id } = await get('/cases/HT-PORT-DE-PAIX-2026');
    for (const mail of mails.received) {
      expect(mail.text).toContain(`${PUBLIC_URL}/urgence/dossiers/${id}`);
      expect(`${mail.subject} ${mail.text}`).not.toMatch(/port.de.paix|haïti|eau|€/i);
    }
  });

  it('keeps documents of the right kind only', async () => {
    const code = 'HT-PORT-DE-PAIX-2026';
    expect((await upload(code, 'evaluation.pdf', 'application/pdf', '%PDF-1.7', 'ASSESSMENT')).body).toMatchObject({
      kind: 'ASSESSMENT',
      name: 'evaluation.pdf',
      size: 8,
    });
    const refused = async (...file: [string, string, string, string?]): Promise<unknown> =>
      (await upload(code, ...file)).body.code;
    expect(await refused('a.html', 'text/html', '<html>')).toBe('DOCUMENT_TYPE_NOT_ACCEPTED');
    expect(await refused('a.pdf', 'application/pdf', '<html>')).toBe('CONTENT_TYPE_MISMATCH');
    expect(await refused('a.pdf', 'application/pdf', '%PDF-1.7', 'VIRUS')).toBe('UNKNOWN_DOCUMENT_KIND');
    expect((await upload(code, 'a.pdf', 'application/pdf', '%PDF-1.7', 'OTHER', as('finance-officer'))).status).toBe(
      403,
    );
    const { documents } = await get(`/cases/${code}`);
    expect(documents).toHaveLength(1);
    const content = await as('presidency').get(documents[0].content.replace('/api/emergency-fund', ''));
    expect(content.status).toBe(200);
  });

  it('opens an appeal whose donations count for its case alone', async () => {
    const code = 'HT-PORT-DE-PAIX-2026';
    const appeal = { text: 'Aidez Port-de-Paix', target: eur('30000.00') };
    expect((await as('secretariat').post(`/cases/${code}/appeal`, appeal)).body.appeal).toEqual({
      ...appeal,
      openedOn: '2026-02-20',
      closedOn: null,
    });
    expect((await as('secretariat').post(`/cases/${code}/appeal`, appeal)).body.code).toBe('APPEAL_OPEN');
    await others.donation(code, '5000.00', '2026-02-20');
    expect((await get(`/cases/${code}`)).donations).toMatchObject(eur('5000.00'));
    expect((await as('secretariat').post(`/cases/${code}/appeal/close`, {})).body.appeal.closedOn).toBe('2026-02-20');
    expect((await as('secretariat').post(`/cases/${code}/appeal/close`, {})).body.code).toBe('APPEAL_NOT_OPEN');
  });

  it('is proposed in versions, each kept with its signatures, and signed by two', async () => {
    const code = 'HT-PORT-DE-PAIX-2026';
    const wanted = { amount: eur('9000.00'), purpose: 'Eau', beneficiary: 'B', sign: true };
    const { body: first } = await as('committee-presidency').post(`/cases/${code}/proposals`, wanted);
    expect(first.missingSignatures).toEqual(['SECRETARIAT']);
    expect(await inboxOf(as('committee-presidency'))).toEqual([]);
    expect(await inboxOf(as('secretariat'))).toEqual(['SIGNATURE_ASKED Port-de-Paix', 'PROPOSALS_CALLED Port-de-Paix']);
    await as('secretariat').post(`/cases/${code}/proposals`, {
      ...wanted,
      amount: eur('12000.00'),
      purpose: 'Eau, abris',
    });
    const sheet = await get(`/proposals/${first.id}`, presidency());
    expect(sheet).toMatchObject({ version: 2, missingSignatures: ['COMMITTEE_PRESIDENCY'] });
    expect(sheet.about.versions).toMatchObject([
      {
        version: 2,
        amount: eur('12000.00'),
        by: 'test-secretariat',
        signatures: [{ role: 'SECRETARIAT', version: 2 }],
      },
      { version: 1, amount: eur('9000.00'), signatures: [{ role: 'COMMITTEE_PRESIDENCY', version: 1 }] },
    ]);
  });

  describe('while the Presidency is away', () => {
    const grant = {
      office: 'PRESIDENCY',
      delegator: 'test-presidency',
      delegate: 'vice',
      from: '2026-02-20',
      to: '2026-03-01',
      reason: 'Mission',
    };
    const vice = () => as({ roles: ['committee-presidency'], sub: 'vice', name: 'Vice', acr: 'decide' });
    let delegation: Body;
    let proposal: Body;

    it.each([
      [{ delegate: 'test-secretariat' }, 422, 'RANK_UNSUITABLE', 'delegate'],
      [{ delegate: 'test-presidency' }, 422, 'SAME_PERSON', 'delegate'],
      [{ delegator: 'vice', delegate: 'test-committee-presidency' }, 422, 'OFFICE_NOT_HELD', 'delegator'],
      [{ from: '2026-03-01', to: '2026-02-25' }, 422, 'INVALID_PERIOD', 'to'],
      [{ from: '2026-01-01', to: '2026-02-01' }, 422, 'INVALID_PERIOD', 'to'],
      [{ delegate: 'nobody' }, 404, 'NOT_FOUND', undefined],
      [{ delegator: 'parti' }, 404, 'NOT_FOUND', undefined],
    ])('%p is no delegation: %s %s', async (fault, status, code, field) => {
      const answer = await administrator().post('/delegations', { ...grant, ...fault });
      expect([answer.status, answer.body.code, answer.body.field]).toEqual([status, code, field]);
    });

    it('another decides on its days, and the act says in whose stead', async () => {
      await opened('Jacmel', { code: 'JACMEL' });
      proposal = await signed('JACMEL', '4000.00');
      expect((await decide(proposal.id, { outcome: 'GRANTED' }, vice())).status).toBe(403);
      expect((await as('presidency').post('/delegations', grant)).status).toBe(403);
      const answer = await administrator().post('/delegations', grant);
      expect(answer).toMatchObject({ status: 201, body: { holds: true, delegateName: 'vice' } });
      delegation = answer.body;
      expect(await get(`/proposals/${proposal.id}`, vice())).toMatchObject({
        mayDecide: true,
        decidesFor: 'presidente',
      });
      expect(await inboxOf(vice())).toContain('DECISION_ASKED Jacmel');
      const before = { outcome: 'GRANTED', effectiveDate: '2026-02-19' };
      expect((await decide(proposal.id, before, vice())).status).toBe(403);
      expect((await decide(proposal.id, { outcome: 'GRANTED', version: 7 }, vice())).body.code).toBe(
        'PROPOSAL_CHANGED',
      );
      const { body } = await decide(proposal.id, { outcome: 'GRANTED', amount: eur('3000.00'), version: 1 }, vice());
      expect(body.decision).toMatchObject({
        number: 'FU-2026-001',
        inPart: true,
        by: 'Vice',
        onBehalfOf: 'presidente',
      });
      expect(body.told).toEqual(['committee-presidency', 'finance-controller', 'finance-officer', 'secretariat']);
    });

    it('nobody decides what they signed, nor what the one they stand in for signed', async () => {
      await opened('Les Cayes', { code: 'CAYES' });
      const wanted = { amount: eur('100.00'), purpose: 'Eau', beneficiary: 'B', sign: true };
      const { body } = await vice().post('/cases/CAYES/proposals', wanted);
      await as('secretariat').post(`/proposals/${body.id}/signatures`, { version: 1 });
      expect((await get(`/proposals/${body.id}`, vice())).mayDecide).toBe(false);
      expect((await decide(body.id, { outcome: 'GRANTED' }, vice())).body.code).toBe('FORBIDDEN');
      const both = as({ roles: ['presidency', 'secretariat'], sub: 'test-secretariat', acr: 'decide' });
      expect((await decide(body.id, { outcome: 'GRANTED' }, both)).body.code).toBe('FORBIDDEN');
      // A new version doesn't wash the signer's hands.
      await as('secretariat').post('/cases/CAYES/proposals', { ...wanted, amount: eur('90.00') });
      await as('committee-presidency').post(`/proposals/${body.id}/signatures`, { version: 2 });
      expect((await decide(body.id, { outcome: 'GRANTED' }, vice())).body.code).toBe('FORBIDDEN');
      expect((await decide(body.id, { outcome: 'RETURNED' })).body).toMatchObject({
        code: 'REASON_MISSING',
        field: 'reason',
      });
      expect((await decide(body.id, { outcome: 'RETURNED', reason: 'Préciser' })).body.decision.letters).toBeNull();
      expect(await inboxOf(as('secretariat'))).toContain('PROPOSAL_RETURNED Les Cayes');
    });

    it('the secretariat’s signature may be given by delegation too, and no longer once it is ended', async () => {
      const stead = { ...grant, office: 'SECRETARIAT', delegator: 'test-secretariat', delegate: 'adjoint' };
      const adjoint = () => as({ roles: ['bureau-secretary'], sub: 'adjoint', name: 'Adjoint' });
      await opened('Hinche', { code: 'HINCHE' });
      const wanted = { amount: eur('100.00'), purpose: 'Eau', beneficiary: 'B', sign: true };
      expect((await adjoint().post('/cases/HINCHE/proposals', wanted)).status).toBe(403);
      const { body: ended } = await administrator().post('/delegations', stead);
      const { body } = await as('committee-presidency').post('/cases/HINCHE/proposals', wanted);
      const { body: both } = await adjoint().post(`/proposals/${body.id}/signatures`, { version: 1 });
      expect(both.signatures[1]).toMatchObject({ role: 'SECRETARIAT', by: 'Adjoint', onBehalfOf: 'secretariat' });
      expect((await administrator().post(`/delegations/${ended.id}/end`)).body).toMatchObject({ holds: false });
      expect((await administrator().post(`/delegations/${ended.id}/end`)).body.code).toBe('DELEGATION_ENDED');
      expect((await adjoint().post('/cases/HINCHE/proposals', wanted)).status).toBe(403);
      expect((await decide(both.id, { outcome: 'REFUSED', reason: 'Hors du champ' })).body.state).toBe('REFUSED');
      await administrator().post(`/delegations/${delegation.id}/end`);
    });
  });

  it('notifies an award and a refusal by letters that never change', async () => {
    const read = async (number: string, lang: string) => {
      const { status, headers, body } = await as('auditor').get(`/decisions/${number}/letter?lang=${lang}`);
      return { status, type: headers.get('content-type'), body };
    };
    const first = await read('FU-2026-001', 'fr');
    expect(first).toMatchObject({ status: 200, type: 'application/pdf', body: expect.stringMatching(/^%PDF-1\.7/) });
    expect(await read('FU-2026-001', 'fr')).toEqual(first);
    expect((await read('FU-2026-001', 'en')).status).toBe(200);
    expect((await read('FU-2026-002', 'fr')).status).toBe(404);
    expect((await read('FU-2026-003', 'fr')).status).toBe(200);
    expect(await service.sql('SELECT decision, language FROM aid_letters ORDER BY 1, 2')).toHaveLength(3);
  });

  it('is paid, reminded of, reported with its document; what was not spent comes back; then it closes', async () => {
    const { proposals } = await get('/cases/JACMEL');
    const [{ paymentRequest }] = proposals[0].payments;
    const close = () => as('secretariat').post('/cases/JACMEL/close', { note: 'Fin' });
    expect((await close()).body.code).toBe('CASE_NOT_SETTLED');
    await others.payment('settled', paymentRequest, '3000.00', '2026-02-20');
    expect((await close()).body.code).toBe('CASE_NOT_SETTLED');
    expect(await inboxOf(as('presidency'))).toContain('AID_PAID Jacmel');
    const report = async (body: object) => (await as('secretariat').post('/cases/JACMEL/report', body)).body;
    expect((await report({ document: randomUUID() })).code).toBe('DOCUMENT_NOT_OF_CASE');
    const { document } = (await upload('JACMEL', 'cr.pdf', 'application/pdf', '%PDF-1.7', 'REPORT')).body;
    expect(await report({ document, spent: eur('3000.01') })).toMatchObject({
      code: 'SPENT_ABOVE_PAID',
      field: 'spent',
    });
    await service.setDay('2026-07-25');
    expect(await inboxOf(as('secretariat'))).toContain('REPORT_DUE Jacmel');
    await service.setDay('2026-08-21');
    expect((await inboxOf(as('presidency'))).filter((line) => line.startsWith('REPORT'))).toEqual([
      'REPORT_OVERDUE Jacmel',
    ]);
    const reported = await report({ document, spent: eur('2500.00'), effectiveDate: '2026-08-20' });
    expect(reported).toMatchObject({
      stage: 'REPORTED',
      report: { spent: eur('2500.00'), unspent: eur('500.00'), returned: eur('0.00') },
    });
    expect((await close()).body.code).toBe('CASE_NOT_SETTLED');
    const [expected] = await service.published('abonde.emergency-fund.recovery-expected.v1');
    expect(expected!.data).toMatchObject({ case: 'JACMEL', amount: eur('500.00'), dueOn: '2026-10-20' });
    const before = await lastPosition(service);
    const back = { recovery: expected!.data.recovery, entry: randomUUID(), match: randomUUID(), eur: eur('500.00') };
    const event = { key: back.recovery, data: back, valueDate: '2026-08-21', transfer: randomUUID() };
    await others.tell('abonde.treasury.recovery-received.v1', event);
    await others.tell('abonde.treasury.recovery-received.v1', event);
    expect((await journal(service, before)).map(({ postings }) => postings)).toEqual([
      ['aid-expense:JACMEL -500.00', 'clearing:treasury +500.00', 'fund:emergency -500.00', 'fund:money +500.00'],
    ]);
    expect((await close()).body).toMatchObject({
      stage: 'CLOSED',
      closingNote: 'Fin',
      report: { returned: eur('500.00') },
    });
  });

  it('tells its clock, its history and its humanitarian flows', async () => {
    const { spans } = await get('/aid-clock');
    expect(spans.find(({ from, to }: Body) => from === 'paid' && to === 'reported')).toMatchObject({
      cases: 1,
      median: 181,
      longest: 181,
    });
    const history = await get('/history?months=12');
    expect(history.points).toEqual([
      { on: '2025-08-21', available: eur('0.00') },
      { on: '2026-01-01', available: eur('100000.00') },
      { on: '2026-02-20', available: eur('97000.00') },
      { on: '2026-08-21', available: eur('97500.00') },
    ]);
    expect(history.aids).toMatchObject([{ on: '2026-02-20', case: 'JACMEL', city: 'Jacmel', amount: eur('3000.00') }]);
    expect(await get('/exports/humanitarian')).toMatchObject([
      {
        flow: 'FU-2026-001-C',
        amount: '3000.00',
        currency: 'EUR',
        status: 'COMMITMENT',
        scopeVocabulary: '99',
        sector: '72010',
      },
      { flow: 'FU-2026-001-P', amount: '3000.00', status: 'PAID', statusDate: '2026-02-20' },
    ]);
    const { headers, body } = await as('auditor').get('/exports/humanitarian?format=csv');
    expect([headers.get('content-type'), body.split('\n').length]).toEqual(['text/csv; charset=utf-8', 4]);
    expect(await get('/earnings')).toMatchObject({ fund: { lines: [] }, elsewhere: { lines: [] } });
    expect(history.credited).toEqual([]);
  });

  it('never loses a mail: refused, it is tried again and goes once, whoever sends', async () => {
    await service.eventually(async () => expect((await get('/mails', administrator())).waiting).toBe(0));
    const before = mails.received.length;
    mails.refusing = true;
    await opened('Gonaïves', { code: 'GONAIVES' });
    await service.eventually(async () => {
      const { items } = await get('/mails', administrator());
      expect(items[0]).toMatchObject({ sentAt: null, lastError: expect.stringContaining('451') });
    });
    mails.refusing = false;
    await service.sql('UPDATE mails SET next_attempt_at = now() WHERE sent_at IS NULL');
    const sender = service.app.get(MailsService);
    await Promise.all([sender.look(), sender.look(), sender.look()]);
    await service.eventually(async () => expect((await get('/mails', administrator())).waiting).toBe(0));
    await pause(1_500);
    // The Presidency, the secretariat and the deputy; not the one who opened it.
    expect(mails.told.slice(before)).toHaveLength(3);
    const ids = mails.received.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await as('auditor').get('/mails')).status).toBe(403);
  });

  it('shows as unread what has not been read, and forgets news once they are', async () => {
    const { unread, items } = await get('/inbox', as('secretariat'));
    expect(unread).toBeGreaterThan(0);
    const news = items.find(({ asks }: Body) => !asks);
    const { body } = await as('secretariat').post(`/inbox/${news.id}/read`);
    expect([body.unread, body.items.some(({ id }: Body) => id === news.id)]).toEqual([unread - 1, false]);
    expect((await as('finance-officer').post(`/inbox/${news.id}/read`)).status).toBe(404);
    const { body: all } = await as('secretariat').post('/inbox/read');
    expect([all.unread, all.items.every(({ asks }: Body) => asks)]).toEqual([0, true]);
  });

  it('leaves every transaction sound', async () => {
    expect(await unsound(service)).toEqual([]);
  });
});
