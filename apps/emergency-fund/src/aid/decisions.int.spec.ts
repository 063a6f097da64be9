import type { TestService } from '@abonde/testing';
import { balances, journal, lastPosition, startEmergencyFund, unsound } from '../fund/journal.testing';
import { Others } from '../fund/others.testing';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

describe('decisions at the same instant', () => {
  let service: TestService;

  const secretariat = () => service.http('secretariat');
  const presidency = () => service.http({ roles: ['presidency'], acr: 'decide' });
  const decide = (id: string) => presidency().post(`/proposals/${id}/decision`, { outcome: 'GRANTED', version: 1 });

  /** A case with its proposal and both signatures; answers the proposal. */
  const signed = async (code: string, amount: string): Promise<string> => {
    const crisis = { city: code, country: 'HT', kind: 'EARTHQUAKE', occurredOn: '2026-02-01', needs: '…' };
    await secretariat().post('/cases', { code, ...crisis });
    const wanted = { amount: eur(amount), purpose: '…', beneficiary: code, sign: true };
    const { body } = await secretariat().post(`/cases/${code}/proposals`, wanted);
    const both = await service.http('committee-presidency').post(`/proposals/${body.id}/signatures`, { version: 1 });
    expect([both.status, both.body.missingSignatures]).toEqual([201, []]);
    return body.id as string;
  };

  /** More cases like `<name>-0`, each with its proposal and both signatures; answers the proposals. */
  const copies = async (name: string, proposal: string, count: number): Promise<string[]> => {
    const copied = async (table: string, change: string): Promise<void> => {
      await service.sql(
        `INSERT INTO ${table} SELECT (jsonb_populate_record(original, ${change})).*
           FROM ${table} original CROSS JOIN generate_series(1, ${count}) AS n
          WHERE ${table === 'aid_cases' ? `code = '${name}-0'` : `original.${table === 'proposals' ? 'id' : 'proposal'} = '${proposal}'`}`,
      );
    };
    const idOf = (thing: string) =>
      `overlay(overlay(md5('${thing}-' || n) placing '4' from 13) placing '8' from 17)::uuid`;
    await copied('aid_cases', `jsonb_build_object('id', ${idOf('case')}, 'code', '${name}-' || n)`);
    await copied('proposals', `jsonb_build_object('id', ${idOf('proposal')}, 'case_code', '${name}-' || n)`);
    for (const table of ['proposal_versions', 'proposal_signatures'])
      await copied(table, `jsonb_build_object('proposal', ${idOf('proposal')})`);
    const rows = await service.sql<{ id: string }>('SELECT id FROM proposals WHERE case_code LIKE $1 AND id <> $2', [
      `${name}-%`,
      proposal,
    ]);
    return rows.map(({ id }) => id);
  };

  beforeAll(async () => {
    service = await startEmergencyFund();
    await service.setDay('2026-02-20');
    const others = new Others(service);
    await others.opening('60000.00', '2026-01-01');
    await signed('DONATED', '1.00');
    await others.donation('DONATED', '20000.00', '2026-02-12');
  }, 60_000);

  afterAll(() => service?.stop());

  it('two for the last euro: one is granted, the other is told what is left', async () => {
    const [a, b] = [await signed('A', '40000.00'), await signed('B', '40000.00')];
    const answers = await Promise.all([decide(a), decide(b)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // The 20 000 donated to another case never count.
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({
      code: 'INSUFFICIENT_FUNDS',
      available: eur('20000.00'),
      requested: eur('40000.00'),
    });
    expect((await presidency().get('/availability')).body).toMatchObject({
      realised: eur('20000.00'),
      available: eur('20000.00'),
      committed: eur('40000.00'),
    });
  });

  it('two hundred for money that covers one: one is granted, and is not taken twice', async () => {
    const first = await signed('ALL-0', '15000.00');
    const proposals = [first, ...(await copies('ALL', first, 199))];
    const before = await lastPosition(service);
    const answers = await Promise.all(proposals.map(decide));
    const tally: Record<string, number> = {};
    for (const { status, body } of answers) {
      const answer = `${status} ${body.code ?? body.state}`;
      tally[answer] = (tally[answer] ?? 0) + 1;
    }
    expect(tally).toEqual({ '200 GRANTED': 1, '409 INSUFFICIENT_FUNDS': 199 });
    expect((await journal(service, before)).map(({ kind }) => kind)).toEqual(['aid-decided']);
    expect((await presidency().get('/availability')).body).toMatchObject({
      available: eur('5000.00'),
      committed: eur('55000.00'),
    });
    expect(
      await service.sql('SELECT count(*)::int AS payments FROM aid_payments WHERE amount_minor = 1500000'),
    ).toEqual([{ payments: 1 }]);
    const winner = answers.find(({ status }) => status === 200)!.body.id;
    const again = await Promise.all(Array.from({ length: 20 }, () => decide(winner)));
    expect(again.every(({ body }) => body.code === 'ALREADY_DECIDED')).toBe(true);
    expect((await balances(service))['fund:emergency']).toBe('-5000.00');
  }, 120_000);

  it('leave every transaction sound', async () => {
    expect(await unsound(service)).toEqual([]);
  });
});
