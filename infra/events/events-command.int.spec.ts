import { randomUUID } from 'node:crypto';
import type { CloudEvent, EventData } from '@abonde/contracts';
import { InvalidMessage, type MessageContext, MessagingModule } from '@abonde/messaging';
import { PlatformModule } from '@abonde/platform';
import { eventually, startTestService, startTokenIssuer, type TestService, type TokenIssuer } from '@abonde/testing';
import { Controller, Module } from '@nestjs/common';
import { Ctx, EventPattern, Payload } from '@nestjs/microservices';
import { Administrator } from './administrator';
import { runEvents } from './events-command';

const UNDO = 'abonde.treasury.match-undo-requested.v1';
let refuses = true;
const handled: string[] = [];

@Controller()
class UndoConsumer {
  @EventPattern(UNDO)
  on(@Payload() { data }: CloudEvent<typeof UNDO>, @Ctx() _: MessageContext): void {
    if (refuses && data.reason !== 'good') throw new InvalidMessage('Not now.');
    handled.push(data.reason);
  }
}

@Module({
  imports: [
    PlatformModule.forRoot({ service: 'contributions' }),
    MessagingModule.forRoot({ service: 'contributions' }),
  ],
  controllers: [UndoConsumer],
})
class UndoModule {}

describe('npm run events', () => {
  let service: TestService;
  let issuer: TokenIssuer;
  let administrator: Administrator;
  const run = (...args: string[]): Promise<string[]> => runEvents(args, administrator);
  const die = async (reason: string): Promise<string> => {
    const data: EventData<typeof UNDO> = { match: randomUUID(), targetKind: 'instalment', reason };
    await service.handled(await service.publish(UNDO, { key: randomUUID(), data }));
    const rows = await service.sql<{ id: string }>('SELECT id FROM dead_letter ORDER BY died_at DESC LIMIT 1');
    return rows[0]?.id ?? '';
  };

  beforeAll(async () => {
    issuer = await startTokenIssuer();
    service = await startTestService({
      service: 'contributions',
      module: UndoModule,
      environment: { OIDC_ISSUER: issuer.issuer, OIDC_JWKS_URL: issuer.jwksUrl },
    });
    administrator = new Administrator(service.origin, () => issuer.token('administrator'));
  });
  afterAll(async () => {
    await service.stop();
    await issuer.close();
  });
  beforeEach(() => {
    refuses = true;
    handled.length = 0;
  });

  it('lists a dead letter, shows it, puts it back in vain, then after the fix', async () => {
    const id = await die('bad');
    const [line] = await run('dead-letters', '--service', 'contributions');
    expect(line).toContain(id);
    expect(line).toMatch(/contributions {2}abonde.treasury\/\d@\d+ {2}abonde.treasury.match-undo-requested.v1/);
    expect(line).toContain('INVALID_MESSAGE: Not now.  (0 parked behind it)');
    await expect(run('put-back', id)).rejects.toThrow('INVALID_MESSAGE: it failed again: Not now.');
    refuses = false;
    expect(await run('put-back', id)).toEqual([`${id} is handled, and what was parked behind it.`]);
    expect(handled).toEqual(['bad']);
    const shown = await run('dead-letter', id);
    expect(shown.join('\n')).toMatch(/FAILED_AGAIN: Not now\.\n.*test-administrator {2}PUT_BACK$/);
    expect(await run('dead-letters', '--service', 'contributions')).toEqual(['No dead letters.']);
    expect((await run('dead-letters', '--service', 'contributions', '--all')).join()).toContain('(put back)');
  });

  it('discards one, with the explanation', async () => {
    const id = await die('worse');
    await expect(run('discard', id)).rejects.toThrow('Say why');
    expect(await run('discard', id, '--because', 'Entered by hand.')).toHaveLength(1);
    await expect(run('put-back', id)).rejects.toThrow('DEAD_LETTER_RESOLVED: It was discarded: Entered by hand.');
    expect(handled).toEqual([]);
  });

  it('replays, and tells when', async () => {
    const back = await run('replay', '--service', 'contributions', '--from', 'beginning', '--because', 'to be sure');
    expect(back).toEqual(['contributions goes back as soon as all its members have left.']);
    await eventually(async () => {
      const [latest] = await run('replays', '--service', 'contributions');
      expect(latest).toMatch(/contributions {2}test-administrator: to be sure {2}\(moved /);
    }, 20_000);
    const beyond = ['--position', 'abonde.treasury/0@99999', '--because', 'to be sure'];
    await expect(run('replay', '--service', 'contributions', ...beyond)).rejects.toThrow('INVALID_REPLAY');
  });

  it('says what it does not understand', async () => {
    expect((await run()).join()).toContain('npm run events -- dead-letters');
    await expect(run('explode')).rejects.toThrow('There is no command explode.');
    await expect(run('put-back')).rejects.toThrow('put-back takes one id.');
    await expect(run('dead-letters', '--sevice', 'x')).rejects.toThrow('--sevice');
    await expect(run('dead-letters', '--service', 'x')).rejects.toThrow('Services: contributions');
    await expect(run('replay', '--service', 'treasury', '--from', 'beginning')).rejects.toThrow('Say why');
    const wrong = run('replay', '--service', 'treasury', '--position', 'x', '--because', 'y');
    await expect(wrong).rejects.toThrow('x is not TOPIC/PARTITION@OFFSET.');
    await expect(run('put-back', randomUUID())).rejects.toThrow('No service has a dead letter');
  });
});
