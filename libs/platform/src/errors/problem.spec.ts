import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { DomainError, notFound, notSupported } from './domain-error';
import { problemOf } from './problem';

describe('problem details', () => {
  it('carry the code, the status and the figures of a violation', () => {
    const error = new DomainError({
      code: 'FUND_SHARE_ABOVE_CEILING',
      status: 422,
      title: 'Above 80 %',
      detail: 'At most 80 %.',
      ceiling: '471896.78',
    });
    expect(problemOf(error)).toEqual({
      type: 'urn:abonde:problem:FUND_SHARE_ABOVE_CEILING',
      title: 'Above 80 %',
      status: 422,
      detail: 'At most 80 %.',
      code: 'FUND_SHARE_ABOVE_CEILING',
      ceiling: '471896.78',
    });
    expect(problemOf(notFound('agreement', 'X'))).toMatchObject({ status: 404, kind: 'agreement', reference: 'X' });
    expect(() => notSupported()).toThrow(expect.objectContaining({ status: 501, code: 'NOT_SUPPORTED' }));
  });

  it('never let a figure take the place of the code or the status', () => {
    const error = Object.assign(new Error('no'), {
      code: 'A',
      status: 409,
      title: 'T',
      figures: { status: 200, code: 'B' },
    });
    expect(problemOf(error)).toMatchObject({ status: 409, code: 'A' });
  });

  it.each([
    [{ driverError: { code: '23505', constraint: 'donor_code_key' } }, 409, 'ALREADY_EXISTS'],
    [{ driverError: { code: '22P02' } }, 400, 'MALFORMED_REQUEST'],
    [{ driverError: { code: '57P01' } }, 503, 'DATABASE_UNAVAILABLE'],
    [{ code: 'ECONNREFUSED' }, 503, 'DATABASE_UNAVAILABLE'],
    // What the driver says of a connection that broke carries no code.
    [{ driverError: new Error('Connection terminated unexpectedly') }, 503, 'DATABASE_UNAVAILABLE'],
    [new Error('Connection terminated due to connection timeout'), 503, 'DATABASE_UNAVAILABLE'],
    [new Error('timeout exceeded when trying to connect'), 503, 'DATABASE_UNAVAILABLE'],
    [new Error('Client has encountered a connection error and is not queryable'), 503, 'DATABASE_UNAVAILABLE'],
    // A transaction whose connection broke between two of its queries.
    [new QueryRunnerProviderAlreadyReleasedError(), 503, 'DATABASE_UNAVAILABLE'],
    [new QueryRunnerAlreadyReleasedError(), 503, 'DATABASE_UNAVAILABLE'],
    [{ statusCode: 413, code: 'FST_ERR_CTP_BODY_TOO_LARGE' }, 413, 'PAYLOAD_TOO_LARGE'],
    [{ statusCode: 429 }, 429, 'TOO_MANY_REQUESTS'],
  ])('%j answers %i %s', (error, status, code) => {
    expect(problemOf(error)).toMatchObject({ status, code });
  });

  it('leave faults of the program to be logged', () => {
    for (const fault of [
      new TypeError('x is undefined'),
      { driverError: { code: '42P01' } },
      { statusCode: 500 },
      'text',
      null,
    ]) {
      expect(problemOf(fault)).toBeUndefined();
    }
  });
});
