import { randomUUID } from 'node:crypto';
import { type Body, startTestService, type TestService } from '@abonde/testing';
import { AppModule } from '../app.module';
import { Others } from '../fund/others.testing';
import { MailServer } from './mail-server.testing';

describe('reports promised to donors', () => {
  const mails = new MailServer();
  const [id, interim, final] = [randomUUID(), randomUUID(), randomUUID()];
  let service: TestService;
  let others: Others;

  type State = 'DUE' | 'SENT' | 'ACCEPTED';
  const tell = (interimState: State, finalState: State = 'DUE') =>
    others.tell('abonde.contributions.reports-changed.v1', {
      key: 'BMGF-ISSV-2',
      data: {
        agreement: 'BMGF-ISSV-2',
        id,
        donor: 'BMGF',
        reports: [
          { report: interim, kind: 'INTERIM', dueOn: '2026-01-31', state: interimState },
          { report: final, kind: 'FINAL', dueOn: '2026-06-30', state: finalState },
        ],
      },
    });
  const inboxOf = async (role: 'finance-officer' | 'project-officer' | 'presidency'): Promise<string[]> =>
    (await service.http(role).get('/inbox')).body.items.map(
      ({ kind, agreement, link, asks }: Body) => `${kind} ${agreement} ${link} ${asks}`,
    );
  const overdue = `DONOR_REPORT_OVERDUE BMGF-ISSV-2 /contributions/${id} true`;
  const soon = `DONOR_REPORT_DUE BMGF-ISSV-2 /contributions/${id} true`;

  beforeAll(async () => {
    service = await startTestService({
      service: 'emergency-fund',
      module: AppModule,
      environment: { SMTP_URL: await mails.listen() },
    });
    others = new Others(service);
    await service.setDay('2026-02-20');
    const officer = { name: 'Finances', email: 'finances@exemple.test', roles: ['finance-officer'] };
    expect((await service.http('administrator').put('/people/test-finance-officer', officer)).status).toBe(200);
  }, 60_000);

  afterAll(async () => {
    await service?.stop();
    await mails.close();
  });

  it('are asked of whoever writes them once they are late, of nobody else, and by mail too', async () => {
    await tell('DUE');
    await tell('DUE');
    expect(await inboxOf('finance-officer')).toEqual([overdue]);
    expect(await inboxOf('project-officer')).toEqual([overdue]);
    expect(await inboxOf('presidency')).toEqual([]);
    await service.eventually(() =>
      expect(mails.told).toEqual([
        'finances@exemple.test Conventions : un rapport promis à un bailleur n’est pas parti à sa date',
      ]),
    );
    expect(mails.received[0]?.text).not.toMatch(/BMGF/);
  });

  it('stay there, read or not, until they are sent, and come back when the donor asks for another', async () => {
    expect((await service.http('finance-officer').post('/inbox/read', {})).body).toMatchObject({
      waiting: 1,
      unread: 0,
    });
    await tell('SENT');
    expect(await inboxOf('finance-officer')).toEqual([]);
    await tell('DUE');
    expect(await inboxOf('finance-officer')).toEqual([overdue]);
    await tell('ACCEPTED');
    expect(await inboxOf('finance-officer')).toEqual([]);
  });

  it('are asked thirty days ahead, then once more when the day has passed', async () => {
    await service.setDay('2026-05-30');
    expect(await inboxOf('project-officer')).toEqual([]);
    await service.setDay('2026-05-31');
    expect(await inboxOf('project-officer')).toEqual([soon]);
    await service.setDay('2026-07-01');
    expect(await inboxOf('project-officer')).toEqual([overdue]);
  });
});
