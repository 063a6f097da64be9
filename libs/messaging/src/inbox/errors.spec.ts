import { InvalidEvent } from '@abonde/contracts';
import { InvalidMessage, refusalOf, Waiting } from './errors';

const coded = (code: unknown, status: unknown): Error => Object.assign(new Error('Refused.'), { code, status });

describe('what makes a dead letter', () => {
  it.each([
    ['an invalid message', new InvalidMessage('No.'), 'INVALID_MESSAGE'],
    ['an invalid event', new InvalidEvent('No.'), 'INVALID_MESSAGE'],
    [
      'a value that no column holds',
      Object.assign(new Error('Out.'), { driverError: { code: '22003' } }),
      'INVALID_MESSAGE',
    ],
    ['a rule that says no', coded('FUND_SHARE_ABOVE_CEILING', 422), 'FUND_SHARE_ABOVE_CEILING'],
  ])('%s', (_, error, code) => expect(refusalOf(error)?.code).toBe(code));

  it.each([
    ['a message that waits', new Waiting('agreement:A')],
    ['a fault of the program', new TypeError('undefined')],
    ['a deadlock', coded('40P01', undefined)],
    ['a broken connection', coded('ECONNRESET', undefined)],
    ['a service that is away', coded('IDENTITY_PROVIDER_UNAVAILABLE', 503)],
    ['something that is no error', 'text'],
  ])('but not %s', (_, error) => expect(refusalOf(error)).toBeUndefined());
});
